package io.github.modelkeel.sklearn;

import io.github.modelkeel.sklearn.python.Located;
import java.util.List;
import java.util.Optional;

/**
 * An estimator at the end of its transformers.
 *
 * @param features what it reads
 * @param fitted the estimator
 */
record Estimated(ColumnBlock features, Fitted fitted) {
    /** Reads a pipeline with an estimator at its end, or an estimator alone. */
    static Estimated read(Located root, ColumnBlock in, ProgramBuilder program) {
        if (Wrappers.knows(root)) {
            return read(Wrappers.inner(root), in, program);
        }
        if (Selectors.predicts(root)) {
            return read(root.attribute("estimator_"), Transformers.read(root, in, program), program);
        }
        if (!Pipelines.isPipeline(root)) {
            return Hoisting.read(root, in, program).orElseGet(() -> estimator(root, in, program));
        }
        List<Located> steps = Pipelines.steps(root);
        if (steps.isEmpty()) {
            throw root.refusal("the pipeline has no estimator");
        }
        ColumnBlock columnBlock = in;
        for (Located step : steps.subList(0, steps.size() - 1)) {
            columnBlock = Transformers.read(step, columnBlock, program);
        }
        Located last = steps.get(steps.size() - 1);
        return read(last, columnBlock, program);
    }

    private static Estimated estimator(Located estimator, ColumnBlock in, ProgramBuilder program) {
        if (Transformers.knows(estimator) && !Estimators.knows(estimator)) {
            throw estimator.refusal("the pipeline ends with a transformer, so it predicts nothing");
        }
        Optional<Estimated> withTexts = HistBoosting.withTexts(estimator, in, program);
        if (withTexts.isPresent()) {
            return withTexts.get();
        }
        Optional<Estimated> booster = BoosterWrappers.find(estimator, in, program);
        if (booster.isPresent()) {
            return booster.get();
        }
        ColumnBlock features = program.estimated(in, estimator);
        if (features.size() == 0) {
            throw estimator.refusal("no features are left for it");
        }
        Fitted fitted = Estimators.read(estimator, features.size());
        if (fitted.scorer().featureCount() != features.size()) {
            throw estimator.refusal("it reads " + fitted.scorer().featureCount()
                    + " features, the steps before it give " + features.size());
        }
        return new Estimated(
                fitted.scorer().acceptsMissing() ? features : program.complete(features, estimator), fitted);
    }
}
