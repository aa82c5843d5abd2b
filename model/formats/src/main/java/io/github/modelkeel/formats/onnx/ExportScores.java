package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.Attributes;
import io.github.modelkeel.formats.onnx.graph.GraphWriter;
import io.github.modelkeel.formats.onnx.graph.Refusals;
import io.github.modelkeel.formats.onnx.graph.Wire;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;

/** Scorers and links as nodes of the graph. Not thread-safe. */
final class ExportScores {
    /** The least double that rounds to an infinite float. */
    private static final double BEYOND_FLOAT = 0x1.ffffffp127;

    private final GraphWriter graph;
    private final Refusals refusals;

    ExportScores(GraphWriter graph, Refusals refusals) {
        this.graph = graph;
        this.refusals = refusals;
    }

    /** A scorer's outputs behind a link. */
    String write(Scorer scorer, Link link, String features) {
        return link(link, scores(scorer, features));
    }

    /** A column for each output of the scorer. */
    String scores(Scorer scorer, String features) {
        if (scorer instanceof LinearScorer linear) {
            double[] weights = linear.weights();
            String product = graph.add("MatMul", features, graph.numbers(new long[] {weights.length, 1}, weights));
            return graph.add("Add", product, graph.scalar(linear.intercept()));
        }
        if (scorer instanceof TreeEnsembleScorer trees) {
            return trees(trees, features);
        }
        if (!(scorer instanceof ProgramScorer program)) {
            throw new UnsupportedOperationException(
                    "a scorer of the class " + scorer.getClass().getName() + " cannot be said in ONNX");
        }
        return new ExportProgram(graph, refusals, ExportProgram.columns(features, program.featureCount()))
                .write(program.program());
    }

    private String trees(TreeEnsembleScorer trees, String features) {
        if (trees.inputs() == TreeEnsembleScorer.Inputs.FINITE_FLOAT) {
            refusals.whenAny(graph.add("IsNaN", features));
        }
        boolean floats = trees.inputs() != TreeEnsembleScorer.Inputs.DOUBLE;
        if (floats && trees.inputs() != TreeEnsembleScorer.Inputs.FLOAT) {
            refusals.whenAny(graph.add("GreaterOrEqual", graph.add("Abs", features), graph.scalar(BEYOND_FLOAT)));
        }
        String compared = floats ? graph.cast(features, Wire.FLOAT) : features;
        if (floats && !ExportTrees.inFloats(trees)) {
            compared = graph.cast(compared, Wire.DOUBLE);
        }
        String sums = graph.addMl("TreeEnsembleRegressor", ExportTrees.attributes(trees), compared);
        return graph.cast(sums, Wire.DOUBLE);
    }

    String link(Link link, String x) {
        return switch (link) {
            case IDENTITY -> x;
            case LOGISTIC, FLOAT_LOGISTIC -> graph.add("Sigmoid", x);
            case EXP, FLOAT_EXP -> graph.add("Exp", x);
            case STEP -> graph.cast(graph.add("Greater", x, graph.scalar(0)), Wire.DOUBLE);
            case SIGNED_SQUARE -> graph.add("Mul", x, graph.add("Abs", x));
            case SOFTPLUS -> graph.add("Log", graph.add("Add", graph.add("Exp", x), graph.scalar(1)));
            case SOFTMAX, FLOAT_SOFTMAX -> graph.add("Softmax", new Attributes().integer("axis", 1), x);
        };
    }
}
