package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of the stability index over the reference's quantile bins if the values were dealt to the two sides by chance, the bins
 * being made again each time. The counts alone do not have it: the reference's are equal by the making of the bins. At most {@value
 * #MAX_DRAWS} deals are drawn, with a seed that the values determine.
 */
final class QuantileNull {
    private static final int MAX_DRAWS = 2_000;
    private static final int MIN_DRAWS = 500;
    private static final int MAX_STEPS = 4_000_000;
    private static final double CLEARLY_STABLE = 0.3;

    private QuantileNull() {}

    /** Null if there are too many values to be dealt often enough. */
    public static @Nullable NullTail of(double[] reference, double[] current, int bins, double observed) {
        int n = reference.length;
        int total = n + current.length;
        if ((long) total * MIN_DRAWS > MAX_STEPS) {
            return null;
        }
        double[] pooled = Arrays.copyOf(reference, total);
        System.arraycopy(current, 0, pooled, n, current.length);
        Arrays.sort(pooled);
        SplittableRandom random = new SplittableRandom(31L * n + Arrays.hashCode(pooled));
        NullTail tail = new NullTail(observed);
        double[] before = new double[n];
        double[] after = new double[current.length];
        int draws = Math.min(MAX_DRAWS, MAX_STEPS / total);
        for (int i = 1; i <= draws; i++) {
            deal(random, pooled, before, after);
            QuantileBins quantiles = QuantileBins.of(before, bins);
            tail.add(
                    CountTable.of(quantiles.counts(before), quantiles.counts(after))
                            .index(),
                    1);
            if (i == MIN_DRAWS && tail.pValue() > CLEARLY_STABLE) {
                break;
            }
        }
        return tail;
    }

    /** Goes through the sorted values once, so that both sides stay sorted. */
    private static void deal(SplittableRandom random, double[] pooled, double[] before, double[] after) {
        int i = 0;
        int j = 0;
        for (double value : pooled) {
            int left = before.length - i;
            if (random.nextInt(left + after.length - j) < left) {
                before[i++] = value;
            } else {
                after[j++] = value;
            }
        }
    }
}
