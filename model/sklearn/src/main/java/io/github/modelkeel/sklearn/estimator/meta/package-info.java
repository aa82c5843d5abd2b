/**
 * The readers of meta-estimators, which hold other estimators: ensembles, chains, stacks, calibration, searches. Each reads what it holds
 * with the {@code PartReader} that it is handed, mostly as a {@code SubEstimator} in its own program. Not exported.
 */
@NullMarked
package io.github.modelkeel.sklearn.estimator.meta;

import org.jspecify.annotations.NullMarked;
