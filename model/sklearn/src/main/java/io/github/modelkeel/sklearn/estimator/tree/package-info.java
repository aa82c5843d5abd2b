/**
 * The readers of estimators made of trees: trees, forests, both boostings, isolation forests, and the estimators of XGBoost and LightGBM,
 * which hold a booster. Not exported.
 */
@NullMarked
package io.github.modelkeel.sklearn.estimator.tree;

import org.jspecify.annotations.NullMarked;
