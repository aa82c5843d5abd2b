package io.github.modelkeel.onnx.graph;

import java.util.Arrays;

/** A growing array of whole numbers. Not thread-safe. */
final class LongList {
    private long[] values = {};
    private int size;

    void reserve(int more) {
        if (more > values.length - size) {
            values = Arrays.copyOf(values, Math.max(size + more, Math.min(2 * size, size + (1 << 20))));
        }
    }

    void add(long value) {
        reserve(1);
        values[size++] = value;
    }

    long[] toArray() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }
}
