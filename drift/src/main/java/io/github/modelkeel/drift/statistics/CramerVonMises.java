package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The two-sample test of Cramér and von Mises (T. W. Anderson, <i>On the distribution of the two-sample Cramér-von Mises criterion</i>,
 * 1962) of two sorted samples: {@code n m / (n + m)^2} times the sum, over the pooled values, of the squared difference of the two
 * distribution functions. Within values that are equal the difference goes evenly from what it was before them to what it is after them, so
 * that two samples of one value differ by 0; the form with mean ranks, which some libraries have, gives 1.4 there.
 *
 * @param statistic the criterion T
 * @param pValue without ties exact for at most 20 values a side, else by the limit distribution, its mean and variance fitted to the sizes;
 *     with ties among at most 40 distinct values a mid-p-value over 2,000 seeded deals of the values to the sides
 * @param exact whether the p-value is exact, which it is neither of the limit distribution nor of deals
 */
public record CramerVonMises(double statistic, double pValue, boolean exact) {
    private static final int SMALL = 20;
    private static final int FEW_VALUES = 40;
    private static final int DRAWS = 2_000;

    /** Needs sorted values without -0.0 and NaN, at least one on each side. */
    public static CramerVonMises of(double[] reference, double[] current) {
        int n = reference.length;
        int m = current.length;
        CountTable few = DistinctValues.counts(reference, current, FEW_VALUES);
        boolean tied = few == null || few.cells() < n + m;
        Criterion criterion = new Criterion(n, m);
        double statistic = criterion.of(reference, current);
        if (!tied && Math.max(n, m) <= SMALL) {
            long squares = Math.round(statistic * criterion.toWhole());
            return new CramerVonMises(statistic, CramerVonMisesExact.pValue(squares, n, m), true);
        }
        if (tied && few != null) {
            return new CramerVonMises(statistic, dealt(few, criterion), false);
        }
        return new CramerVonMises(statistic, limit(statistic, n, m), false);
    }

    /** Anderson's mean and variance of T without drift bring it to the scale of the limit. */
    private static double limit(double statistic, double n, double m) {
        double total = n + m;
        double pairs = n * m;
        double mean = (1 + 1 / total) / 6;
        double variance =
                (total + 1) * (4 * pairs * total - 3 * (n * n + m * m) - 2 * pairs) / (45 * total * total * 4 * pairs);
        return variance <= 0 ? 1 : CramerVonMisesLimit.tail(1.0 / 6 + (statistic - mean) / Math.sqrt(45 * variance));
    }

    private static double dealt(CountTable table, Criterion criterion) {
        long[] reference = table.counts(true);
        long[] current = table.counts(false);
        long[] totals = new long[reference.length];
        Arrays.setAll(totals, i -> reference[i] + current[i]);
        if (totals.length < 2) {
            return 1;
        }
        NullTail tail = new NullTail(criterion.of(reference, totals));
        SplittableRandom random = new SplittableRandom(31L * Arrays.hashCode(reference) + Arrays.hashCode(current));
        Deals deals = new Deals(random, totals, table.rows(true), table.rows(false));
        for (int draw = 0; draw < DRAWS; draw++) {
            tail.add(criterion.of(deals.next(), totals), 1);
        }
        return tail.pValue();
    }

    /** The statistic of samples of two sizes. */
    private record Criterion(double n, double m) {
        /** What the statistic is multiplied by to be a sum of squared whole numbers, if no value occurs twice. */
        double toWhole() {
            double divisor = CramerVonMisesExact.divisor((long) n, (long) m);
            return n * m * (n + m) / divisor * ((n + m) / divisor);
        }

        double of(double[] reference, double[] current) {
            double sum = 0;
            int i = 0;
            int j = 0;
            while (i < reference.length || j < current.length) {
                double value = i == reference.length
                        ? current[j]
                        : j == current.length ? reference[i] : Math.min(reference[i], current[j]);
                double before = gap(i, j);
                int start = i + j;
                while (i < reference.length && reference[i] == value) {
                    i++;
                }
                while (j < current.length && current[j] == value) {
                    j++;
                }
                sum += squares(before, gap(i, j), (double) i + j - start);
            }
            return scaled(sum);
        }

        double of(long[] ofReference, long[] totals) {
            double sum = 0;
            double i = 0;
            double j = 0;
            for (int cell = 0; cell < totals.length; cell++) {
                double before = gap(i, j);
                i += ofReference[cell];
                j += (double) totals[cell] - ofReference[cell];
                sum += squares(before, gap(i, j), (double) totals[cell]);
            }
            return scaled(sum);
        }

        /** The difference of the distribution functions, times n m: a whole number. */
        private double gap(double i, double j) {
            return i * m - j * n;
        }

        /** The sum of the squares of the steps from one gap, which is not counted, to another, which is. */
        private static double squares(double from, double to, double steps) {
            if (steps == 1) {
                return to * to;
            }
            double change = to - from;
            return steps * from * from
                    + from * change * (steps + 1)
                    + change * change * (steps + 1) * (2 * steps + 1) / (6 * steps);
        }

        private double scaled(double sum) {
            double total = n + m;
            return sum / (n * m) / total / total;
        }
    }
}
