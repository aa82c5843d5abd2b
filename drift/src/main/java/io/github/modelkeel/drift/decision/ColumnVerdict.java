package io.github.modelkeel.drift.decision;

import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.drift.statistics.DetectableChange;
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
public record ColumnVerdict(State state, String reason, OptionalDouble excess, OptionalDouble pValue) {

    static ColumnVerdict without(State state, String reason) {
        return new ColumnVerdict(state, reason, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Decides by what was tested of a column; the adjusted p-values are in the order of the evidence. */
    static ColumnVerdict of(ColumnFacts facts, double[] adjusted, Limits limits) {
        if (facts.ignored() && facts.notScored() != null) {
            return without(State.NOT_SCORED, facts.notScored());
        }
        if (facts.schemaBreak() != null) {
            return without(State.DRIFTED, facts.schemaBreak());
        }
        ColumnFacts.Distribution scored = facts.scored();
        if (limits.evidently()) {
            return evidently(facts, scored);
        }
        ColumnVerdict strongest = strongest(facts.evidence(), adjusted, limits.threshold(facts.name()), limits);
        if (strongest != null) {
            return strongest;
        }
        if (facts.notScored() != null) {
            return without(State.NOT_SCORED, facts.notScored());
        }
        return scored == null ? undecided(facts) : ofNoFinding(scored, adjusted, limits);
    }

    private static ColumnVerdict undecided(ColumnFacts facts) {
        String reason = facts.undecided();
        return without(State.UNDECIDED, reason == null ? "no test" : reason);
    }

    private static ColumnVerdict evidently(ColumnFacts facts, ColumnFacts.@Nullable Distribution scored) {
        EvidentlyScore test = scored == null ? null : scored.evidently();
        if (scored == null || test == null) {
            return undecided(facts);
        }
        String reason = test.name() + " " + Numerals.pValue(test.statistic()) + ", threshold "
                + Numerals.brief(test.threshold());
        return new ColumnVerdict(
                test.drifted() ? State.DRIFTED : State.STABLE,
                reason,
                OptionalDouble.of(scored.excess()),
                test.isDistance() ? OptionalDouble.empty() : OptionalDouble.of(test.statistic()));
    }

    private static @Nullable ColumnVerdict strongest(
            List<Evidence> evidence, double[] adjusted, double threshold, Limits limits) {
        ColumnVerdict strongest = null;
        for (int i = 0; i < evidence.size(); i++) {
            Evidence found = evidence.get(i);
            boolean large = found.excess() >= threshold;
            if (adjusted[i] < limits.alpha()
                    && found.relevant()
                    && (large || found.excess() >= limits.shiftThreshold())) {
                State state = large ? State.DRIFTED : State.SHIFTED;
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

    private static ColumnVerdict ofNoFinding(ColumnFacts.Distribution scored, double[] adjusted, Limits limits) {
        if (DetectableChange.smallestPValue(scored.nReference(), scored.nCurrent()) >= limits.alpha()) {
            return without(
                    State.UNDECIDED,
                    "too few values: " + scored.nReference() + " and " + scored.nCurrent()
                            + " could not show any change");
        }
        double excess = scored.excess();
        double p = adjusted.length == 0 ? 1 : adjusted[0]; // of the distribution
        String reason = p >= limits.alpha()
                ? (excess <= 0 ? "below noise" : "not significant") + ", " + p(p)
                : "significant, but small: excess " + Numerals.score(excess) + ", " + p(p);
        return new ColumnVerdict(State.STABLE, reason, OptionalDouble.of(excess), OptionalDouble.of(p));
    }

    private static String p(double p) {
        return "p " + Numerals.pValue(p);
    }
}
