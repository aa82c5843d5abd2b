package io.github.modelkeel.onnx.graph;

import java.util.Arrays;

/** A growing array of numbers. Not thread-safe. */
final class RealList {
    private double[] values = {};
    private int size;

    void reserve(int more) {
        if (more > values.length - size) {
            values = Arrays.copyOf(values, Math.max(size + more, Math.min(2 * size, size + (1 << 20))));
        }
    }

    void add(double value) {
        reserve(1);
        values[size++] = value;
    }

    int size() {
        return size;
    }

    double[] toArray() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }
}
