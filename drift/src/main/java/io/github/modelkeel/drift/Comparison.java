package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.Columns;
import io.github.modelkeel.drift.decision.ColumnFacts;
import io.github.modelkeel.drift.decision.Decision;
import io.github.modelkeel.drift.decision.Quality;
import io.github.modelkeel.drift.message.NearestName;
import io.github.modelkeel.drift.report.ReportData;
import io.github.modelkeel.drift.report.ScoreData;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compares two profiles: pairs the columns, measures each on its own, corrects for their number and decides. Of many, few have their values at a time. */
final class Comparison {
    private static final Logger LOG = System.getLogger(Comparison.class.getName());

    private final Supplier<Pairing> pairing;
    private final ReportData.Side reference;
    private final ReportData.Side current;
    private final DriftOptions options;
    private final BiFunction<ColumnPair, DriftOptions, Measurement> measure;
    private Pairing measured = new Pairing(List.of(), List.of());
    private List<Measurement> measurements = List.of();

    Comparison(
            Profile reference,
            Profile current,
            DriftOptions options,
            BiFunction<ColumnPair, DriftOptions, Measurement> measure) {
        checkNames(reference.columnNames(), current.columnNames(), options);
        this.pairing = () -> Pairing.of(reference, current, options);
        this.reference = side(reference, options);
        this.current = side(current, options);
        this.options = options;
        this.measure = measure;
    }

    /** Of profiles whose names were checked. */
    static Comparison unchecked(Profile reference, Profile current, DriftOptions options) {
        return new Comparison(
                () -> Pairing.of(reference, current, options),
                side(reference, options),
                side(current, options),
                options);
    }

    private static ReportData.Side side(Profile profile, DriftOptions options) {
        return new ReportData.Side(
                profile.rows(), profile.columns().size(), options.fingerprints() ? profile.fingerprint() : null);
    }

    /** Of columns that are paired when they are measured. */
    Comparison(Supplier<Pairing> pairing, ReportData.Side reference, ReportData.Side current, DriftOptions options) {
        this.pairing = pairing;
        this.reference = reference;
        this.current = current;
        this.options = options;
        this.measure = ColumnComparison::of;
    }

    DriftReport report() {
        return report(Decision.together(List.of(facts()), options.limits()).get(0));
    }

    /** The reports of several comparisons, with one correction for all of them. */
    static Map<String, DriftReport> together(Map<String, Comparison> comparisons, DriftOptions options) {
        long rows = comparisons.values().stream()
                .mapToLong(each -> each.reference.rows() + each.current.rows())
                .sum();
        List<Decision.Facts> facts = Columns.map(List.copyOf(comparisons.values()), rows, Comparison::facts);
        List<Decision> decisions = Decision.together(facts, options.limits());
        Map<String, DriftReport> reports = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, Comparison> entry : comparisons.entrySet()) {
            reports.put(entry.getKey(), entry.getValue().report(decisions.get(next)));
            next++;
        }
        return Collections.unmodifiableMap(reports);
    }

    /** What there is to decide by: the columns are measured. To be called once. */
    Decision.Facts facts() {
        Pairing paired = pairing.get();
        List<ColumnPair> pairs = paired.pairs();
        long values = (reference.rows() + current.rows()) * pairs.size();
        measurements = Columns.map(pairs, values, this::measure);
        List<ColumnFacts> facts = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            facts.add(facts(pairs.get(i), measurements.get(i)));
        }
        measured = paired.summary();
        List<String> breaks = paired.changes().stream()
                .filter(SchemaChange::isBreak)
                .map(SchemaChange::message)
                .toList();
        return new Decision.Facts(facts, breaks);
    }

    /** The report of what {@link #facts} gave. */
    DriftReport report(Decision decision) {
        List<SchemaChange> schema = measured.changes();
        List<ColumnPair> pairs = measured.pairs();
        List<ColumnDrift> columns = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            columns.add(decided(
                    pairs.get(i), measurements.get(i), decision.columns().get(i)));
        }
        return new DriftReport(reference, current, options, schema, columns, decision.dataSet());
    }

    static void checkNames(List<String> reference, List<String> current, DriftOptions options) {
        if (reference.isEmpty() && current.isEmpty()) {
            return;
        }
        if (options.schema() != null) {
            options.schema().given().forEach(column -> require(column, "a kind for", reference, current));
        }
        options.columnThresholds().keySet().forEach(column -> require(column, "a threshold for", reference, current));
        options.weights().keySet().stream()
                .sorted()
                .forEach(column -> require(column, "a weight for", reference, current));
        options.ignored().stream().sorted().forEach(column -> require(column, "in ignore", reference, current));
    }

    private static void require(String column, String where, List<String> reference, List<String> current) {
        Set<String> known = new LinkedHashSet<>(reference);
        known.addAll(current);
        if (!known.contains(column)) {
            throw new IllegalArgumentException("the options have " + where + " '" + column
                    + "', which is a column of neither profile" + NearestName.hint(column, known)
                    + "; the reference has " + reference + ", the current " + current);
        }
    }

    /** One column's failure must not cost the report: it becomes the result of that column. */
    private Measurement measure(ColumnPair pair) {
        try {
            return measure.apply(pair, options);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Comparing column '" + pair.name() + "' failed", e);
            return Measurement.none(true, e.toString(), Quality.NONE, List.of());
        }
    }

    private static ColumnFacts facts(ColumnPair pair, Measurement measurement) {
        SchemaChange change = pair.change();
        return new ColumnFacts(
                pair.name(),
                change == null ? null : change.reason(),
                pair.isIgnored(),
                pair.notScored(),
                measurement.noScore() == null ? null : measurement.noScore().reason(),
                distribution(measurement),
                measurement.evidence());
    }

    private static ColumnFacts.@Nullable Distribution distribution(Measurement measurement) {
        ScoreData score = measurement.score();
        if (score == null) {
            return null;
        }
        return new ColumnFacts.Distribution(
                score.nReference(),
                score.nCurrent(),
                score.excess(),
                measurement.detail() != null,
                measurement.evidently(),
                measurement.farthest());
    }

    private ColumnDrift decided(ColumnPair pair, Measurement measurement, Decision.Column decided) {
        List<DataQualityIssue> issues = DataQualityIssues.of(pair, measurement.evidence(), decided.adjusted(), options);
        return new ColumnDrift(ColumnContent.of(pair, measurement, decided, issues), issues);
    }
}
