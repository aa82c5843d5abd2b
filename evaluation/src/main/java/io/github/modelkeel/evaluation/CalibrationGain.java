package io.github.modelkeel.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether scores come nearer to probabilities by isotonic regression: over ten splits that keep the share of positives, nine tenths are
 * learned from, and the expected calibration error of the other tenths, in ten bins of equally many rows, must fall. The rule is
 * NannyML's; the splits are drawn by our own seed.
 */
final class CalibrationGain {
    private static final int SPLITS = 10;
    private static final int BINS = 10;
    private static final double NOTHING_TO_GAIN = 0.999;

    private CalibrationGain() {}

    /** Needs labels of both classes. */
    static boolean helps(double[] scores, double[] labels, long seed) {
        double[] once = new double[labels.length];
        Arrays.fill(once, 1);
        if (new RankedScores(scores).area(labels, once) > NOTHING_TO_GAIN) {
            return false;
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> before = new ArrayList<>();
        List<double[]> after = new ArrayList<>();
        for (int split = 0; split < SPLITS; split++) {
            boolean[] tested = tested(random, labels);
            Isotonic learned = Isotonic.of(chosen(scores, tested, false), chosen(labels, tested, false));
            double[] raw = chosen(scores, tested, true);
            double[] calibrated = learned.of(raw);
            double[] truth = chosen(labels, tested, true);
            for (int i = 0; i < raw.length; i++) {
                before.add(new double[] {raw[i], truth[i]});
                after.add(new double[] {calibrated[i], truth[i]});
            }
        }
        return error(before) > error(after);
    }

    /** A tenth of each class, at least one row. */
    private static boolean[] tested(SplittableRandom random, double[] labels) {
        boolean[] tested = new boolean[labels.length];
        for (double label : new double[] {0, 1}) {
            int[] rows = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray();
            int size = (int) Math.max(1, Math.round(rows.length / 10.0));
            for (int i = 0; i < size; i++) {
                int j = i + random.nextInt(rows.length - i);
                int row = rows[j];
                rows[j] = rows[i];
                rows[i] = row;
                tested[row] = true;
            }
        }
        return tested;
    }

    private static double[] chosen(double[] values, boolean[] tested, boolean which) {
        return IntStream.range(0, values.length)
                .filter(i -> tested[i] == which)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    /** The mean distance of score and share of positives over bins of equally many rows; the last one has the rest. */
    private static double error(List<double[]> rows) {
        List<double[]> sorted = new ArrayList<>(rows);
        sorted.sort((a, b) -> Double.compare(a[0], b[0]));
        int bins = Math.max(1, Math.min(BINS, sorted.size() / 2));
        int width = sorted.size() / bins;
        double error = 0;
        for (int bin = 0; bin < bins; bin++) {
            int end = bin == bins - 1 ? sorted.size() : (bin + 1) * width;
            double distance = 0;
            for (double[] row : sorted.subList(bin * width, end)) {
                distance += row[0] - row[1];
            }
            error += Math.abs(distance) / sorted.size();
        }
        return error;
    }
}
