package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Adjusts p-values for the number of tests. */
public final class MultipleTesting {
    private MultipleTesting() {}

    /** Bounds the probability of any false alarm. */
    public static double[] bonferroni(double[] pValues) {
        return Arrays.stream(pValues).map(p -> Math.min(1, p * pValues.length)).toArray();
    }

    /** Benjamini and Hochberg, 1995. */
    public static double[] benjaminiHochberg(double[] pValues) {
        return stepUp(pValues, 1);
    }

    /** Benjamini and Yekutieli, 2001. */
    public static double[] benjaminiYekutieli(double[] pValues) {
        int n = pValues.length;
        return stepUp(
                pValues, IntStream.rangeClosed(1, n).mapToDouble(i -> 1.0 / i).sum());
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
