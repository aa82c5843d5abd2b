/**
 * The readers of estimators that hold no other ones, apart from those of trees: linear models, kernels, neighbors, networks, naive
 * Bayes. Each enters its classes in the table of {@code sklearn.Estimators}. Not exported.
 */
@NullMarked
package io.github.modelkeel.sklearn.estimator;

import org.jspecify.annotations.NullMarked;
