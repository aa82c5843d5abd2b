package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.TensorData;
import io.github.modelkeel.onnx.graph.Wire;
import io.github.modelkeel.onnx.program.GraphImport;
import io.github.modelkeel.onnx.program.Shapes;
import io.github.modelkeel.onnx.program.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that choose numbers, or put them behind one another. */
final class ChoosingOperators {
    private ChoosingOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("Concat", ChoosingOperators::concat);
        all.put("Gather", ChoosingOperators::gather);
        all.put("Slice", ChoosingOperators::slice);
        all.put("Split", ChoosingOperators::split);
        all.put(Wire.ML + ":ArrayFeatureExtractor", ChoosingOperators::extract);
        all.put(Wire.ML + ":FeatureVectorizer", ChoosingOperators::vectorize);
    }

    private static void concat(NodeData node, GraphImport graph) {
        List<Tensor.Rows> parts = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Tensor value = graph.input(node, i);
            if (value instanceof Tensor.Label) {
                graph.put(node, value);
                return;
            }
            parts.add(value instanceof Tensor.Rows rows && rows.type() == Wire.STRING ? rows : graph.rows(node, i));
        }
        if (parts.isEmpty()) {
            throw node.refusal("has no input");
        }
        graph.count(parts.stream().mapToLong(part -> part.slots().length).sum());
        Tensor.Rows first = parts.get(0);
        int axis = ReducingOperators.axis(node, node.integer("axis", 0), first.shape().length);
        int[] shape = first.shape().clone();
        int outer = Shapes.size(Arrays.copyOf(shape, axis));
        shape[axis] = 0;
        int[][] slots = new int[outer * parts.size()][];
        for (int part = 0; part < parts.size(); part++) {
            Tensor.Rows rows = parts.get(part);
            int[] other = rows.shape().clone();
            if (other.length != shape.length || rows.type() != first.type()) {
                throw node.unsupported("of tensors of different ranks or types");
            }
            shape[axis] += other[axis];
            other[axis] = first.shape()[axis];
            if (!Arrays.equals(other, first.shape())) {
                throw node.refusal("has inputs whose shapes do not fit");
            }
            int block = rows.slots().length / outer;
            for (int i = 0; i < outer; i++) {
                slots[i * parts.size() + part] = Arrays.copyOfRange(rows.slots(), i * block, (i + 1) * block);
            }
        }
        graph.put(node, first.as(shape, ArithmeticOperators.join(slots)));
    }

    private static void gather(NodeData node, GraphImport graph) {
        Tensor value = graph.input(node, 0);
        Tensor by = graph.input(node, 1);
        if (value instanceof Tensor.Constant table && by instanceof Tensor.Rows index) {
            lookUp(node, graph, table.data(), index);
            return;
        }
        Tensor.Rows rows = ShapeOperators.rowsOrLabel(node, graph);
        if (rows.type() == 0) {
            return;
        }
        TensorData indices = graph.constant(node, 1);
        int axis = ReducingOperators.axis(node, node.integer("axis", 0), rows.shape().length);
        Tensor.Rows chosen = Shapes.select(rows, axis, whole(indices), node);
        graph.put(
                node,
                indices.dimensions().length == 0
                        ? chosen.as(ReducingOperators.without(chosen.shape(), axis), chosen.slots())
                        : requireOneAxis(node, indices, chosen));
    }

    private static Tensor.Rows requireOneAxis(NodeData node, TensorData indices, Tensor.Rows chosen) {
        if (indices.dimensions().length != 1) {
            throw node.unsupported("with indices of several dimensions");
        }
        return chosen;
    }

    private static int[] whole(TensorData data) {
        return Arrays.stream(data.numbers()).mapToInt(value -> (int) value).toArray();
    }

    /** A table of labels, looked up by the index of a class. */
    private static void lookUp(NodeData node, GraphImport graph, TensorData table, Tensor.Rows index) {
        if (table.type() == Wire.STRING && index.slots().length == 1) {
            graph.classes(table.texts());
            graph.put(node, new Tensor.Label(node.operator()));
        } else if (index.slots().length == 1 && (table.type() == Wire.INT64 || table.type() == Wire.INT32)) {
            graph.classes(Arrays.stream(table.numbers())
                    .mapToObj(number -> Long.toString((long) number))
                    .toList());
            graph.put(node, new Tensor.Label(node.operator()));
        } else {
            throw node.unsupported("in a table of floats");
        }
    }

    private static void extract(NodeData node, GraphImport graph) {
        if (graph.input(node, 0) instanceof Tensor.Constant table
                && graph.input(node, 1) instanceof Tensor.Rows index) {
            lookUp(node, graph, table.data(), index);
            return;
        }
        Tensor.Rows rows = ShapeOperators.rowsOrLabel(node, graph);
        if (rows.type() != 0) {
            int axis = ReducingOperators.axis(node, -1, rows.shape().length);
            graph.put(node, Shapes.select(rows, axis, whole(graph.constant(node, 1)), node));
        }
    }

    private static void slice(NodeData node, GraphImport graph) {
        Tensor.Rows rows = ShapeOperators.rowsOrLabel(node, graph);
        if (rows.type() == 0) {
            return;
        }
        long[] starts = node.hasInput(1) ? graph.integers(node, 1) : node.integers("starts");
        long[] ends = node.hasInput(2) ? graph.integers(node, 2) : node.integers("ends");
        long[] axes = node.hasInput(3) ? graph.integers(node, 3) : node.integers("axes");
        long[] steps = node.hasInput(4) ? graph.integers(node, 4) : new long[] {1};
        if (starts.length != 1 || ends.length != 1 || axes.length != 1 || steps.length != 1 || steps[0] != 1) {
            throw node.unsupported("along other than one axis, or by steps");
        }
        int axis = ReducingOperators.axis(node, axes[0], rows.shape().length);
        int size = rows.shape()[axis];
        int start = (int) Math.max(0, Math.min(size, starts[0] < 0 ? starts[0] + size : starts[0]));
        int end = (int) Math.max(start, Math.min(size, ends[0] < 0 ? ends[0] + size : ends[0]));
        graph.put(node, Shapes.select(rows, axis, range(start, end), node));
    }

    private static int[] range(int start, int end) {
        return IntStream.range(start, end).toArray();
    }

    private static void split(NodeData node, GraphImport graph) {
        Tensor.Rows rows = ShapeOperators.rowsOrLabel(node, graph);
        if (rows.type() == 0) {
            throw node.unsupported("of labels");
        }
        int axis = ReducingOperators.axis(node, node.integer("axis", 0), rows.shape().length);
        long[] sizes = node.hasInput(1) ? graph.integers(node, 1) : node.integers("split");
        int parts = node.outputs().size();
        int size = rows.shape()[axis];
        if (sizes.length == 0) {
            sizes = new long[parts];
            int each = (size + parts - 1) / parts;
            for (int i = 0; i < parts; i++) {
                sizes[i] = Math.min(each, Math.max(0, size - (long) i * each));
            }
        }
        long start = 0;
        for (int i = 0; i < parts; i++) {
            if (i >= sizes.length || sizes[i] < 1 || sizes[i] > size - start) {
                throw node.refusal("has sizes that do not fit its input");
            }
            graph.put(node, i, Shapes.select(rows, axis, range((int) start, (int) (start + sizes[i])), node));
            start += sizes[i];
        }
    }

    private static void vectorize(NodeData node, GraphImport graph) {
        int[][] slots = new int[node.inputs().size()][];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = EncodingOperators.toFloat(graph, graph.rows(node, i)).slots();
            graph.count(slots[i].length);
        }
        int[] all = ArithmeticOperators.join(slots);
        graph.put(node, new Tensor.Rows(Wire.FLOAT, new int[] {all.length}, all));
    }
}
