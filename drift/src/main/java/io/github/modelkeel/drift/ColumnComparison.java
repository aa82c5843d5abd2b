package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.decision.ColumnEvidence;
import io.github.modelkeel.drift.decision.EvidentlyRule;
import io.github.modelkeel.drift.decision.EvidentlyScore;
import io.github.modelkeel.drift.report.EcdfCurve;
import io.github.modelkeel.drift.report.Histogram;
import io.github.modelkeel.drift.report.NumberDetail;
import io.github.modelkeel.drift.report.ScoreData;
import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.statistics.Moments;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares one column by the scorers of this package. */
final class ColumnComparison {
    private static final String UNSEEN = "(unseen categories)";

    private final ColumnPair pair;
    private final DriftOptions options;
    private final ColumnEvidence evidence;

    private ColumnComparison(ColumnPair pair, DriftOptions options) {
        this.pair = pair;
        this.options = options;
        this.evidence = new ColumnEvidence(pair.reference(), pair.current(), options.limits());
    }

    static Measurement of(ColumnPair pair, DriftOptions options) {
        return new ColumnComparison(pair, options).measure();
    }

    private Measurement measure() {
        String notScored = pair.notScored();
        if (notScored != null) {
            if (!pair.isIgnored()) {
                evidence.addRates();
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
        return noValue(pair.reference().type() == Type.EMPTY, "value");
    }

    private Measurement numbers(ProfileColumn.Numbers before, ProfileColumn.Numbers after) {
        double[] reference = before.sorted();
        double[] current = after.sorted();
        if (reference.length == 0 || current.length == 0) {
            return noValue(reference.length == 0, "finite number");
        }
        NumberScorer scorer = NumberScorer.score(before, after, options.bins(), options.threshold(pair.name()));
        EcdfCurve curve = EcdfCurve.of(reference, current, scorer.ks().figure("location"));
        Histogram shape = Histogram.of(reference, current, pair.grid());
        NumberDetail detail = new NumberDetail(Moments.of(reference), Moments.of(current), shape, curve, scorer.ks());
        addDistribution(scorer.scored(), scorer.pValue());
        evidence.addRates();
        evidence.addOutside();
        ScoreData score = scorer.scored();
        score = score.with(NamedStatistics.ofNumbers(options.statistics(), before, after, score));
        return scored(score, options.isEvidently() ? EvidentlyRule.of(before, after) : null, detail);
    }

    private Measurement categories(ProfileColumn.Categories before, ProfileColumn.Categories after) {
        if (before.counts().isEmpty() || after.counts().isEmpty()) {
            return noValue(before.counts().isEmpty(), "value");
        }
        Map<String, Long> current = after.counts();
        if (current.size() > options.maxCategories()) {
            current = withoutUnseen(before.counts(), current);
        }
        ScoreData scored = CategoryScorer.score(before.counts(), current, options.threshold(pair.name()));
        addDistribution(scored, scored.test().pValue());
        evidence.addRates();
        evidence.addOutside();
        scored = scored.with(NamedStatistics.ofCategories(options.statistics(), scored));
        return scored(scored, options.isEvidently() ? EvidentlyRule.of(before.counts(), after.counts()) : null, null);
    }

    private Measurement scored(ScoreData score, @Nullable EvidentlyScore evidently, @Nullable NumberDetail detail) {
        ScoreData shown = evidently == null ? score : score.with(TestData.of(evidently));
        return new Measurement(shown, evidently, null, evidence.quality(), detail, evidence.evidence());
    }

    /** A column of categories that has become free text: what the reference lacks is one category, so that the report stays readable. */
    private static Map<String, Long> withoutUnseen(Map<String, Long> reference, Map<String, Long> current) {
        Map<String, Long> counts = new TreeMap<>();
        current.forEach((category, count) ->
                counts.merge(reference.containsKey(category) ? category : UNSEEN, count, Long::sum));
        return counts;
    }

    private void addDistribution(ScoreData score, double pValue) {
        evidence.addDistribution(score.psi(), score.excess(), pValue);
    }

    private Measurement noValue(boolean inReference, String what) {
        evidence.addRates();
        return notApplicable("no " + what + " in the " + (inReference ? "reference" : "current data"));
    }

    private Measurement notApplicable(String reason) {
        return Measurement.none(false, reason, evidence.quality(), evidence.evidence());
    }
}
