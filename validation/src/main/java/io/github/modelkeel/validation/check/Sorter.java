package io.github.modelkeel.validation.check;

import io.github.modelkeel.drift.message.Numerals;
import java.util.Arrays;

/** All numbers of a column, for its quantiles: 8 bytes each, half as much again while it grows. Not thread-safe. */
final class Sorter {
    static final int MAX_NUMBERS = 50_000_000;

    private final int limit;
    private double[] values = new double[0];
    private int size;
    private boolean full;

    Sorter(int limit) {
        this.limit = limit;
    }

    void add(double value) {
        if (size == limit) {
            full = true;
            return;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.min(limit, Math.max(64, size + (size >> 1))));
        }
        values[size++] = value + 0.0; // one zero
    }

    boolean isFull() {
        return full;
    }

    String limit() {
        return "more than " + Numerals.count(limit) + " numbers, which is as many as are kept for quantiles";
    }

    /** The value at rank {@code (n − 1) q}, the nearest one (of two as near, that of even rank) or between both, as in NumPy. */
    double quantile(double quantile, boolean nearest) {
        Arrays.sort(values, 0, size);
        double rank = (size - 1) * quantile;
        if (nearest) {
            return values[(int) Math.rint(rank)];
        }
        int below = (int) Math.floor(rank);
        double low = values[below];
        double high = values[Math.min(size - 1, below + 1)];
        double part = rank - below;
        if (low == high || part == 0) {
            return low;
        }
        return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
    }
}
