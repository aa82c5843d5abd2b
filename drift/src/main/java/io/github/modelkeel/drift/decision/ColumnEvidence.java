package io.github.modelkeel.drift.decision;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.Precedence;
import io.github.modelkeel.drift.statistics.Psi;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is tested of one column. Not thread-safe. */
public final class ColumnEvidence {
    private final ProfileColumn before;
    private final ProfileColumn after;
    private final Limits limits;
    private final Quality quality;
    private final List<Evidence> evidence = new ArrayList<>();

    public ColumnEvidence(ProfileColumn before, ProfileColumn after, Limits limits) {
        this.before = before;
        this.after = after;
        this.limits = limits;
        this.quality = Quality.of(before, after);
    }

    public Quality quality() {
        return quality;
    }

    public List<Evidence> evidence() {
        return evidence;
    }

    /** Adds the test of the distribution; before all others. */
    public void addDistribution(double psi, double excess, double pValue) {
        evidence.add(new Evidence(
                Evidence.Kind.DISTRIBUTION, pValue, excess, true, Evidence.WHOLE + "PSI " + Numerals.score(psi)));
    }

    /** Adds the rates of missing, invalid and infinite values, where there are any. */
    public void addRates() {
        long n = before.rows();
        long m = after.rows();
        if (n == 0 || m == 0) {
            return;
        }
        if (before.missing() + after.missing() > 0) {
            evidence.add(Evidence.ofRate(
                    Evidence.Kind.MISSING,
                    before.missing(),
                    n,
                    after.missing(),
                    m,
                    limits.missingRateChange(),
                    "missing values"));
        }
        if (before.invalid() + after.invalid() > 0) {
            evidence.add(Evidence.ofRate(
                    Evidence.Kind.INVALID, before.invalid(), n, after.invalid(), m, 0, "invalid values"));
        }
        if (before.infinite() + after.infinite() > 0) {
            evidence.add(Evidence.ofRate(
                    Evidence.Kind.INFINITE, before.infinite(), n, after.infinite(), m, 0, "infinite values"));
        }
    }

    /** Adds what is out of the range or unseen in the reference. */
    public void addOutside() {
        if (quality.farOut().hits() > 0) {
            // of continuous values two of n + 1 gaps are outside of the range
            evidence.add(beyond(
                    Evidence.Kind.OUT_OF_RANGE,
                    quality.farOut(),
                    2,
                    limits.outOfRangeShare(),
                    " of the numbers far out of the reference's range"));
        }
        if (quality.unseen().hits() > 0) {
            evidence.add(beyond(
                    Evidence.Kind.UNSEEN,
                    quality.unseen(),
                    (double) quality.singletons(),
                    limits.unseenShare(),
                    " of the rows with unseen categories: " + String.join(", ", quality.unseenCategories())));
        }
    }

    /**
     * Adds how many reference values are smaller than all current ones: of ages, what is missing if nothing new came. That the least k of n + m
     * values are all of the reference has the probability {@code C(n, k) / C(n + m, k)} without drift (the precedence test, L. S. Nelson, 1963), which ties do not change.
     *
     * @param reference ascending, with one value at least
     * @param current ascending, with one value at least
     */
    public void addOverdue(double[] reference, double[] current) {
        int newer = 0;
        while (newer < reference.length && reference[newer] < current[0]) {
            newer++;
        }
        double p = Precedence.pValue(newer, reference.length, current.length);
        Psi psi = CountTable.ofRates(newer, reference.length, 0, current.length).psi();
        String text = "none below " + Numerals.brief(current[0]) + ", "
                + Numerals.percent((double) newer / reference.length) + " before";
        evidence.add(new Evidence(Evidence.Kind.DISTRIBUTION, p, psi.value() - psi.noise(), true, text));
    }

    /** The index of a share of the current values against the share that is usual of the reference's. */
    private static Evidence beyond(
            Evidence.Kind kind, Quality.Rate rate, double usual, double smallestShare, String text) {
        double n = rate.reference();
        double m = rate.total();
        double hits = rate.hits();
        double psi = Psi.contribution(usual, n, hits, m) + Psi.contribution(n - usual, n, m - hits, m);
        double excess = rate.share() * n > usual ? psi - (1 / n + 1 / m) : 0;
        return new Evidence(
                kind, rate.pValue(), excess, rate.share() >= smallestShare, Numerals.percent(rate.share()) + text);
    }
}
