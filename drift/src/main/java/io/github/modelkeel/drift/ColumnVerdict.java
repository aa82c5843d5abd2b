package io.github.modelkeel.drift;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The decision on one column.
 *
 * @param reason why, in a few words
 * @param excess of the change that decided
 * @param pValue the adjusted p-value of the change that decided
 */
record ColumnVerdict(DriftState state, String reason, OptionalDouble excess, OptionalDouble pValue) {

    static ColumnVerdict without(DriftState state, String reason) {
        return new ColumnVerdict(state, reason, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Decides by what was tested of a column; the adjusted p-values are in the order of the evidence. */
    static ColumnVerdict of(ColumnPair pair, Measurement measurement, double[] adjusted, DriftOptions options) {
        SchemaChange change = pair.change();
        String notScored = pair.notScored();
        if (notScored != null && pair.isIgnored()) {
            return without(DriftState.NOT_SCORED, notScored);
        }
        if (change != null) {
            return without(DriftState.DRIFTED, change.reason());
        }
        if (options.isEvidently()) {
            return evidently(measurement.result());
        }
        ColumnVerdict strongest = strongest(measurement.evidence(), adjusted, options.threshold(pair.name()), options);
        if (strongest != null) {
            return strongest;
        }
        if (notScored != null) {
            return without(DriftState.NOT_SCORED, notScored);
        }
        if (measurement.result() instanceof ColumnResult.Failed failed) {
            return without(DriftState.UNDECIDED, failed.reason());
        }
        if (measurement.result() instanceof ColumnResult.NotApplicable none) {
            return without(DriftState.UNDECIDED, none.reason());
        }
        return ofNoFinding((ColumnResult.Scored) measurement.result(), measurement, adjusted, options);
    }

    private static ColumnVerdict evidently(ColumnResult result) {
        if (result instanceof ColumnResult.Scored scored && scored.test() instanceof DriftTest.EvidentlyTest test) {
            DriftState state = test.drifted() ? DriftState.DRIFTED : DriftState.STABLE;
            String reason = test.name() + " " + Numerals.pValue(test.statistic()) + ", threshold "
                    + Numerals.brief(test.threshold());
            return new ColumnVerdict(
                    state,
                    reason,
                    OptionalDouble.of(scored.score().excess()),
                    test.isDistance() ? OptionalDouble.empty() : OptionalDouble.of(test.pValue()));
        }
        String reason = result instanceof ColumnResult.NotApplicable none
                ? none.reason()
                : result instanceof ColumnResult.Failed failed ? failed.reason() : "no test";
        return without(DriftState.UNDECIDED, reason);
    }

    private static @Nullable ColumnVerdict strongest(
            List<Evidence> evidence, double[] adjusted, double threshold, DriftOptions options) {
        ColumnVerdict strongest = null;
        for (int i = 0; i < evidence.size(); i++) {
            Evidence found = evidence.get(i);
            boolean large = found.excess() >= threshold;
            if (adjusted[i] < options.alpha()
                    && found.relevant()
                    && (large || found.excess() >= options.shiftThreshold())) {
                DriftState state = large ? DriftState.DRIFTED : DriftState.SHIFTED;
                if (strongest == null || found.excess() > strongest.excess().orElse(0)) {
                    String reason =
                            found.text() + " (excess " + Numerals.score(found.excess()) + ", " + p(adjusted[i]) + ")";
                    strongest = new ColumnVerdict(
                            state, reason, OptionalDouble.of(found.excess()), OptionalDouble.of(adjusted[i]));
                }
            }
        }
        return strongest;
    }

    private static ColumnVerdict ofNoFinding(
            ColumnResult.Scored scored, Measurement measurement, double[] adjusted, DriftOptions options) {
        if (DetectableChange.smallestPValue(scored.nReference(), scored.nCurrent()) >= options.alpha()) {
            return without(
                    DriftState.UNDECIDED,
                    "too few values: " + scored.nReference() + " and " + scored.nCurrent()
                            + " could not show any change");
        }
        double excess = scored.score().excess();
        int first = measurement.evidence().isEmpty() ? -1 : 0; // the distribution
        double p = first < 0 ? 1 : adjusted[first];
        String reason = p >= options.alpha()
                ? (excess <= 0 ? "below noise" : "not significant") + ", " + p(p)
                : "significant, but small: excess " + Numerals.score(excess) + ", " + p(p);
        return new ColumnVerdict(DriftState.STABLE, reason, OptionalDouble.of(excess), OptionalDouble.of(p));
    }

    private static String p(double p) {
        return "p " + Numerals.pValue(p);
    }
}
