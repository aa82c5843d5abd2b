package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.model.operation.TensorNormalize;
import io.github.modelkeel.model.operation.TensorReduce;
import io.github.modelkeel.model.operation.TensorReduce.Kind;
import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.graph.Wire;
import io.github.modelkeel.onnx.program.GraphImport;
import io.github.modelkeel.onnx.program.Shapes;
import io.github.modelkeel.onnx.program.Tensor;
import java.util.Arrays;
import java.util.Map;

/** Operators that make one number of the numbers along an axis, or divide them by one. */
final class ReducingOperators {
    private static final int SOFTMAX_BY_AXIS = 13;

    private ReducingOperators() {}

    static void addTo(Map<String, Operator> all) {
        reduction(all, "ReduceSum", Kind.SUM);
        reduction(all, "ReduceMean", Kind.MEAN);
        reduction(all, "ReduceL1", Kind.ABSOLUTE_SUM);
        reduction(all, "ReduceL2", Kind.LENGTH);
        reduction(all, "ReduceSumSquare", Kind.SQUARE_SUM);
        reduction(all, "ReduceProd", Kind.PRODUCT);
        reduction(all, "ReduceMin", Kind.MINIMUM);
        reduction(all, "ReduceMax", Kind.MAXIMUM);
        argument(all, "ArgMax", Kind.INDEX_OF_MAXIMUM);
        argument(all, "ArgMin", Kind.INDEX_OF_MINIMUM);
        all.put("Softmax", ReducingOperators::softmax);
        all.put(Wire.ML + ":Normalizer", ReducingOperators::normalizer);
    }

    private static void reduction(Map<String, Operator> all, String name, Kind kind) {
        all.put(name, (node, graph) -> {
            Tensor.Rows x = graph.rows(node, 0);
            long[] axes = node.hasInput(1) ? graph.integers(node, 1) : node.integers("axes");
            if (axes.length != 1) {
                throw node.unsupported("over another number of axes than one");
            }
            graph.put(node, reduce(node, graph, kind, x, axes[0]));
        });
    }

    private static void argument(Map<String, Operator> all, String name, Kind kind) {
        all.put(name, (node, graph) -> {
            if (node.integer("select_last_index", 0) != 0) {
                throw node.unsupported("with select_last_index");
            }
            Tensor.Rows index = reduce(node, graph, kind, graph.rows(node, 0), node.integer("axis", 0));
            graph.put(node, new Tensor.Rows(Wire.INT64, index.shape(), index.slots()));
        });
    }

    private static Tensor.Rows reduce(NodeData node, GraphImport graph, Kind kind, Tensor.Rows x, long axis) {
        int along = axis(node, axis, x.shape().length);
        int[] shape = x.shape();
        int outer = Shapes.size(Arrays.copyOf(shape, along));
        int inner = Shapes.size(Arrays.copyOfRange(shape, along + 1, shape.length));
        int[] slots = new int[outer * inner];
        TensorReduce operation = new TensorReduce(kind, x.precision(), shape[along]);
        for (int i = 0; i < slots.length; i++) {
            int[] from = new int[shape[along]];
            for (int k = 0; k < from.length; k++) {
                from[k] = x.slots()[((i / inner) * shape[along] + k) * inner + i % inner];
            }
            slots[i] = graph.call(operation, from)[0];
        }
        int[] result = shape.clone();
        result[along] = 1;
        return x.as(node.integer("keepdims", 1) != 0 ? result : without(shape, along), slots);
    }

    static int[] without(int[] shape, int axis) {
        int[] rest = new int[shape.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = shape[i < axis ? i : i + 1];
        }
        return rest;
    }

    /** The axis among the dimensions behind that of the rows. */
    static int axis(NodeData node, long axis, int rank) {
        long own = axis < 0 ? axis + rank : axis - 1;
        if (own < 0 || own >= rank) {
            throw node.unsupported("along the axis " + axis + ", which mixes rows or is not there,");
        }
        return (int) own;
    }

    private static void softmax(NodeData node, GraphImport graph) {
        Tensor.Rows x = graph.rows(node, 0);
        boolean byAxis = graph.opset() >= SOFTMAX_BY_AXIS;
        int along = axis(node, node.integer("axis", byAxis ? -1 : 1), x.shape().length);
        if (along != (byAxis ? x.shape().length - 1 : 0) || x.shape().length != 1) {
            throw node.unsupported("of another tensor than a matrix");
        }
        graph.put(node, normalize(graph, TensorNormalize.Kind.SOFTMAX, x));
    }

    static Tensor.Rows normalize(GraphImport graph, TensorNormalize.Kind kind, Tensor.Rows x) {
        return x.as(x.shape(), graph.call(new TensorNormalize(kind, x.precision(), x.slots().length), x.slots()));
    }

    private static void normalizer(NodeData node, GraphImport graph) {
        Tensor.Rows x = EncodingOperators.toFloat(graph, graph.rows(node, 0));
        if (x.shape().length != 1) {
            throw node.unsupported("of another tensor than a matrix");
        }
        TensorNormalize.Kind kind = switch (node.text("norm", "MAX")) {
            case "MAX" -> TensorNormalize.Kind.MAXIMUM;
            case "L1" -> TensorNormalize.Kind.ABSOLUTE_SUM;
            case "L2" -> TensorNormalize.Kind.LENGTH;
            default -> throw node.unsupported("with the norm " + OnnxReading.shorten(node.text("norm", "")));
        };
        graph.put(node, normalize(graph, kind, x));
    }
}
