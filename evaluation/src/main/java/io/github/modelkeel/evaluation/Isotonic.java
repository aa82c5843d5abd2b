package io.github.modelkeel.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The function that never falls and is nearest to labels by squares, by pooling adjacent violators (R. E. Barlow and others, <i>Statistical
 * inference under order restrictions</i>, 1972); straight lines between the scores, constant beyond them.
 */
final class Isotonic {
    private static final double SAME = 1e-15;

    private final double[] scores;
    private final double[] values;

    private Isotonic(double[] scores, double[] values) {
        this.scores = scores;
        this.values = values;
    }

    /** Needs a row. */
    static Isotonic of(double[] scores, double[] labels) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[a], scores[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] at = new double[order.length];
        double[] mean = new double[order.length];
        double[] weight = new double[order.length];
        int size = 0;
        for (int row : order) {
            if (size == 0 || scores[row] - at[size - 1] >= SAME) {
                at[size++] = scores[row];
            }
            mean[size - 1] += labels[row];
            weight[size - 1]++;
        }
        for (int i = 0; i < size; i++) {
            mean[i] /= weight[i];
        }
        return new Isotonic(Arrays.copyOf(at, size), pooled(mean, weight, size));
    }

    private static double[] pooled(double[] mean, double[] weight, int size) {
        double[] sums = new double[size];
        double[] weights = new double[size];
        int[] ends = new int[size];
        int blocks = 0;
        for (int i = 0; i < size; i++) {
            sums[blocks] = mean[i] * weight[i];
            weights[blocks] = weight[i];
            ends[blocks] = i + 1;
            blocks++;
            while (blocks > 1 && sums[blocks - 2] / weights[blocks - 2] >= sums[blocks - 1] / weights[blocks - 1]) {
                sums[blocks - 2] += sums[blocks - 1];
                weights[blocks - 2] += weights[blocks - 1];
                ends[blocks - 2] = ends[blocks - 1];
                blocks--;
            }
        }
        double[] values = new double[size];
        int from = 0;
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(values, from, ends[block], sums[block] / weights[block]);
            from = ends[block];
        }
        return values;
    }

    double[] of(double[] raw) {
        return Arrays.stream(raw).map(this::of).toArray();
    }

    private double of(double score) {
        int found = Arrays.binarySearch(scores, score);
        if (found >= 0) {
            return values[found];
        }
        int above = -found - 1;
        if (above == 0 || above == scores.length) {
            return values[above == 0 ? 0 : above - 1];
        }
        double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
        return values[above - 1] + share * (values[above] - values[above - 1]);
    }
}
