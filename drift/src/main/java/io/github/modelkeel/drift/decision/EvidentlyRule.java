package io.github.modelkeel.drift.decision;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.Distances;
import io.github.modelkeel.drift.statistics.DistinctValues;
import io.github.modelkeel.drift.statistics.KolmogorovSmirnov;
import io.github.modelkeel.drift.statistics.Moments;
import io.github.modelkeel.drift.statistics.SpecialFunctions;
import java.util.Map;
import java.util.TreeSet;

/**
 * The test that Evidently 0.7.23 chooses for a column by default, its score and its threshold. The choice depends on the number of reference
 * values and on how many distinct values both sides have together. Its chi-square test compares with the reference's shares as if they were
 * known, and is not corrected for the number of columns; both are kept, because the numbers are to be those of Evidently.
 */
public final class EvidentlyRule {
    private static final long LARGE = 1000;
    private static final double P_VALUE = 0.05;
    private static final double DISTANCE = 0.1;

    private EvidentlyRule() {}

    /** Both need at least one finite value. */
    public static EvidentlyScore of(ProfileColumn.Numbers reference, ProfileColumn.Numbers current) {
        double[] before = reference.sorted();
        double[] after = current.sorted();
        CountTable values = DistinctValues.counts(before, after, 5);
        if (values != null) {
            return ofValues(values);
        }
        if (before.length <= LARGE) {
            double p = KolmogorovSmirnov.of(before, after).pValue();
            return new EvidentlyScore("ks", p, P_VALUE, p <= P_VALUE);
        }
        double distance = Distances.wasserstein(before, after)
                / Math.max(Moments.of(before).standardDeviation(), 0.001);
        return new EvidentlyScore("wasserstein_normed", distance, DISTANCE, distance >= DISTANCE);
    }

    /** Both need at least one category. */
    public static EvidentlyScore of(Map<String, Long> reference, Map<String, Long> current) {
        TreeSet<String> keys = new TreeSet<>(reference.keySet());
        keys.addAll(current.keySet());
        return ofValues(CountTable.of(
                keys.stream().mapToLong(key -> reference.getOrDefault(key, 0L)).toArray(),
                keys.stream().mapToLong(key -> current.getOrDefault(key, 0L)).toArray()));
    }

    private static EvidentlyScore ofValues(CountTable values) {
        if (values.rows(true) > LARGE) {
            double distance = values.jensenShannonDistance();
            return new EvidentlyScore("jensenshannon", distance, DISTANCE, distance >= DISTANCE);
        }
        if (values.cells() > 2) {
            double p = values.goodnessOfFitPValue();
            return new EvidentlyScore("chisquare", p, P_VALUE, p < P_VALUE);
        }
        double p = values.cells() < 2 ? 1 : SpecialFunctions.normalTwoSided(values.proportionScore());
        return new EvidentlyScore("z", p, P_VALUE, p < P_VALUE);
    }
}
