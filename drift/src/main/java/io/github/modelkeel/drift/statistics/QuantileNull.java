package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.BitSet;
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
    private static final int MAX_VALUES = 4_000_000;
    private static final double CLEARLY_STABLE = 0.3;

    private QuantileNull() {}

    /** Null if there are too many values to be dealt often enough. Of many current values and few of the reference, only these are dealt. */
    public static @Nullable NullTail of(double[] reference, double[] current, int bins, double observed) {
        int n = reference.length;
        int total = n + current.length;
        boolean walks = (long) total * MIN_DRAWS <= MAX_STEPS;
        boolean picks = n <= current.length && (long) n * MIN_DRAWS <= MAX_STEPS && total <= MAX_VALUES;
        if (!walks && !picks) {
            return null;
        }
        double[] pooled = Arrays.copyOf(reference, total);
        System.arraycopy(current, 0, pooled, n, current.length);
        SortedValues.sort(pooled);
        SplittableRandom random = new SplittableRandom(31L * n + Arrays.hashCode(pooled));
        NullTail tail = new NullTail(observed);
        double[] before = new double[n];
        BitSet taken = new BitSet();
        int draws = Math.min(MAX_DRAWS, MAX_STEPS / (walks ? total : n));
        for (int i = 1; i <= draws; i++) {
            tail.add(walks ? ofWalk(random, pooled, before, bins) : ofPick(random, pooled, before, taken, bins), 1);
            if (i == MIN_DRAWS && tail.pValue() > CLEARLY_STABLE) {
                break;
            }
        }
        return tail;
    }

    private static double ofWalk(SplittableRandom random, double[] pooled, double[] before, int bins) {
        double[] after = new double[pooled.length - before.length];
        deal(random, pooled, before, after);
        QuantileBins quantiles = QuantileBins.of(before, bins);
        return CountTable.of(quantiles.counts(before), quantiles.counts(after)).index();
    }

    /** Chooses the reference's values alone; the current ones are the others. */
    private static double ofPick(SplittableRandom random, double[] pooled, double[] before, BitSet taken, int bins) {
        pick(random, pooled, before, taken);
        QuantileBins quantiles = QuantileBins.of(before, bins);
        long[] reference = quantiles.counts(before);
        long[] current = quantiles.counts(pooled);
        Arrays.setAll(current, i -> current[i] - reference[i]);
        return CountTable.of(reference, current).index();
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

    /** Draws without replacement by R. W. Floyd's algorithm (1987), sorted. */
    private static void pick(SplittableRandom random, double[] pooled, double[] before, BitSet taken) {
        int[] places = new int[before.length];
        for (int i = 0; i < places.length; i++) {
            int last = pooled.length - places.length + i;
            int place = random.nextInt(last + 1);
            places[i] = taken.get(place) ? last : place;
            taken.set(places[i]);
        }
        Arrays.sort(places);
        for (int i = 0; i < places.length; i++) {
            before[i] = pooled[places[i]];
            taken.clear(places[i]);
        }
    }
}
