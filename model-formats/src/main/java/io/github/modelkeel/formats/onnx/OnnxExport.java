package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.LinearScorer;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.TreeEnsembleScorer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model as an ONNX graph that {@code mlflow.onnx} serves. The graph computes in doubles; only the sum of trees comes out as floats, as
 * ONNX has it, so its values agree with the model's within the precision of a float. A row that the model refuses has the value NaN.
 */
public final class OnnxExport {
    /** The version of ONNX that the graph is written in. */
    public static final String ONNX_VERSION = GraphWriter.ONNX_VERSION;

    private final ScoringModel model;
    private final GraphWriter graph;
    private final Refusals refusals;

    private OnnxExport(ScoringModel model) {
        this.model = model;
        Set<String> names = new HashSet<>();
        model.signature().inputs().forEach(column -> names.add(column.name()));
        names.add(model.signature().output().name());
        names.add(ExportColumns.frame());
        this.graph = new GraphWriter(names);
        this.refusals = new Refusals(graph);
    }

    /**
     * The bytes of the graph.
     *
     * @param model the model
     * @return a file of ONNX, the same bytes for the same model
     * @throws UnsupportedOperationException if a part of the model cannot be said in ONNX; the message names it
     */
    public static byte[] write(ScoringModel model) {
        return new OnnxExport(model).write();
    }

    private byte[] write() {
        String output = model.signature().output().name();
        for (Column column : model.signature().inputs()) {
            if (column.name().equals(output) || output.equals(ExportColumns.frame())) {
                throw new UnsupportedOperationException("ONNX needs another name for the output '" + output + "'");
            }
        }
        String value = link(scores(features()));
        graph.addNamed(output, "Identity", refusals.apply(value));
        graph.output(output, Wire.DOUBLE, 1);
        return graph.model();
    }

    private String features() {
        if (model.preprocessing().program().isPresent()) {
            throw new UnsupportedOperationException("the export to ONNX does not know preprocessing that is a program");
        }
        ExportColumns columns = new ExportColumns(graph, refusals, model.signature());
        ExportChain export = new ExportChain(graph, columns, refusals);
        String[] blocks =
                model.preprocessing().chains().stream().map(export::write).toArray(String[]::new);
        return graph.add("Concat", new Attributes().integer("axis", 1), blocks);
    }

    private String scores(String features) {
        Scorer scorer = model.scorer();
        if (scorer instanceof LinearScorer linear) {
            double[] weights = linear.weights();
            String product = graph.add("MatMul", features, graph.numbers(new long[] {weights.length, 1}, weights));
            return graph.add("Add", product, graph.scalar(linear.intercept()));
        }
        if (scorer instanceof TreeEnsembleScorer trees) {
            if (trees.inputs() != TreeEnsembleScorer.Inputs.DOUBLE
                    && trees.inputs() != TreeEnsembleScorer.Inputs.FLOAT) {
                throw new UnsupportedOperationException("the export to ONNX does not know trees that refuse numbers");
            }
            boolean floats = trees.inputs() != TreeEnsembleScorer.Inputs.DOUBLE;
            String compared = floats ? graph.cast(features, Wire.FLOAT) : features;
            if (floats && !ExportTrees.inFloats(trees)) {
                compared = graph.cast(compared, Wire.DOUBLE);
            }
            String sums = graph.addMl("TreeEnsembleRegressor", ExportTrees.attributes(trees), compared);
            return graph.cast(sums, Wire.DOUBLE);
        }
        throw new UnsupportedOperationException("the export to ONNX does not know the scorer " + scorer);
    }

    private String link(String scores) {
        String scaled = model.linkScale() == 1 ? scores : graph.add("Mul", scores, graph.scalar(model.linkScale()));
        String values = link(model.link(), scaled);
        int outputs = model.scorer().outputs();
        Attributes axis = new Attributes().integer("axis", 1);
        if (outputs == 1) {
            return values;
        }
        if (model.classes().isEmpty() || model.labels() != ScoringModel.Labels.MOST_PROBABLE) {
            throw new UnsupportedOperationException("the export to ONNX does not know a model with several outputs");
        }
        if (outputs == 2) {
            return graph.add("Gather", axis, values, graph.integers(1));
        }
        return graph.cast(graph.add("ArgMax", axis.integer("keepdims", 1), values), Wire.DOUBLE);
    }

    private String link(Link link, String x) {
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

    /**
     * The names of Python's packages that serve the graph.
     *
     * @return requirements as pip reads them
     */
    public static List<String> requirements() {
        return List.of("mlflow", "onnx>=" + ONNX_VERSION, "onnxruntime>=1.12.0");
    }
}
