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
        double excess,
        double pValue,
        TestData test,
        long nReference,
        long nCurrent,
        List<Bin> bins) {
    /** A bin of the index. */
    public record Bin(String label, long referenceCount, long currentCount, double contribution) {}
}
