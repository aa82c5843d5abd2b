package io.github.modelkeel.drift.statistics;

import java.util.OptionalDouble;

/**
 * The smallest change that a comparison of these sizes finds nine times out of ten, of what it looks for: a move of the mean of numbers in
 * standard deviations, or a move of a share of one half. It is the planning formula for two means and two proportions, {@code (z_alpha +
 * z_power) sqrt(1/n + 1/m)} times the deviation, with alpha divided by the number of tests of the report, and not less than what an excess
 * at the threshold needs.
 */
public final class DetectableChange {
    private static final double POWER_SCORE = 1.2815515655446004; // P(Z <= z) = 0.9

    /** Of ranks instead of values: pi / 3 for normal ones (Hodges and Lehmann, 1956). */
    private static final double RANKS = Math.sqrt(Math.PI / 3);

    /** The distribution of numbers is tested in two ways, the smaller p-value counting twice. */
    private static final int TESTS_OF_NUMBERS = 2;

    private final double numbersScore;
    private final double shareScore;
    private final double smallestExcess;

    /** Of a report with a number of tests at a level, that names an excess of the index from a threshold on. */
    public DetectableChange(double alpha, double smallestExcess, int tests) {
        double each = Math.min(0.999, alpha / Math.max(1, tests));
        this.numbersScore = SpecialFunctions.normalScore(each / TESTS_OF_NUMBERS);
        this.shareScore = SpecialFunctions.normalScore(each);
        this.smallestExcess = Math.max(0, smallestExcess);
    }

    /** In standard deviations of a normal distribution, whose stability index is the square of the move. */
    public double ofNumbers(long n, long m) {
        double scale = Math.sqrt(1.0 / n + 1.0 / m);
        return Math.max((numbersScore + POWER_SCORE) * scale * RANKS, large(scale));
    }

    /** The estimate of the move varies by the scale, and its square must exceed the bound. */
    private double large(double scale) {
        return Math.sqrt(smallestExcess) + POWER_SCORE * scale;
    }

    /**
     * As a share, of a category that half of the rows have; its stability index is four times the square of the move. Empty if half of the
     * rows are not enough of a move.
     */
    public OptionalDouble ofShare(long n, long m) {
        double scale = Math.sqrt(1.0 / n + 1.0 / m);
        double change = Math.max((shareScore + POWER_SCORE) * scale, large(scale)) / 2;
        return change <= 0.5 ? OptionalDouble.of(change) : OptionalDouble.empty();
    }

    /** The smallest p-value that any values of these counts could have: all of one side beyond all of the other. */
    public static double smallestPValue(long n, long m) {
        long few = Math.min(n, m);
        double ways = 1;
        for (long i = 1; i <= few && ways < 1e12; i++) {
            ways *= ((double) n + m - few + i) / i;
        }
        return few == 0 ? 1 : 2 / ways;
    }
}
