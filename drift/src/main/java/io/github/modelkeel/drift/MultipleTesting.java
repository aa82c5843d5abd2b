package io.github.modelkeel.drift;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Adjusts p-values for the number of tests. */
final class MultipleTesting {
    private MultipleTesting() {}

    static double[] adjust(double[] pValues, DriftOptions.Correction correction) {
        int n = pValues.length;
        return switch (correction) {
            case NONE -> pValues.clone();
            case BONFERRONI ->
                IntStream.range(0, n)
                        .mapToDouble(i -> Math.min(1, pValues[i] * n))
                        .toArray();
            case BENJAMINI_HOCHBERG -> stepUp(pValues, 1);
            case BENJAMINI_YEKUTIELI ->
                stepUp(
                        pValues,
                        IntStream.rangeClosed(1, n).mapToDouble(i -> 1.0 / i).sum());
        };
    }

    private static double[] stepUp(double[] pValues, double factor) {
        int n = pValues.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[n];
        double smallest = 1;
        for (int rank = n; rank >= 1; rank--) {
            int i = order[rank - 1];
            smallest = Math.min(smallest, pValues[i] * (n * factor / rank));
            adjusted[i] = smallest;
        }
        return adjusted;
    }
}
