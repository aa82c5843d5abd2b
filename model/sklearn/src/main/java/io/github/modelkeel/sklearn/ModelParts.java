package io.github.modelkeel.sklearn;

import io.github.modelkeel.sklearn.estimator.tree.BoosterWrappers;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.transformer.Pipelines;

/**
 * Reads the estimators and transformers of a model by the tables of their classes, and hands itself to those that hold others. It also
 * knows the pipelines whose transformers were taken out of the estimator that is being read. Immutable.
 */
final class ModelParts implements PartReader {
    private final Hoisting hoisting;

    /** Reads the parts of an estimator; its pipelines are those that were hoisted. */
    ModelParts(Hoisting hoisting) {
        this.hoisting = hoisting;
    }

    /** Reads the parts of a whole model, of which nothing was taken out. */
    static ModelParts ofModel() {
        return new ModelParts(Hoisting.NONE);
    }

    Hoisting hoisting() {
        return hoisting;
    }

    @Override
    public Fitted estimator(Located estimator, int features) {
        if (Pipelines.isPipeline(estimator)) {
            return hoisting.find(estimator, features, this)
                    .orElseGet(() -> ModelSteps.pipeline(estimator, features, this));
        }
        if (BoosterWrappers.knows(estimator)) {
            return BoosterWrappers.read(estimator, features);
        }
        return Estimators.read(estimator, features, hoisting::isHoisted, this);
    }

    @Override
    public ColumnBlock transformer(Located transformer, ColumnBlock in, ProgramBuilder program) {
        return Transformers.read(transformer, in, program, this);
    }

    @Override
    public boolean allowsMissing(Located estimator) {
        return MissingTags.allowsMissing(estimator);
    }
}
