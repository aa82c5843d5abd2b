/** Benchmarks that run a peer beside us in the same run. */
@NullMarked
package io.github.modelkeel.benchmarks;

import org.jspecify.annotations.NullMarked;
