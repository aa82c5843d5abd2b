/** Requests about runs and experiments, and MLflow's limits. */
@NullMarked
package io.github.modelkeel.tracking.request;

import org.jspecify.annotations.NullMarked;
