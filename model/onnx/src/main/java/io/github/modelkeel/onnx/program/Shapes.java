package io.github.modelkeel.onnx.program;

import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import java.util.Arrays;

/** Arithmetic on shapes. */
public final class Shapes {
    private Shapes() {}

    public static int size(int[] shape) {
        int size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        return size;
    }

    /** The shape that two shapes have in common, missing and single dimensions stretched; nothing fits when null. */
    public static int[] broadcast(int[] one, int[] other, NodeData node) {
        int rank = Math.max(one.length, other.length);
        int[] shape = new int[rank];
        long size = 1;
        for (int i = 0; i < rank; i++) {
            int a = dimension(one, i - rank + one.length);
            int b = dimension(other, i - rank + other.length);
            if (a != b && a != 1 && b != 1) {
                throw node.refusal(
                        "has inputs whose shapes do not fit: " + Arrays.toString(one) + ", " + Arrays.toString(other));
            }
            shape[i] = a == 1 ? b : a;
            size *= shape[i];
            if (size > OnnxReading.MAX_WIDTH) {
                throw node.refusal("makes more than " + OnnxReading.MAX_WIDTH + " numbers a row");
            }
        }
        return shape;
    }

    private static int dimension(int[] shape, int index) {
        return index < 0 ? 1 : shape[index];
    }

    /** For each element of the stretched shape the index of the element of the narrower one. */
    public static int[] stretch(int[] narrow, int[] wide) {
        int[] indices = new int[size(wide)];
        int[] place = new int[wide.length];
        for (int i = 0; i < indices.length; i++) {
            int index = 0;
            for (int axis = 0; axis < narrow.length; axis++) {
                int at = place[wide.length - narrow.length + axis];
                index = index * narrow[axis] + (narrow[axis] == 1 ? 0 : at);
            }
            indices[i] = index;
            next(place, wide);
        }
        return indices;
    }

    /** Moves a place on in row-major order. */
    public static void next(int[] place, int[] shape) {
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (++place[axis] < shape[axis]) {
                return;
            }
            place[axis] = 0;
        }
    }

    public static int[] pick(int[] values, int[] indices) {
        int[] picked = new int[indices.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[indices[i]];
        }
        return picked;
    }

    /** The elements at some indices of one axis, the axis among the dimensions behind the rows. */
    public static Tensor.Rows select(Tensor.Rows rows, int axis, int[] indices, NodeData node) {
        int[] shape = rows.shape().clone();
        int outer = size(Arrays.copyOf(shape, axis));
        int inner = size(Arrays.copyOfRange(shape, axis + 1, shape.length));
        long size = (long) outer * indices.length * inner;
        if (size > OnnxReading.MAX_WIDTH || indices.length == 0) {
            throw node.refusal("makes " + size + " numbers a row");
        }
        int[] slots = new int[(int) size];
        int at = 0;
        for (int i = 0; i < outer; i++) {
            for (int index : indices) {
                int chosen = index < 0 ? index + shape[axis] : index;
                if (chosen < 0 || chosen >= shape[axis]) {
                    throw node.refusal("has the index " + index + " for a dimension of " + shape[axis]);
                }
                for (int k = 0; k < inner; k++) {
                    slots[at++] = rows.slots()[(i * shape[axis] + chosen) * inner + k];
                }
            }
        }
        shape[axis] = indices.length;
        return rows.as(shape, slots);
    }
}
