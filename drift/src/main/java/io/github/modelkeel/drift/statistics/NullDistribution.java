package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The distribution of two statistics of two rows of counts if the rows of the data were dealt to the two sides by chance: of the
 * population stability index and of Pearson's chi-square. Of two cells all tables are gone through; of more, tables are drawn with a seed
 * that the counts determine, at most {@value #MAX_DRAWS} of them. P-values are mid-p-values: of the tables that are as far from equality
 * as the observed one, half count, because counts are few and the usual p-value would be too large.
 */
final class NullDistribution {
    private static final int MAX_DRAWS = 2_000;
    private static final int FEWEST_DRAWS = 200;
    private static final int MIN_DRAWS = 500;
    private static final long MAX_STEPS = 2_000_000;
    private static final long MAX_EXACT = 100_000;
    private static final double CLEARLY_STABLE = 0.3;

    private final long n;
    private final long m;
    private final long[] totals;
    private final NullTail psi;
    private final NullTail chi;

    private NullDistribution(long[] reference, long[] current, long n, long m) {
        this.n = n;
        this.m = m;
        this.totals = new long[reference.length];
        double observedPsi = 0;
        double observedChi = 0;
        for (int i = 0; i < totals.length; i++) {
            totals[i] = reference[i] + current[i];
            observedPsi += psi(reference[i], current[i]);
            observedChi += chi(reference[i], totals[i]);
        }
        this.psi = new NullTail(observedPsi);
        this.chi = new NullTail(observedChi);
    }

    /** Of two or more cells, none of them empty on both sides. */
    public static NullDistribution of(long[] reference, long[] current, long n, long m) {
        NullDistribution distribution = new NullDistribution(reference, current, n, m);
        long support = Math.min(Math.min(distribution.totals[0], distribution.totals[1]), Math.min(n, m));
        if (reference.length == 2 && support <= MAX_EXACT) {
            distribution.enumerate();
        } else {
            SplittableRandom random = new SplittableRandom(31L * Arrays.hashCode(reference) + Arrays.hashCode(current));
            distribution.draw(random);
        }
        return distribution;
    }

    public NullTail psi() {
        return psi;
    }

    public double chiSquarePValue() {
        return chi.pValue();
    }

    private double psi(long before, long after) {
        return Psi.contribution((double) before, (double) n, (double) after, (double) m);
    }

    /** A cell's part of the statistic: both sides have the same distance from what is expected of them. */
    private double chi(long before, long total) {
        double expected = (double) total * n / ((double) n + m);
        double distance = before - expected;
        return distance * distance / total;
    }

    private void enumerate() {
        long total = n + m;
        long high = Math.min(totals[0], n);
        for (long x = Math.max(0, n + totals[0] - total); x <= high; x++) {
            double probability = Hypergeometric.probability(x, total, totals[0], n);
            add(x, n - x, probability);
        }
    }

    private void add(long first, long second, double weight) {
        psi.add(psi(first, totals[0] - first) + psi(second, totals[1] - second), weight);
        chi.add(chi(first, totals[0]) + chi(second, totals[1]), weight);
    }

    private void draw(SplittableRandom random) {
        Deals deals = new Deals(random, totals, n, m);
        int draws = (int) Math.max(FEWEST_DRAWS, Math.min(MAX_DRAWS, MAX_STEPS / deals.steps()));
        for (int i = 1; i <= draws; i++) {
            addDrawn(deals.next());
            if (i == MIN_DRAWS && psi.pValue() > CLEARLY_STABLE && chi.pValue() > CLEARLY_STABLE) {
                return;
            }
        }
    }

    private void addDrawn(long[] dealt) {
        double index = 0;
        double pearson = 0;
        for (int cell = 0; cell < dealt.length; cell++) {
            long before = dealt[cell];
            index += psi(before, totals[cell] - before);
            pearson += chi(before, totals[cell]);
        }
        psi.add(index, 1);
        chi.add(pearson, 1);
    }
}
