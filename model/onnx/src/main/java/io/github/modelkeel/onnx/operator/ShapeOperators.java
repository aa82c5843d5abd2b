package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.graph.TensorData;
import io.github.modelkeel.onnx.graph.Wire;
import io.github.modelkeel.onnx.program.GraphImport;
import io.github.modelkeel.onnx.program.Shapes;
import io.github.modelkeel.onnx.program.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that keep all numbers and give them another shape. */
final class ShapeOperators {
    private ShapeOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("Constant", ShapeOperators::constant);
        all.put("Reshape", ShapeOperators::reshape);
        all.put("Flatten", ShapeOperators::flatten);
        all.put("Squeeze", ShapeOperators::squeeze);
        all.put("Unsqueeze", ShapeOperators::unsqueeze);
        all.put("Transpose", ShapeOperators::transpose);
    }

    private static void constant(NodeData node, GraphImport graph) {
        TensorData data = node.tensor("value").orElseGet(() -> {
            if (node.has("value_float")) {
                return new TensorData(
                        "", Wire.FLOAT, new int[0], new double[] {node.real("value_float", 0)}, List.of());
            }
            if (node.has("value_int")) {
                return new TensorData(
                        "", Wire.INT64, new int[0], new double[] {node.integer("value_int", 0)}, List.of());
            }
            throw node.unsupported("of this form");
        });
        graph.put(node, new Tensor.Constant(data));
    }

    /** Rows of numbers or of texts; labels pass through as they are. */
    static Tensor.Rows rowsOrLabel(NodeData node, GraphImport graph) {
        Tensor value = graph.input(node, 0);
        if (value instanceof Tensor.Rows rows) {
            return rows;
        }
        if (value instanceof Tensor.Label) {
            graph.put(node, value);
            return new Tensor.Rows(0, new int[0], new int[0]);
        }
        throw node.unsupported("of a constant or a map");
    }

    private static void put(NodeData node, GraphImport graph, Tensor.Rows rows, int[] shape) {
        if (rows.type() == 0) {
            return; // a label, which is in its place already
        }
        if (Shapes.size(shape) != rows.slots().length) {
            throw node.unsupported("that mixes rows");
        }
        graph.put(node, rows.as(shape, rows.slots()));
    }

    private static void reshape(NodeData node, GraphImport graph) {
        Tensor.Rows rows = rowsOrLabel(node, graph);
        long[] wanted = node.hasInput(1) ? graph.integers(node, 1) : node.integers("shape");
        if (rows.type() == 0) {
            return;
        }
        boolean allZero = node.integer("allowzero", 0) != 0;
        if (wanted.length == 0 || !(wanted[0] == -1 || (wanted[0] == 0 && !allZero))) {
            throw node.unsupported("to a fixed number of rows");
        }
        int[] shape = new int[wanted.length - 1];
        int open = -1;
        long known = 1;
        for (int i = 0; i < shape.length; i++) {
            long dimension = wanted[i + 1] == 0 && i < rows.shape().length ? rows.shape()[i] : wanted[i + 1];
            if (dimension == -1 && open < 0 && wanted[0] == 0) {
                open = i;
            } else if (dimension < 1 || dimension > OnnxReading.MAX_WIDTH) {
                throw node.unsupported("to a dimension of " + dimension);
            } else {
                shape[i] = (int) dimension;
                known = Math.min(known * dimension, Integer.MAX_VALUE);
            }
        }
        if (open >= 0) {
            shape[open] = (int) (rows.slots().length / known);
        }
        if (known > OnnxReading.MAX_WIDTH) {
            throw node.unsupported("that mixes rows");
        }
        put(node, graph, rows, shape);
    }

    private static void flatten(NodeData node, GraphImport graph) {
        Tensor.Rows rows = rowsOrLabel(node, graph);
        if (node.integer("axis", 1) != 1) {
            throw node.unsupported("at another axis than 1");
        }
        put(node, graph, rows, new int[] {rows.slots().length});
    }

    private static long[] axes(NodeData node, GraphImport graph) {
        return node.hasInput(1) ? graph.integers(node, 1) : node.integers("axes");
    }

    private static void squeeze(NodeData node, GraphImport graph) {
        Tensor.Rows rows = rowsOrLabel(node, graph);
        if (rows.type() == 0) {
            return;
        }
        int[] shape = rows.shape();
        long[] axes = axes(node, graph);
        boolean[] dropped = new boolean[shape.length];
        for (long axis : axes) {
            int own = ReducingOperators.axis(node, axis, shape.length);
            dropped[own] = true;
        }
        if (axes.length == 0) {
            throw node.unsupported("without axes");
        }
        put(
                node,
                graph,
                rows,
                IntStream.range(0, shape.length)
                        .filter(i -> !dropped[i])
                        .map(i -> shape[i])
                        .toArray());
    }

    private static void unsqueeze(NodeData node, GraphImport graph) {
        Tensor.Rows rows = rowsOrLabel(node, graph);
        long[] axes = axes(node, graph);
        if (rows.type() == 0) {
            return;
        }
        if (axes.length != 1) {
            throw node.unsupported("of another number of axes than one");
        }
        int[] shape = new int[rows.shape().length + 1];
        int own = ReducingOperators.axis(node, axes[0], shape.length);
        for (int i = 0; i < shape.length; i++) {
            shape[i] = i == own ? 1 : rows.shape()[i < own ? i : i - 1];
        }
        put(node, graph, rows, shape);
    }

    private static void transpose(NodeData node, GraphImport graph) {
        Tensor.Rows rows = rowsOrLabel(node, graph);
        long[] order = node.integers("perm");
        int rank = rows.shape().length;
        boolean fits = order.length == rank + 1 && order[0] == 0;
        int[] axes = new int[rank];
        boolean[] seen = new boolean[rank];
        for (int i = 0; i < rank && fits; i++) {
            axes[i] = (int) order[i + 1] - 1;
            fits = order[i + 1] >= 1 && order[i + 1] <= rank && !seen[axes[i]];
            seen[Math.max(0, Math.min(rank - 1, axes[i]))] = true;
        }
        if (rows.type() == 0) {
            return;
        }
        if (!fits) {
            throw node.unsupported("that mixes rows");
        }
        int[] shape = Shapes.pick(rows.shape(), axes);
        int[] slots = new int[rows.slots().length];
        int[] place = new int[rank];
        for (int i = 0; i < slots.length; i++) {
            int[] from = new int[rank];
            for (int axis = 0; axis < rank; axis++) {
                from[axes[axis]] = place[axis];
            }
            int index = 0;
            for (int axis = 0; axis < rank; axis++) {
                index = index * rows.shape()[axis] + from[axis];
            }
            slots[i] = rows.slots()[index];
            Shapes.next(place, shape);
        }
        graph.put(node, rows.as(shape, slots));
    }
}
