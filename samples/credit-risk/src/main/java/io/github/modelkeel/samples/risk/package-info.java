/** Credit risk: features of a store, nightly batches, drift, and a retraining that an alert starts. */
@NullMarked
package io.github.modelkeel.samples.risk;

import org.jspecify.annotations.NullMarked;
