package io.github.modelkeel.drift.decision;

import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.Psi;

/**
 * One thing of a column that was tested.
 *
 * @param kind what was tested
 * @param pValue how likely such a change is without drift, of this test alone
 * @param excess the stability index of the change less what no drift would give
 * @param relevant whether the change is large enough to be named at all, whatever its index
 * @param text the change in words
 */
public record Evidence(Kind kind, double pValue, double excess, boolean relevant, String text) {
    static final String WHOLE = "distribution: ";

    /** What was tested; in the order in which a reason is looked for. */
    public enum Kind {
        DISTRIBUTION,
        MISSING,
        INVALID,
        INFINITE,
        OUT_OF_RANGE,
        UNSEEN
    }

    /** The same of a part of a column. */
    public Evidence of(String part) {
        String named = text.startsWith(WHOLE) ? text.substring(WHOLE.length()) : text;
        return new Evidence(kind, pValue, excess, relevant, part + ": " + named);
    }

    /** A rate of both sides; needs rows on both. */
    public static Evidence ofRate(
            Kind kind, long hitsReference, long n, long hitsCurrent, long m, double change, String of) {
        CountTable table = CountTable.ofRates(hitsReference, n, hitsCurrent, m);
        Psi psi = table.psi();
        double before = (double) hitsReference / n;
        double after = (double) hitsCurrent / m;
        String text = of + ": " + Numerals.percent(before) + " before, " + Numerals.percent(after) + " now";
        boolean relevant = Math.abs(after - before) >= change;
        return new Evidence(kind, table.chiSquarePValue(), psi.value() - psi.noise(), relevant, text);
    }
}
