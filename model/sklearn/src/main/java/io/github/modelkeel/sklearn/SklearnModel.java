package io.github.modelkeel.sklearn;

import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.ReuseGuard;
import io.github.modelkeel.sklearn.reader.Estimated;
import io.github.modelkeel.sklearn.reader.Fitted;

/** Reads models of scikit-learn 1.3 to 1.9 from the nodes of their file, whatever format the file has. */
final class SklearnModel {
    private static final String OUTPUT = "prediction";

    private SklearnModel() {}

    /**
     * A pipeline with an estimator at its end, or an estimator alone.
     *
     * @param flavor what {@code MLmodel} says about the model
     * @param root the root of the model's file
     * @return the model
     * @throws io.github.modelkeel.formats.ModelRefusedException if it holds what is not known or cannot be computed exactly; the
     *     message says where
     */
    static ScoringModel read(ModelFlavor flavor, Located root) {
        Estimators.requireKnownSteps(ReuseGuard.check(root));
        ProgramBuilder program = new ProgramBuilder(SklearnColumns.of(flavor, root));
        return model(ModelSteps.read(root, program.inputs(), program, ModelParts.ofModel()), program, root);
    }

    /**
     * A preprocessor and a model that were saved as two files.
     *
     * @param flavor what {@code MLmodel} says about the model; its signature names the columns of the preprocessor
     * @param preprocessor the root of the preprocessor's file
     * @param estimator the root of the model's file
     * @return the model
     * @throws io.github.modelkeel.formats.ModelRefusedException as for {@link #read(ModelFlavor, Located)}
     */
    static ScoringModel read(ModelFlavor flavor, Located preprocessor, Located estimator) {
        Transformers.requireKnown(ReuseGuard.check(preprocessor));
        Estimators.requireKnownSteps(ReuseGuard.check(estimator));
        ProgramBuilder program = new ProgramBuilder(SklearnColumns.of(flavor, preprocessor));
        ModelParts parts = ModelParts.ofModel();
        ColumnBlock features = parts.transformer(preprocessor, program.inputs(), program);
        return model(ModelSteps.read(estimator, features, program, parts), program, estimator);
    }

    /**
     * A transformer alone, or a pipeline of transformers.
     *
     * @param flavor what {@code MLmodel} says about it
     * @param root the root of its file
     * @return the preprocessing
     * @throws io.github.modelkeel.formats.ModelRefusedException as for {@link #read(ModelFlavor, Located)}
     */
    static FittedPreprocessing preprocessing(ModelFlavor flavor, Located root) {
        Transformers.requireKnown(ReuseGuard.check(root));
        ProgramBuilder program = new ProgramBuilder(SklearnColumns.of(flavor, root));
        return program.preprocessing(ModelParts.ofModel().transformer(root, program.inputs(), program), root);
    }

    private static ScoringModel model(Estimated estimated, ProgramBuilder program, Located root) {
        Fitted fitted = estimated.fitted();
        FittedPreprocessing preprocessing = program.preprocessing(estimated.features(), root);
        return fitted.model(preprocessing, Column.number(OUTPUT));
    }
}
