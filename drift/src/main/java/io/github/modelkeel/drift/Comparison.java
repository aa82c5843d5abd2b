package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.decision.ColumnFacts;
import io.github.modelkeel.drift.decision.Decision;
import io.github.modelkeel.drift.decision.Quality;
import io.github.modelkeel.drift.message.NearestName;
import io.github.modelkeel.drift.report.ReportData;
import io.github.modelkeel.drift.report.ScoreData;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Compares two profiles: pairs the columns, measures each on its own, corrects for their number and decides. */
final class Comparison {
    private static final Logger LOG = System.getLogger(Comparison.class.getName());

    private final Pairing pairing;
    private final ReportData.Side reference;
    private final ReportData.Side current;
    private final DriftOptions options;
    private final BiFunction<ColumnPair, DriftOptions, Measurement> measure;

    Comparison(
            Profile reference,
            Profile current,
            DriftOptions options,
            BiFunction<ColumnPair, DriftOptions, Measurement> measure) {
        checkNames(reference.columnNames(), current.columnNames(), options);
        this.pairing = Pairing.of(reference, current, options);
        this.reference =
                new ReportData.Side(reference.rows(), reference.columns().size(), reference.fingerprint());
        this.current = new ReportData.Side(current.rows(), current.columns().size(), current.fingerprint());
        this.options = options;
        this.measure = measure;
    }

    /** Of columns that are paired already. */
    Comparison(Pairing pairing, ReportData.Side reference, ReportData.Side current, DriftOptions options) {
        this.pairing = pairing;
        this.reference = reference;
        this.current = current;
        this.options = options;
        this.measure = ColumnComparison::of;
    }

    DriftReport report() {
        List<SchemaChange> schema = pairing.changes();
        List<ColumnPair> pairs = pairing.pairs();
        List<Measurement> measurements = pairs.stream().map(this::measured).toList();
        List<ColumnFacts> facts = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            facts.add(facts(pairs.get(i), measurements.get(i)));
        }
        List<String> breaks = schema.stream()
                .filter(SchemaChange::isBreak)
                .map(SchemaChange::message)
                .toList();
        Decision decision = Decision.of(facts, breaks, options.limits());
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
    private Measurement measured(ColumnPair pair) {
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
                distribution(pair, measurement),
                measurement.evidence());
    }

    private static ColumnFacts.@Nullable Distribution distribution(ColumnPair pair, Measurement measurement) {
        ScoreData score = measurement.score();
        if (score == null) {
            return null;
        }
        return new ColumnFacts.Distribution(
                score.nReference(),
                score.nCurrent(),
                score.excess(),
                pair.type() == Type.NUMBER,
                measurement.evidently());
    }

    private ColumnDrift decided(ColumnPair pair, Measurement measurement, Decision.Column decided) {
        List<DataQualityIssue> issues = DataQualityIssues.of(pair, measurement.evidence(), decided.adjusted(), options);
        return new ColumnDrift(ColumnContent.of(pair, measurement, decided, issues), issues);
    }
}
