package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.List;

/** The steps of {@code sklearn.pipeline.Pipeline}: transformers and, mostly, an estimator at the end. */
public final class Pipelines {
    public static final String PIPELINE = "sklearn.pipeline.Pipeline";

    private Pipelines() {}

    /** Whether it is a pipeline. */
    public static boolean isPipeline(Located estimator) {
        return estimator.className().equals(PIPELINE);
    }

    /** The steps' transformers and estimators, without those that pass everything on. */
    public static List<Located> steps(Located pipeline) {
        List<Located> steps = new ArrayList<>();
        for (Located step : pipeline.attribute("steps").elements()) {
            if (!isPassThrough(step.element(1))) {
                steps.add(step.element(1));
            }
        }
        return steps;
    }

    /** Whether a step passes everything on. */
    public static boolean isPassThrough(Located step) {
        return step.isNone() || Values.isText(step, "passthrough");
    }

    /** A pipeline that transforms: every step does. */
    public static ColumnBlock transform(Located pipeline, ColumnBlock in, ProgramBuilder program, PartReader parts) {
        ColumnBlock columnBlock = in;
        for (Located step : steps(pipeline)) {
            columnBlock = parts.transformer(step, columnBlock, program);
        }
        return columnBlock;
    }
}
