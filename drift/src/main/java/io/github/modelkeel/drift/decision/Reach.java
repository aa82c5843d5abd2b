package io.github.modelkeel.drift.decision;

import io.github.modelkeel.drift.statistics.DetectableChange;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a comparison could find any change of a column. Of few rows, or of categories that hardly repeat, it may be that not even
 * values that have nothing in common are found: no p-value is small enough, or the noise floor is above every index there can be.
 */
final class Reach {
    private final Limits limits;
    private final int tests;

    /** Of a report with a number of tests. */
    Reach(Limits limits, int tests) {
        this.limits = limits;
        this.tests = tests;
    }

    /** Whether the column would be shifted at least if it alone changed, as far as it can. */
    boolean covers(String column, ColumnFacts.Distribution distribution) {
        List<Evidence> farthest = distribution.farthest();
        if (farthest.isEmpty()) {
            double smallest = DetectableChange.smallestPValue(distribution.nReference(), distribution.nCurrent());
            return adjusted(smallest)[0] < limits.alpha();
        }
        double[] adjusted =
                adjusted(farthest.stream().mapToDouble(Evidence::pValue).toArray());
        for (int i = 0; i < farthest.size(); i++) {
            if (limits.isFound(column, farthest.get(i), adjusted[i])) {
                return true;
            }
        }
        return false;
    }

    /** The column's p-values, corrected in a report in which nothing else changed. */
    private double[] adjusted(double... pValues) {
        double[] all = Arrays.copyOf(pValues, Math.max(tests, pValues.length));
        Arrays.fill(all, pValues.length, all.length, 1);
        return limits.correction().apply(all);
    }
}
