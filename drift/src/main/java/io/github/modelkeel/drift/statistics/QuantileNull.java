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

    /**
     * Goes through the sorted values once, so that both sides stay sorted. While both have room, a value is written to both and counts on one: without a branch,
     * which a processor would guess wrongly half of the time.
     */
    private static void deal(SplittableRandom random, double[] pooled, double[] before, double[] after) {
        int i = 0;
        int j = 0;
        while (i < before.length && j < after.length) {
            double value = pooled[i + j];
            before[i] = value;
            after[j] = value;
            int left = before.length - i;
            int chosen = (random.nextInt(left + after.length - j) - left) >>> 31; // 1 for the left side, else 0
            i += chosen;
            j += 1 - chosen;
        }
        for (int dealt = i + j; dealt < pooled.length; dealt++) {
            random.nextInt(pooled.length - dealt); // as many as a deal always takes
            if (i < before.length) {
                before[i++] = pooled[dealt];
            } else {
                after[j++] = pooled[dealt];
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
