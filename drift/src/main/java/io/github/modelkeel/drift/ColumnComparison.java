package io.github.modelkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares one column by the scorers of this package. */
final class ColumnComparison {
    private static final String UNSEEN = "(unseen categories)";

    private final ColumnPair pair;
    private final DriftOptions options;
    private final Quality quality;
    private final List<Evidence> evidence = new ArrayList<>();

    private ColumnComparison(ColumnPair pair, DriftOptions options) {
        this.pair = pair;
        this.options = options;
        this.quality = Quality.of(pair.reference(), pair.current());
    }

    static Measurement of(ColumnPair pair, DriftOptions options) {
        return new ColumnComparison(pair, options).measure();
    }

    private Measurement measure() {
        String notScored = pair.notScored();
        if (notScored != null) {
            if (!pair.isIgnored()) {
                rates();
            }
            return notApplicable(notScored);
        }
        SchemaChange change = pair.change();
        if (change != null) {
            return notApplicable(change.reason());
        }
        if (pair.reference() instanceof ProfileColumn.Numbers before
                && pair.current() instanceof ProfileColumn.Numbers after) {
            return numbers(before, after);
        }
        if (pair.reference() instanceof ProfileColumn.Categories before
                && pair.current() instanceof ProfileColumn.Categories after) {
            return categories(before, after);
        }
        return noValue(pair.reference().type() == ColumnType.EMPTY, "value");
    }

    private Measurement numbers(ProfileColumn.Numbers before, ProfileColumn.Numbers after) {
        double[] reference = before.sorted();
        double[] current = after.sorted();
        if (reference.length == 0 || current.length == 0) {
            return noValue(reference.length == 0, "finite number");
        }
        NumberScorer scorer = NumberScorer.score(before, after, options.bins(), options.threshold(pair.name()));
        EcdfCurve curve = EcdfCurve.of(reference, current, scorer.ks().location());
        NumberDetail detail = new NumberDetail(Moments.of(reference), Moments.of(current), curve, scorer.ks());
        evidence.add(distribution(scorer.scored(), scorer.pValue()));
        rates();
        outside();
        ColumnResult.Scored scored =
                options.isEvidently() ? scorer.scored().with(EvidentlyRule.of(before, after)) : scorer.scored();
        return new Measurement(scored, quality, detail, evidence);
    }

    private Measurement categories(ProfileColumn.Categories before, ProfileColumn.Categories after) {
        if (before.counts().isEmpty() || after.counts().isEmpty()) {
            return noValue(before.counts().isEmpty(), "value");
        }
        Map<String, Long> current = after.counts();
        if (current.size() > options.maxCategories()) {
            current = withoutUnseen(before.counts(), current);
        }
        ColumnResult.Scored scored = CategoryScorer.score(before.counts(), current, options.threshold(pair.name()));
        evidence.add(distribution(scored, scored.test().pValue()));
        rates();
        outside();
        if (options.isEvidently()) {
            scored = scored.with(EvidentlyRule.of(before.counts(), after.counts()));
        }
        return new Measurement(scored, quality, null, evidence);
    }

    /** A column of categories that has become free text: what the reference lacks is one category, so that the report stays readable. */
    private static Map<String, Long> withoutUnseen(Map<String, Long> reference, Map<String, Long> current) {
        Map<String, Long> counts = new TreeMap<>();
        current.forEach((category, count) ->
                counts.merge(reference.containsKey(category) ? category : UNSEEN, count, Long::sum));
        return counts;
    }

    private static Evidence distribution(ColumnResult.Scored scored, double pValue) {
        double excess = scored.score().excess();
        return new Evidence(
                Evidence.Kind.DISTRIBUTION,
                pValue,
                excess,
                true,
                "distribution: PSI " + Numerals.score(scored.score().psi()));
    }

    private void rates() {
        ColumnDrift.Counts before = ColumnDrift.Counts.of(pair.reference());
        ColumnDrift.Counts after = ColumnDrift.Counts.of(pair.current());
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
                    options.missingRateChange(),
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

    private void outside() {
        if (quality.farOut().hits() > 0) {
            // of continuous values two of n + 1 gaps are outside of the range
            evidence.add(beyond(
                    Evidence.Kind.OUT_OF_RANGE,
                    quality.farOut(),
                    2,
                    options.outOfRangeShare(),
                    " of the numbers far out of the reference's range"));
        }
        if (quality.unseen().hits() > 0) {
            evidence.add(beyond(
                    Evidence.Kind.UNSEEN,
                    quality.unseen(),
                    (double) quality.singletons(),
                    options.unseenShare(),
                    " of the rows with unseen categories: " + String.join(", ", quality.unseenCategories())));
        }
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

    private Measurement noValue(boolean inReference, String what) {
        rates();
        return notApplicable("no " + what + " in the " + (inReference ? "reference" : "current data"));
    }

    private Measurement notApplicable(String reason) {
        return new Measurement(new ColumnResult.NotApplicable(reason), quality, null, evidence);
    }
}
