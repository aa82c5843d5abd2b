package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.Displaced;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.decision.ColumnEvidence;
import io.github.modelkeel.drift.decision.ColumnVerdict;
import io.github.modelkeel.drift.decision.Evidence;
import io.github.modelkeel.drift.decision.EvidentlyRule;
import io.github.modelkeel.drift.decision.EvidentlyScore;
import io.github.modelkeel.drift.decision.Quality;
import io.github.modelkeel.drift.report.EcdfCurve;
import io.github.modelkeel.drift.report.Histogram;
import io.github.modelkeel.drift.report.NumberDetail;
import io.github.modelkeel.drift.report.ScoreData;
import io.github.modelkeel.drift.report.TestData;
import io.github.modelkeel.drift.statistics.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        DateParts dates = pair.dates();
        if (dates != null && pair.change() == null && !pair.isIgnored()) {
            return measure(dates);
        }
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

    /** Dates, part by part: what changed most is shown, and all that was tested decides. */
    @SuppressWarnings("ReferenceEquality") // the very part, as two can be equal
    private Measurement measure(DateParts dates) {
        List<Measurement.Part> parts =
                dates.parts().stream().map(part -> measure(part, dates)).toList();
        ColumnEvidence rates = new ColumnEvidence(pair.reference(), pair.current(), options.limits());
        rates.addRates();
        List<Evidence> evidence = new ArrayList<>();
        Measurement.Part most = parts.stream()
                .filter(part -> part.measurement().score() != null)
                .max(Comparator.comparingDouble(Measurement.Part::excess))
                .orElse(null);
        List<Measurement.Part> placed = new ArrayList<>();
        if (most != null) {
            evidence.addAll(most.measurement().evidence());
        }
        for (Measurement.Part part : parts) {
            placed.add(part == most ? part.at(0) : part.at(evidence.size()));
            evidence.addAll(part == most ? List.of() : part.measurement().evidence());
        }
        evidence.addAll(rates.evidence());
        Measurement shown = most == null
                ? Measurement.none(false, String.valueOf(pair.notScored()), rates.quality(), evidence)
                : most.measurement().with(rates.quality(), evidence);
        return shown.with(placed);
    }

    private Measurement.Part measure(DateParts.Part part, DateParts dates) {
        Measurement measured = part.notScored() == null
                ? of(new ColumnPair(pair.name(), part.reference(), part.current()), options)
                : Measurement.none(false, part.notScored(), Quality.NONE, List.of());
        List<Evidence> evidence = new ArrayList<>(measured.evidence());
        if (part.equals(dates.overdue())
                && part.reference() instanceof ProfileColumn.Numbers before
                && part.current() instanceof ProfileColumn.Numbers after) {
            ColumnEvidence newest = new ColumnEvidence(before, after, options.limits());
            newest.addOutside();
            newest.addOverdue(before.sorted(), after.sorted());
            evidence.addAll(newest.evidence());
        }
        List<Evidence> named =
                evidence.stream().map(found -> found.of(part.name())).toList();
        return new Measurement.Part(part.name(), measured.with(measured.quality(), named), 0);
    }

    private Measurement numbers(ProfileColumn.Numbers before, ProfileColumn.Numbers after) {
        double[] reference = before.sorted();
        double[] current = after.sorted();
        if (reference.length == 0 || current.length == 0) {
            return noValue(reference.length == 0, "finite number");
        }
        NumberScorer scorer =
                NumberScorer.score(before, after, pair.grid(), options.bins(), options.threshold(pair.name()));
        EcdfCurve curve =
                EcdfCurve.of(reference, current, scorer.ks().figure("location"), Histogram.range(reference, current));
        Histogram shape = Histogram.of(reference, current, pair.grid());
        NumberDetail detail = new NumberDetail(Moments.of(reference), Moments.of(current), shape, curve, scorer.ks());
        addDistribution(scorer.scored(), scorer.pValue());
        evidence.addRates();
        evidence.addOutside();
        ScoreData score = scorer.scored();
        score = score.with(NamedStatistics.ofNumbers(options.statistics(), before, after, score));
        return scored(
                score, options.isEvidently() ? EvidentlyRule.of(before, after) : null, detail, farthest(before, after));
    }

    private Measurement categories(ProfileColumn.Categories before, ProfileColumn.Categories after) {
        if (before.counts().isEmpty() || after.counts().isEmpty()) {
            return noValue(before.counts().isEmpty(), "value");
        }
        CategoryScorer scorer = score(before, after);
        ScoreData scored = scorer.scored();
        addDistribution(scored, scorer.pValue());
        evidence.addRates();
        evidence.addOutside();
        scored = scored.with(NamedStatistics.ofCategories(options.statistics(), scored));
        return scored(
                scored,
                options.isEvidently() ? EvidentlyRule.of(before.counts(), after.counts()) : null,
                null,
                farthest(before, after));
    }

    private CategoryScorer score(ProfileColumn.Categories before, ProfileColumn.Categories after) {
        Map<String, Long> current = after.counts();
        if (current.size() > options.maxCategories()) {
            current = withoutUnseen(before.counts(), current);
        }
        return CategoryScorer.score(before.counts(), current, pair.order(), options.threshold(pair.name()));
    }

    /** What would be tested of numbers of which the current ones are all far above the reference's; nothing if it would be found anyway. */
    private List<Evidence> farthest(ProfileColumn.Numbers before, ProfileColumn.Numbers after) {
        if (Math.min(before.sorted().length, after.sorted().length) >= ColumnVerdict.FEW) {
            return List.of();
        }
        Displaced<ProfileColumn.Numbers> far = Displaced.of(before, after);
        NumberScorer scorer =
                NumberScorer.score(far.reference(), far.current(), options.bins(), options.threshold(pair.name()));
        return farthest(far, scorer.scored(), scorer.pValue());
    }

    /** The same of categories; of many rows too if the categories hardly repeat. */
    private List<Evidence> farthest(ProfileColumn.Categories before, ProfileColumn.Categories after) {
        long rows = Math.min(before.values(), after.values());
        long categories = (long) before.counts().size() + after.counts().size();
        if (rows >= ColumnVerdict.FEW && 2 * categories <= before.values() + after.values()) {
            return List.of();
        }
        Displaced<ProfileColumn.Categories> far = Displaced.of(before, after);
        CategoryScorer most = score(far.reference(), far.current());
        return farthest(far, most.scored(), most.pValue());
    }

    private List<Evidence> farthest(Displaced<?> far, ScoreData score, double pValue) {
        ColumnEvidence most = new ColumnEvidence(far.reference(), far.current(), options.limits());
        most.addDistribution(score.psi(), score.excess(), pValue);
        most.addOutside();
        return most.evidence();
    }

    private Measurement scored(
            ScoreData score,
            @Nullable EvidentlyScore evidently,
            @Nullable NumberDetail detail,
            List<Evidence> farthest) {
        ScoreData shown = evidently == null ? score : score.with(TestData.of(evidently));
        return new Measurement(
                shown, evidently, null, evidence.quality(), detail, evidence.evidence(), farthest, List.of());
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
        long invalid = (inReference ? pair.reference() : pair.current()).invalid();
        return notApplicable("no " + what + " in the " + (inReference ? "reference" : "current data")
                + (invalid == 0 ? "" : ": " + invalid + " values cannot be read"));
    }

    private Measurement notApplicable(String reason) {
        return Measurement.none(false, reason, evidence.quality(), evidence.evidence());
    }
}
