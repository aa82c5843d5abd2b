package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Two rows of counts over the same cells, and how likely their differences are without drift. Cells that are empty on both sides do not
 * count: they can hold nothing. Where cells are too small for a limit distribution, the distribution of the counts themselves is used.
 */
public final class CountTable {
    /** Below this expected count of a cell the chi-square distribution does not describe Pearson's statistic. */
    private static final double SMALL_FOR_CHI_SQUARE = 5;

    /** The logarithms of the index make it reach its limit later: with 15 rows its mean is still 3 % above it. */
    private static final double SMALL_FOR_PSI = 15;

    /** Of unequal sides later still, as the odd terms of its series do not cancel: with 20 rows p is below 0.05 in 6 % of cases. */
    private static final double SMALL_OF_UNEQUAL = 30;

    private static final double SMALL_FOR_FLOOR = 10;

    private final long[] reference;
    private final long[] current;
    private final long n;
    private final long m;
    private @Nullable NullDistribution distribution;

    private CountTable(long[] reference, long[] current, long n, long m) {
        this.reference = reference;
        this.current = current;
        this.n = n;
        this.m = m;
    }

    public static CountTable of(long[] reference, long[] current) {
        int cells = 0;
        for (int i = 0; i < reference.length; i++) {
            cells += reference[i] + current[i] > 0 ? 1 : 0;
        }
        long[] before = new long[cells];
        long[] after = new long[cells];
        long n = 0;
        long m = 0;
        int next = 0;
        for (int i = 0; i < reference.length; i++) {
            if (reference[i] + current[i] > 0) {
                before[next] = reference[i];
                after[next] = current[i];
                n += reference[i];
                m += current[i];
                next++;
            }
        }
        return new CountTable(before, after, n, m);
    }

    /** Hits and the other rows of both sides. */
    public static CountTable ofRates(long hitsReference, long n, long hitsCurrent, long m) {
        return of(new long[] {hitsReference, n - hitsReference}, new long[] {hitsCurrent, m - hitsCurrent});
    }

    /** How many cells hold a row of either side. */
    public int cells() {
        return reference.length;
    }

    /** True if there is one cell at most, or a side without rows: nothing can differ. */
    public boolean isTrivial() {
        return reference.length < 2 || n == 0 || m == 0;
    }

    /** The stability index. */
    double index() {
        double value = 0;
        for (int i = 0; i < reference.length; i++) {
            value += Psi.contribution((double) reference[i], (double) n, (double) current[i], (double) m);
        }
        return value;
    }

    /** The index over cells that do not depend on the data, and what it would be without drift. */
    public Psi psi() {
        double value = index();
        if (isTrivial()) {
            return new Psi(reference.length < 2 ? 0 : value, 0, 1);
        }
        return isSmallForPsi() ? psi(value, noise(), distribution().psi()) : limit(value);
    }

    /** The index over bins that were made from the reference's quantiles. */
    public Psi psiOfQuantiles(double[] sortedReference, double[] sortedCurrent, int bins) {
        double value = index();
        if (isTrivial() || !isSmallForPsi()) {
            return psi();
        }
        NullTail tail = QuantileNull.of(sortedReference, sortedCurrent, bins, value);
        if (tail == null) {
            return psi();
        }
        return psi(
                value,
                smallestExpected() < SMALL_FOR_FLOOR
                        ? tail.mean()
                        : limit(value).noise(),
                tail);
    }

    /** What the index is on average without drift. */
    private double noise() {
        if (smallestExpected() >= SMALL_FOR_FLOOR) {
            return limit(0).noise();
        }
        long[] totals = new long[reference.length];
        Arrays.setAll(totals, i -> reference[i] + current[i]);
        return PsiMean.of(totals, n, m);
    }

    private boolean isSmallForPsi() {
        boolean unequal = Math.max(n, m) >= 2 * Math.min(n, m);
        return smallestExpected() < (unequal ? SMALL_OF_UNEQUAL : SMALL_FOR_PSI);
    }

    private static Psi psi(double value, double noise, NullTail tail) {
        return new Psi(value, noise, tail.pValue());
    }

    private Psi limit(double value) {
        double scale = 1.0 / n + 1.0 / m;
        int dof = reference.length - 1;
        return new Psi(value, dof * scale, SpecialFunctions.chiSquareSurvival(value / scale, dof));
    }

    public ChiSquare chiSquare() {
        return ChiSquare.of(reference, current);
    }

    /** Pearson's test: by the chi-square distribution, or by that of the counts where an expected count is below five. */
    public double chiSquarePValue() {
        if (isTrivial()) {
            return 1;
        }
        return isSmall() ? distribution().chiSquarePValue() : chiSquare().pValue();
    }

    /** Whether an expected count is below five. */
    public boolean isSmall() {
        return smallestExpected() < SMALL_FOR_CHI_SQUARE;
    }

    /**
     * The test of Wilcoxon, Mann and Whitney over the cells in their order, with its correction for ties: two-sided, normal
     * approximation. It sees a move of all values sooner than a test of any difference does.
     */
    public double rankPValue() {
        if (isTrivial()) {
            return 1;
        }
        double total = (double) n + m;
        double below = 0;
        double ranks = 0;
        double ties = 0;
        for (int i = 0; i < reference.length; i++) {
            double cell = (double) reference[i] + current[i];
            ranks += reference[i] * (below + (cell + 1) / 2);
            ties += cell * cell * cell - cell;
            below += cell;
        }
        double variance = (double) n * m / 12 * (total + 1 - ties / (total * (total - 1)));
        return variance <= 0 ? 1 : SpecialFunctions.normalTwoSided((ranks - n * (total + 1) / 2) / Math.sqrt(variance));
    }

    /** How many rows a side has. */
    public long rows(boolean ofReference) {
        return ofReference ? n : m;
    }

    /** The distance of Jensen and Shannon in natural units: 0 to 0.8326. Both sides need a row. */
    public double jensenShannonDistance() {
        return Distances.jensenShannon(reference, (double) n, current, (double) m);
    }

    /** Hellinger's distance: 0 to 1. Both sides need a row. */
    public double hellinger() {
        return Distances.hellinger(reference, (double) n, current, (double) m);
    }

    /** The total variation distance: 0 to 1. Both sides need a row. */
    public double totalVariation() {
        return Distances.totalVariation(reference, (double) n, current, (double) m);
    }

    /** The likelihood-ratio test. */
    public GTest g() {
        return GTest.of(reference, current, n, m);
    }

    /** The p-value of {@link #g}; from the counts where {@link #isSmallForG}. */
    public double gPValue() {
        GTest test = g();
        return isTrivial() || !isSmallForG()
                ? test.limitPValue()
                : GTest.smallPValue(reference, current, n, m, test.statistic());
    }

    /** Whether a cell expects so few rows that the logarithms of G have not reached their limit. */
    public boolean isSmallForG() {
        return smallestExpected() < SMALL_FOR_PSI;
    }

    long[] counts(boolean ofReference) {
        return ofReference ? reference : current;
    }

    /** Pearson's test of the current counts against the reference's shares, as if these were known; 0 for a cell without reference. */
    public double goodnessOfFitPValue() {
        double statistic = 0;
        for (int i = 0; i < reference.length; i++) {
            double expected = (double) reference[i] * m / n;
            double distance = current[i] - expected;
            statistic += distance * distance / expected;
        }
        return SpecialFunctions.chiSquareSurvival(statistic, reference.length - 1.0);
    }

    /** The z score of the share of the first of two cells. */
    public double proportionScore() {
        return RateTests.twoProportionZ(reference[0], n, current[0], m);
    }

    private double smallestExpected() {
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < reference.length; i++) {
            smallest = Math.min(smallest, (double) reference[i] + current[i]);
        }
        return smallest * Math.min(n, m) / ((double) n + m);
    }

    private NullDistribution distribution() {
        NullDistribution known = distribution;
        if (known == null) {
            known = NullDistribution.of(reference, current, n, m);
            distribution = known;
        }
        return known;
    }
}
