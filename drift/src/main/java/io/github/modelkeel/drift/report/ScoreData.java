package io.github.modelkeel.drift.report;

import java.util.List;

/**
 * The score of a column in a report.
 *
 * @param pValue of the index
 */
public record ScoreData(
        double psi,
        double threshold,
        double noiseFloor,
        double pValue,
        TestData test,
        long nReference,
        long nCurrent,
        List<Bin> bins) {
    /** Copies the bins. */
    public ScoreData {
        bins = List.copyOf(bins);
    }

    /** A bin of the index. */
    public record Bin(String label, long referenceCount, long currentCount, double contribution) {}

    /** The index less the noise floor. */
    public double excess() {
        return psi - noiseFloor;
    }

    /** The same score with another test. */
    public ScoreData with(TestData other) {
        return new ScoreData(psi, threshold, noiseFloor, pValue, other, nReference, nCurrent, bins);
    }
}
