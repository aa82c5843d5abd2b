package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.formats.python.Located;

/** The estimators that are known, by the full name of their class. */
final class Estimators {
    private Estimators() {}

    /** Reads a fitted estimator that predicts from so many features. */
    static Fitted read(Located estimator, int features) {
        if (Pipelines.isPipeline(estimator)) {
            return Pipelines.read(estimator, features);
        }
        if (BoosterWrappers.knows(estimator)) {
            return BoosterWrappers.read(estimator, features);
        }
        throw estimator.refusal("an estimator of the class " + estimator.className() + " cannot be served");
    }
}
