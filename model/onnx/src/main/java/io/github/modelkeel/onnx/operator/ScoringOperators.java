package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.FloatAffine;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.TensorConstant;
import io.github.modelkeel.model.operation.TensorMap.Function;
import io.github.modelkeel.model.operation.TensorNormalize;
import io.github.modelkeel.model.operation.TensorOperator;
import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.graph.TensorData;
import io.github.modelkeel.onnx.graph.Wire;
import io.github.modelkeel.onnx.program.GraphImport;
import io.github.modelkeel.onnx.program.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Products with matrices, and the linear models of {@code ai.onnx.ml}. */
final class ScoringOperators {
    private ScoringOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("MatMul", (node, graph) -> {
            TensorData weights = graph.constant(node, 1);
            graph.put(node, product(node, graph, weights, false, new double[0]));
        });
        all.put("Gemm", ScoringOperators::gemm);
        all.put(Wire.ML + ":LinearRegressor", ScoringOperators::linearRegressor);
        all.put(Wire.ML + ":LinearClassifier", ScoringOperators::linearClassifier);
    }

    private static void gemm(NodeData node, GraphImport graph) {
        if (node.real("alpha", 1) != 1 || node.real("beta", 1) != 1 || node.integer("transA", 0) != 0) {
            throw node.unsupported("with alpha, beta or transA");
        }
        TensorData weights = graph.constant(node, 1);
        double[] bias = node.hasInput(2) ? graph.constant(node, 2).numbers() : new double[0];
        graph.put(node, product(node, graph, weights, node.integer("transB", 0) != 0, bias));
    }

    private static Tensor.Rows product(
            NodeData node, GraphImport graph, TensorData weights, boolean transposed, double[] bias) {
        Tensor.Rows x = graph.rows(node, 0);
        int[] shape = weights.dimensions();
        if (shape.length != 2 || x.shape().length != 1 || weights.type() != x.type()) {
            throw node.unsupported("of other tensors than two matrices of one type");
        }
        int inputs = shape[transposed ? 1 : 0];
        int outputs = shape[transposed ? 0 : 1];
        if (inputs != x.slots().length || inputs == 0 || outputs == 0) {
            throw node.refusal("has inputs whose shapes do not fit");
        }
        double[] byOutput = new double[inputs * outputs];
        for (int output = 0; output < outputs; output++) {
            for (int i = 0; i < inputs; i++) {
                byOutput[output * inputs + i] =
                        weights.numbers()[transposed ? output * inputs + i : i * outputs + output];
            }
        }
        return affine(node, graph, x, byOutput, bias.length == 0 ? new double[outputs] : bias);
    }

    private static Tensor.Rows affine(
            NodeData node, GraphImport graph, Tensor.Rows x, double[] weights, double[] bias) {
        int inputs = x.slots().length;
        int outputs = weights.length / inputs;
        double[] last = bias;
        if (bias.length == 1 && outputs > 1) {
            last = new double[outputs];
            Arrays.fill(last, bias[0]);
        }
        if (outputs == 0 || outputs * inputs != weights.length || last.length != outputs) {
            throw node.refusal(
                    "has " + weights.length + " weights and " + bias.length + " intercepts for " + inputs + " columns");
        }
        Matrix matrix = new Matrix(outputs, inputs, Numbers.of(weights));
        Operation operation = switch (x.type()) {
            case Wire.FLOAT -> new FloatAffine(matrix, Numbers.of(last));
            case Wire.DOUBLE -> new Affine(matrix, Numbers.of(last));
            default -> throw node.unsupported("on whole numbers");
        };
        return x.as(new int[] {outputs}, graph.call(operation, x.slots()));
    }

    private static Tensor.Rows scores(NodeData node, GraphImport graph) {
        Tensor.Rows x = EncodingOperators.toFloat(graph, graph.rows(node, 0));
        if (x.shape().length != 1) {
            throw node.unsupported("of another tensor than a matrix");
        }
        double[] weights = node.reals("coefficients");
        double[] bias = node.reals("intercepts");
        int outputs = Math.max(1, weights.length / x.slots().length);
        return affine(node, graph, x, weights, bias.length == 0 ? new double[outputs] : bias);
    }

    private static void linearRegressor(NodeData node, GraphImport graph) {
        if (!node.text("post_transform", "NONE").equals("NONE")) {
            throw node.unsupported("with a post_transform");
        }
        graph.put(node, scores(node, graph));
    }

    private static void linearClassifier(NodeData node, GraphImport graph) {
        Tensor.Rows scores = scores(node, graph);
        List<String> classes = EncodingOperators.classNames(node);
        if (classes.size() != scores.slots().length) {
            throw node.unsupported("with " + scores.slots().length + " scores for " + classes.size() + " classes");
        }
        graph.classes(classes);
        graph.put(node, 0, new Tensor.Label(node.operator()));
        graph.put(node, 1, transformed(node, graph, scores));
    }

    /** The attribute {@code post_transform}. */
    static Tensor.Rows transformed(NodeData node, GraphImport graph, Tensor.Rows scores) {
        String name = node.text("post_transform", "NONE");
        return switch (name) {
            case "NONE" -> scores;
            case "LOGISTIC" -> ArithmeticOperators.map(graph, Function.LOGISTIC, scores, scores.type());
            case "PROBIT" -> ArithmeticOperators.map(graph, Function.PROBIT, scores, scores.type());
            case "SOFTMAX" -> ReducingOperators.normalize(graph, TensorNormalize.Kind.SOFTMAX, scores);
            case "SOFTMAX_ZERO" -> ReducingOperators.normalize(graph, TensorNormalize.Kind.SOFTMAX_ZERO, scores);
            default -> throw node.unsupported("with post_transform " + OnnxReading.shorten(name));
        };
    }

    /** A constant and an operator for each number. */
    static Tensor.Rows with(GraphImport graph, TensorOperator operator, Tensor.Rows x, double constant, boolean first) {
        double[] each = new double[x.slots().length];
        Arrays.fill(each, constant);
        return x.as(
                x.shape(), graph.call(new TensorConstant(operator, x.precision(), Numbers.of(each), first), x.slots()));
    }
}
