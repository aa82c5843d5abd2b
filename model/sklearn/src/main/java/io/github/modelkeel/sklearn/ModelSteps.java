package io.github.modelkeel.sklearn;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.sklearn.estimator.meta.Wrappers;
import io.github.modelkeel.sklearn.estimator.tree.BoosterWrappers;
import io.github.modelkeel.sklearn.estimator.tree.HistBoosting;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.InputColumn;
import io.github.modelkeel.sklearn.program.Names;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Estimated;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.transformer.Pipelines;
import io.github.modelkeel.sklearn.transformer.Selectors;
import java.util.List;
import java.util.Optional;

/** Reads a model step by step: its transformers, and the estimator at their end with the columns that it reads. */
final class ModelSteps {
    private ModelSteps() {}

    /** Reads a pipeline with an estimator at its end, or an estimator alone. */
    static Estimated read(Located root, ColumnBlock in, ProgramBuilder program, ModelParts parts) {
        if (Wrappers.knows(root)) {
            return read(Wrappers.inner(root), in, program, parts);
        }
        if (Selectors.predicts(root)) {
            return read(root.attribute("estimator_"), parts.transformer(root, in, program), program, parts);
        }
        if (!Pipelines.isPipeline(root)) {
            return Hoisting.read(root, in, program, parts).orElseGet(() -> estimator(root, in, program, parts));
        }
        List<Located> steps = Pipelines.steps(root);
        if (steps.isEmpty()) {
            throw root.refusal("the pipeline has no estimator");
        }
        ColumnBlock columnBlock = in;
        for (Located step : steps.subList(0, steps.size() - 1)) {
            columnBlock = parts.transformer(step, columnBlock, program);
        }
        Located last = steps.get(steps.size() - 1);
        return read(last, columnBlock, program, parts);
    }

    private static Estimated estimator(Located estimator, ColumnBlock in, ProgramBuilder program, ModelParts parts) {
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
        ColumnBlock features = FloatColumns.of(estimator, in, program);
        if (features.size() == 0) {
            throw estimator.refusal("no features are left for it");
        }
        Fitted fitted = parts.estimator(estimator, features.size());
        if (fitted.scorer().featureCount() != features.size()) {
            throw estimator.refusal("it reads " + fitted.scorer().featureCount()
                    + " features, the steps before it give " + features.size());
        }
        return new Estimated(
                fitted.scorer().acceptsMissing() ? features : program.complete(features, estimator), fitted);
    }

    /** A pipeline inside of another estimator, on numbers. */
    static Fitted pipeline(Located pipeline, int features, ModelParts parts) {
        ProgramBuilder program = new ProgramBuilder(Names.numbered("x", features).stream()
                .map(name -> new InputColumn(name, InputColumn.Kind.NUMBER, true, false))
                .toList());
        Estimated estimated = read(pipeline, program.inputs(), program, parts);
        Fitted last = estimated.fitted();
        Scorer decision = last.decision();
        Scorer samples = last.samples();
        return new Fitted(
                behind(last.scorer(), "score", estimated, program, pipeline),
                last.link(),
                last.classes(),
                last.labels(),
                decision == null ? null : behind(decision, "decision", estimated, program, pipeline),
                last.targets(),
                samples == null ? null : behind(samples, "sample", estimated, program, pipeline));
    }

    private static Scorer behind(
            Scorer scorer, String name, Estimated estimated, ProgramBuilder program, Located pipeline) {
        ColumnBlock scores = program.add(
                new Score(scorer, Link.IDENTITY), estimated.features(), Names.numbered(name, scorer.outputs()));
        return new ProgramScorer(program.program(scores, pipeline));
    }
}
