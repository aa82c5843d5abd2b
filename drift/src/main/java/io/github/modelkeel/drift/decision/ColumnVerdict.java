package io.github.modelkeel.drift.decision;

import io.github.modelkeel.drift.message.Numerals;
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
    /** From this number of values on each side on, those that have nothing in common are always found. */
    public static final int FEW = 20;

    static ColumnVerdict without(State state, String reason) {
        return new ColumnVerdict(state, reason, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Decides by what was tested of a column; the adjusted p-values are in the order of the evidence. */
    static ColumnVerdict of(ColumnFacts facts, double[] adjusted, Limits limits, Reach reach) {
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
        ColumnVerdict strongest = strongest(facts, adjusted, limits);
        if (strongest != null) {
            return strongest;
        }
        if (facts.notScored() != null) {
            return without(State.NOT_SCORED, facts.notScored());
        }
        if (scored == null) {
            return undecided(facts);
        }
        return reach.covers(facts.name(), scored) ? ofNoFinding(scored, adjusted, limits) : tooFew(scored);
    }

    private static ColumnVerdict undecided(ColumnFacts facts) {
        String reason = facts.undecided();
        return without(State.UNDECIDED, reason == null ? "no test" : reason);
    }

    private static ColumnVerdict tooFew(ColumnFacts.Distribution scored) {
        long n = scored.nReference();
        long m = scored.nCurrent();
        long few = Math.min(n, m);
        String what = few >= FEW
                ? "hardly a category occurs twice"
                : few + (n <= m ? " reference" : " current") + (few == 1 ? " value is" : " values are") + " too few";
        return without(
                State.UNDECIDED, what + ": " + n + " and " + m + " values that differ as much as they can would pass");
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

    private static @Nullable ColumnVerdict strongest(ColumnFacts facts, double[] adjusted, Limits limits) {
        List<Evidence> evidence = facts.evidence();
        ColumnVerdict strongest = null;
        for (int i = 0; i < evidence.size(); i++) {
            Evidence found = evidence.get(i);
            if (limits.isFound(facts.name(), found, adjusted[i])
                    && (strongest == null || found.excess() > strongest.excess().orElse(0))) {
                State state = found.excess() >= limits.threshold(facts.name()) ? State.DRIFTED : State.SHIFTED;
                String reason =
                        found.text() + " (excess " + Numerals.score(found.excess()) + ", " + p(adjusted[i]) + ")";
                strongest = new ColumnVerdict(
                        state, reason, OptionalDouble.of(found.excess()), OptionalDouble.of(adjusted[i]));
            }
        }
        return strongest;
    }

    private static ColumnVerdict ofNoFinding(ColumnFacts.Distribution scored, double[] adjusted, Limits limits) {
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
