package io.github.modelkeel.sklearn;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.sklearn.python.Located;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code sklearn.pipeline.Pipeline}: transformers and, mostly, an estimator at the end. */
final class Pipelines {
    static final String PIPELINE = "sklearn.pipeline.Pipeline";

    private Pipelines() {}

    static boolean isPipeline(Located estimator) {
        return estimator.className().equals(PIPELINE);
    }

    /** The steps' transformers and estimators, without those that pass everything on. */
    static List<Located> steps(Located pipeline) {
        List<Located> steps = new ArrayList<>();
        for (Located step : pipeline.attribute("steps").elements()) {
            if (!isPassThrough(step.element(1))) {
                steps.add(step.element(1));
            }
        }
        return steps;
    }

    static boolean isPassThrough(Located step) {
        return step.isNone() || Values.isText(step, "passthrough");
    }

    /** A pipeline that transforms: every step does. */
    static ColumnBlock transform(Located pipeline, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock columnBlock = in;
        for (Located step : steps(pipeline)) {
            columnBlock = Transformers.read(step, columnBlock, program);
        }
        return columnBlock;
    }

    /** A pipeline as an estimator, on numbers. */
    static Fitted read(Located pipeline, int features) {
        return Hoisting.find(pipeline, features).orElseGet(() -> readWhole(pipeline, features));
    }

    private static Fitted readWhole(Located pipeline, int features) {
        ProgramBuilder program = new ProgramBuilder(Names.numbered("x", features).stream()
                .map(name -> new InputColumn(name, InputColumn.Kind.NUMBER, true, false))
                .toList());
        Estimated estimated = Estimated.read(pipeline, program.inputs(), program);
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
