package io.github.modelkeel.drift.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The score of a column in a report.
 *
 * @param pValue of the index
 * @param statistics those that were asked for by name, in that order
 * @param ordered whether the bins are categories that have an order, and are in it
 */
public record ScoreData(
        double psi,
        double threshold,
        double noiseFloor,
        double pValue,
        TestData test,
        long nReference,
        long nCurrent,
        List<Bin> bins,
        List<TestData> statistics,
        boolean ordered) {
    /** Copies the lists. */
    public ScoreData {
        bins = List.copyOf(bins);
        statistics = List.copyOf(statistics);
    }

    /** A score without statistics by name, of bins that are numbers or have no order. */
    public ScoreData(
            double psi,
            double threshold,
            double noiseFloor,
            double pValue,
            TestData test,
            long nReference,
            long nCurrent,
            List<Bin> bins) {
        this(psi, threshold, noiseFloor, pValue, test, nReference, nCurrent, bins, List.of(), false);
    }

    /**
     * A bin of the index.
     *
     * @param interval of numbers, null for a category
     */
    public record Bin(
            String label, @Nullable Interval interval, long referenceCount, long currentCount, double contribution) {}

    /** From the lower edge on and below the upper one; an open end is infinite. */
    public record Interval(double lower, double upper) {}

    /** The index less the noise floor. */
    public double excess() {
        return psi - noiseFloor;
    }

    /** The same score with another test. */
    public ScoreData with(TestData other) {
        return new ScoreData(
                psi, threshold, noiseFloor, pValue, other, nReference, nCurrent, bins, statistics, ordered);
    }

    /** The same score with statistics that were asked for. */
    public ScoreData with(List<TestData> named) {
        return new ScoreData(psi, threshold, noiseFloor, pValue, test, nReference, nCurrent, bins, named, ordered);
    }

    /** The same score, of categories that have an order. */
    public ScoreData inOrder() {
        return new ScoreData(psi, threshold, noiseFloor, pValue, test, nReference, nCurrent, bins, statistics, true);
    }
}
