package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** All the ways in which few rows can be dealt to the two sides, each as likely as another. */
final class AllDeals {
    private AllDeals() {}

    /** The mean over all choices of the reference's rows; an element of the argument is true for each of them. */
    static double mean(int rows, int ofReference, ToDoubleFunction<boolean[]> statistic) {
        double sum = 0;
        int deals = 0;
        for (int bits = 0; bits < 1 << rows; bits++) {
            if (Integer.bitCount(bits) == ofReference) {
                boolean[] reference = new boolean[rows];
                for (int i = 0; i < rows; i++) {
                    reference[i] = (bits >> i & 1) == 1;
                }
                sum += statistic.applyAsDouble(reference);
                deals++;
            }
        }
        return sum / deals;
    }

    /** The mean over all choices of the reference's values among sorted ones; the function has those of the two sides. */
    static double mean(double[] pooled, int ofReference, ToDoubleBiFunction<double[], double[]> statistic) {
        return mean(
                pooled.length,
                ofReference,
                reference -> statistic.applyAsDouble(side(pooled, reference, true), side(pooled, reference, false)));
    }

    /** The values of a side. */
    static double[] side(double[] pooled, boolean[] reference, boolean wanted) {
        double[] side = new double[pooled.length];
        int size = 0;
        for (int i = 0; i < pooled.length; i++) {
            if (reference[i] == wanted) {
                side[size++] = pooled[i];
            }
        }
        return Arrays.copyOf(side, size);
    }
}
