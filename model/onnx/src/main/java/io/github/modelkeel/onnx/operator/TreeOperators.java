package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.model.operation.TensorMap.Function;
import io.github.modelkeel.model.operation.TensorOperator;
import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.graph.Wire;
import io.github.modelkeel.onnx.program.GraphImport;
import io.github.modelkeel.onnx.program.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code TreeEnsembleRegressor} and {@code TreeEnsembleClassifier}, as ONNX Runtime computes them. */
final class TreeOperators {
    private TreeOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put(Wire.ML + ":TreeEnsembleRegressor", TreeOperators::regressor);
        all.put(Wire.ML + ":TreeEnsembleClassifier", TreeOperators::classifier);
    }

    private static void regressor(NodeData node, GraphImport graph) {
        int targets = (int) node.integer("n_targets", 1);
        GraphTrees trees = new GraphTrees(node, "target", targets);
        double[] bases = node.numbers("base_values");
        if (bases.length != 0 && bases.length != targets) {
            throw node.refusal("has " + bases.length + " base values for " + targets + " targets");
        }
        String aggregate = node.text("aggregate_function", "SUM");
        Tensor.Rows scores;
        if (aggregate.equals("SUM")) {
            scores = score(node, graph, trees, bases);
        } else if (aggregate.equals("AVERAGE")) {
            Tensor.Rows sums = score(node, graph, trees, new double[0]);
            scores = ScoringOperators.with(graph, TensorOperator.DIVIDE, sums, trees.treeCount(), false);
            if (bases.length == 1) {
                scores = ScoringOperators.with(graph, TensorOperator.ADD, scores, bases[0], false);
            } else if (bases.length > 1) {
                throw node.unsupported("with an average and several base values");
            }
        } else {
            throw node.unsupported("with the aggregate_function " + OnnxReading.shorten(aggregate));
        }
        boolean kept = targets == 1 && !node.text("post_transform", "NONE").equals("PROBIT"); // as ONNX Runtime does
        graph.put(node, asFloats(graph, kept ? scores : ScoringOperators.transformed(node, graph, scores)));
    }

    /** The sum of doubles comes out as a float. */
    private static Tensor.Rows asFloats(GraphImport graph, Tensor.Rows scores) {
        return EncodingOperators.toFloat(graph, scores);
    }

    private static Tensor.Rows score(NodeData node, GraphImport graph, GraphTrees trees, double[] bases) {
        Tensor.Rows x = graph.rows(node, 0);
        if (x.shape().length != 1) {
            throw node.unsupported("of another tensor than a matrix");
        }
        boolean doubles = x.type() == Wire.DOUBLE;
        Tensor.Rows features = doubles ? x : EncodingOperators.toFloat(graph, x);
        int[] all = trees.withTests(graph, features);
        double[] starts = bases.length == 0 ? new double[trees.targets()] : bases;
        Score score = new Score(trees.scorer(all.length, doubles, starts), Link.IDENTITY);
        return new Tensor.Rows(features.type(), new int[] {trees.targets()}, graph.call(score, all));
    }

    private static void classifier(NodeData node, GraphImport graph) {
        List<String> classes = EncodingOperators.classNames(node);
        double[] bases = node.numbers("base_values");
        long[] ids = node.integers("class_ids");
        boolean single = classes.size() == 2 && Arrays.stream(ids).allMatch(id -> id == 0);
        if (classes.size() < 2 || (bases.length != 0 && bases.length != (single ? 1 : classes.size()))) {
            throw node.unsupported("with " + classes.size() + " classes and " + bases.length + " base values");
        }
        if (classes.size() == 2 && !single && (bases.length != 0 || !bothClasses(ids))) {
            throw node.unsupported("with two classes of which only the second has weights, or with base values");
        }
        GraphTrees trees = new GraphTrees(node, "class", single ? 1 : classes.size());
        Tensor.Rows scores = score(node, graph, trees, bases);
        graph.classes(classes);
        graph.put(node, 0, new Tensor.Label(node.operator()));
        Tensor.Rows values = single
                ? binary(node, graph, scores, trees.allPositive())
                : ScoringOperators.transformed(node, graph, scores);
        graph.put(node, 1, asFloats(graph, values));
    }

    private static boolean bothClasses(long[] ids) {
        return Arrays.stream(ids).anyMatch(id -> id == 0) && Arrays.stream(ids).anyMatch(id -> id == 1);
    }

    /** One score for two classes: a probability when all weights are positive, otherwise a distance. */
    private static Tensor.Rows binary(NodeData node, GraphImport graph, Tensor.Rows score, boolean probability) {
        Tensor.Rows positive = score;
        Tensor.Rows negative;
        if (node.text("post_transform", "NONE").equals("PROBIT")) {
            throw node.unsupported("with post_transform PROBIT for one score");
        }
        if (probability) {
            negative = ScoringOperators.with(graph, TensorOperator.SUBTRACT, score, 1, true);
        } else {
            negative = ArithmeticOperators.map(graph, Function.NEGATIVE, score, score.type());
            if (node.text("post_transform", "NONE").equals("LOGISTIC")) {
                positive = ArithmeticOperators.map(graph, Function.LOGISTIC, score, score.type());
                negative = ArithmeticOperators.map(graph, Function.LOGISTIC, negative, score.type());
            }
        }
        return score.as(new int[] {2}, ArithmeticOperators.join(negative.slots(), positive.slots()));
    }
}
