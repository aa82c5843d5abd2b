/** A tracking server for tests and benchmarks: MLflow's semantics of repeated requests in memory, every fault on demand. */
@NullMarked
package io.github.modelkeel.fakeserver;

import org.jspecify.annotations.NullMarked;
