package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How likely it is without drift that at least a number of current rows have a category that the reference lacks. Without drift the rows of both sides
 * can change places, so the number is compared with that of rows dealt to the sides by chance, the categories' counts being what they are:
 * a category of which all rows were dealt to the current side is unseen. Counting such rows as if each came by itself, as the estimate
 * of Good and Turing does, rejected in 13 % of cases instead of 5: three rows of one new category are one event.
 *
 * <p>At most {@value #MAX_DRAWS} deals are drawn, with a seed that the counts determine; the p-value is a mid-p-value. Where fewer than ten
 * deals have as many, it is Chernoff's bound {@code min_s exp(-s u) prod (1 - p_c + p_c exp(s t_c))} instead, where it is smaller:
 * {@code t_c} are the rows of a category and {@code p_c} the probability that all are current. It holds because the cells of a deal are
 * negatively associated (K. Joag-Dev and F. Proschan, 1983), and of one category it is exact.
 */
public final class UnseenCategories {
    private static final int MAX_DRAWS = 2_000;
    private static final int MIN_DRAWS = 500;
    private static final int FEWEST_DRAWS = 200;
    private static final long MAX_STEPS = 2_000_000;
    private static final double CLEARLY_STABLE = 0.3;

    /** From here on the bound decides alone: drawing could only make it smaller. */
    private static final double CLEARLY_NEW = 1e-4;

    private static final double NEVER = Math.log(1e-9);

    private final long n;
    private final long m;
    private final long unseen;

    /** The numbers of rows that categories have, ascending; how many categories have them; log of the probability that all are current. */
    private final long[] sizes;

    private final int[] times;
    private final double[] logs;

    private UnseenCategories(long[] reference, long[] current) {
        this.unseen = count(reference, current);
        this.n = Arrays.stream(reference).sum();
        this.m = Arrays.stream(current).sum();
        long[] both = IntStream.range(0, reference.length)
                .mapToLong(i -> reference[i] + current[i])
                .filter(size -> size > 0)
                .sorted()
                .toArray();
        this.sizes = Arrays.stream(both).distinct().toArray();
        this.times = new int[sizes.length];
        for (long size : both) {
            times[Arrays.binarySearch(sizes, size)]++;
        }
        this.logs = Arrays.stream(sizes).mapToDouble(this::log).toArray();
    }

    /** How many current rows have a category that the reference lacks. */
    public static long count(long[] reference, long[] current) {
        long count = 0;
        for (int i = 0; i < current.length; i++) {
            count += reference[i] == 0 ? current[i] : 0;
        }
        return count;
    }

    /** Of the counts of the same categories; 1 if none is unseen. */
    public static double pValue(long[] reference, long[] current) {
        UnseenCategories categories = new UnseenCategories(reference, current);
        if (categories.unseen == 0 || categories.n == 0) {
            return 1;
        }
        double bound = categories.bound();
        return bound < CLEARLY_NEW
                ? bound
                : categories.drawn(31L * Arrays.hashCode(reference) + Arrays.hashCode(current), bound);
    }

    /** Of the probability that all rows of a category of a size are current. */
    private double log(long size) {
        return size > m ? Double.NEGATIVE_INFINITY : Math.log(Hypergeometric.probability(size, n + m, size, m));
    }

    /** The function under the minimum is convex in s, so its derivative is searched for its root. */
    private double bound() {
        double low = 0;
        double high = 1;
        while (slope(high) < 0 && high < 1_000) {
            low = high;
            high *= 2;
        }
        if (slope(0) >= 0) {
            return 1;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (slope(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double value = -high * unseen;
        for (int i = 0; i < sizes.length; i++) {
            double some = logs[i] + high * sizes[i];
            double none = Math.log1p(-Math.exp(logs[i]));
            value += times[i] * (Math.max(some, none) + Math.log1p(Math.exp(-Math.abs(some - none))));
        }
        return Math.min(1, Math.exp(value));
    }

    private double slope(double s) {
        double sum = -unseen;
        for (int i = 0; i < sizes.length; i++) {
            double none = Math.log1p(-Math.exp(logs[i]));
            sum += (double) times[i] * sizes[i] / (1 + Math.exp(none - logs[i] - s * sizes[i]));
        }
        return sum;
    }

    private double drawn(long seed, double bound) {
        long[] cells = cells();
        int few = cells.length - 1;
        Deals deals = new Deals(new SplittableRandom(seed), cells, n, m);
        NullTail tail = new NullTail((double) unseen);
        int draws = (int) Math.max(FEWEST_DRAWS, Math.min(MAX_DRAWS, MAX_STEPS / deals.steps()));
        for (int i = 1; i <= draws; i++) {
            long[] before = deals.next();
            double rows = 0;
            for (int cell = 0; cell < few; cell++) {
                rows += before[cell] == 0 ? cells[cell] : 0;
            }
            tail.add(rows, 1);
            if (i == MIN_DRAWS && tail.pValue(bound) > CLEARLY_STABLE) {
                break;
            }
        }
        return tail.pValue(bound);
    }

    /** The categories that can be unseen, and one cell for the rows of all others. */
    private long[] cells() {
        int few = 0;
        int kinds = 0;
        while (kinds < sizes.length && logs[kinds] > NEVER) {
            few += times[kinds];
            kinds++;
        }
        long[] cells = new long[few + 1];
        int next = 0;
        long rest = n + m;
        for (int i = 0; i < kinds; i++) {
            Arrays.fill(cells, next, next + times[i], sizes[i]);
            next += times[i];
            rest -= times[i] * sizes[i];
        }
        cells[few] = rest;
        return cells;
    }
}
