package io.github.modelkeel.interop;

import java.util.List;

/**
 * How far the answers to a pipeline's rows are from Python's. Not thread-safe.
 */
final class ParityTally {
    private int rows;
    private int equal;
    private int labels;
    private long worst;
    private double size;
    private String farthest = "";

    /** Compares one row's numbers with Python's, and its labels. */
    void add(ParityCase pipeline, List<Double> got, List<String> gotLabels) {
        if (got.size() != pipeline.outputs()) {
            throw new AssertionError(
                    pipeline.name() + " gives " + got.size() + " numbers a row, Python " + pipeline.outputs());
        }
        long apart = 0;
        for (int i = 0; i < got.size(); i++) {
            double wanted = pipeline.values()[rows * got.size() + i];
            long ulps = ulps(got.get(i), wanted);
            worst = Math.max(worst, ulps);
            double inSize = Math.abs(got.get(i) - wanted) / Math.ulp(pipeline.size(rows, i));
            if (ulps > 0 && inSize >= size) {
                size = inSize;
                farthest = "row " + rows + ": " + got.get(i) + ", not " + wanted + ", for "
                        + pipeline.rows().get(rows);
            }
            apart = Math.max(apart, ulps);
        }
        equal += apart == 0 ? 1 : 0;
        boolean same =
                pipeline.labels().isEmpty() || pipeline.labels().get(rows).equals(gotLabels);
        labels += same ? 1 : 0;
        if (!same && farthest.isEmpty()) {
            farthest = "row " + rows + ": " + gotLabels + ", not "
                    + pipeline.labels().get(rows);
        }
        rows++;
    }

    /** How many doubles lie between two numbers; 0 and -0 are neighbours. */
    private static long ulps(double one, double other) {
        return Math.abs(Math.subtractExact(ordered(one), ordered(other)));
    }

    private static long ordered(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits >= 0 ? bits : -1 - (bits & Long.MAX_VALUE);
    }

    int rows() {
        return rows;
    }

    /** How many rows have Python's bits in every number. */
    int equal() {
        return equal;
    }

    /** How many rows have Python's labels. */
    int labels() {
        return labels;
    }

    /** The most doubles between a number and Python's. */
    long worst() {
        return worst;
    }

    /** The largest difference, in units in the last place of the answer's size. */
    double size() {
        return size;
    }

    /** The row of the farthest number, or of the first wrong label, in words. */
    String farthest() {
        return farthest;
    }
}
