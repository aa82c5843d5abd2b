package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.decision.ColumnFacts;
import io.github.modelkeel.drift.decision.Decision;
import io.github.modelkeel.drift.decision.Quality;
import io.github.modelkeel.drift.message.NearestName;
import io.github.modelkeel.drift.report.ReportData;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Compares two profiles: pairs the columns, measures each on its own, corrects for their number and decides. */
final class Comparison {
    private static final Logger LOG = System.getLogger(Comparison.class.getName());

    private final Profile reference;
    private final Profile current;
    private final DriftOptions options;
    private final BiFunction<ColumnPair, DriftOptions, Measurement> measure;

    Comparison(
            Profile reference,
            Profile current,
            DriftOptions options,
            BiFunction<ColumnPair, DriftOptions, Measurement> measure) {
        this.reference = reference;
        this.current = current;
        this.options = options;
        this.measure = measure;
    }

    DriftReport report() {
        checkNames();
        List<SchemaChange> schema = new ArrayList<>();
        List<ColumnPair> pairs = pairs(schema);
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
        return new DriftReport(side(reference), side(current), options, schema, columns, decision.dataSet());
    }

    private static ReportData.Side side(Profile profile) {
        return new ReportData.Side(profile.rows(), profile.columns().size(), profile.fingerprint());
    }

    private void checkNames() {
        options.columnThresholds().keySet().forEach(column -> requireColumn(column, "a threshold for"));
        options.weights().keySet().stream().sorted().forEach(column -> requireColumn(column, "a weight for"));
        options.ignored().stream().sorted().forEach(column -> requireColumn(column, "in ignore"));
    }

    private void requireColumn(String column, String where) {
        boolean anyColumn = !reference.columns().isEmpty() || !current.columns().isEmpty();
        if (anyColumn
                && !reference.columns().containsKey(column)
                && !current.columns().containsKey(column)) {
            Set<String> known = new LinkedHashSet<>(reference.columns().keySet());
            known.addAll(current.columns().keySet());
            throw new IllegalArgumentException("the options have " + where + " '" + column
                    + "', which is a column of neither profile" + NearestName.hint(column, known)
                    + "; the reference has "
                    + reference.columnNames() + ", the current " + current.columnNames());
        }
    }

    /** The columns to compare, in the reference's order; differences go to the list. A profile without columns has no schema. */
    private List<ColumnPair> pairs(List<SchemaChange> schema) {
        Set<String> names = new LinkedHashSet<>(reference.columns().keySet());
        names.addAll(current.columns().keySet());
        List<ColumnPair> pairs = new ArrayList<>();
        for (String name : names) {
            ProfileColumn before = column(reference, name);
            ProfileColumn after = column(current, name);
            if (before == null && after != null) {
                if (!options.isIgnored(name)) {
                    schema.add(new SchemaChange(name, SchemaChange.Kind.ADDED, null, ColumnType.of(after.type())));
                }
            } else if (before != null) {
                ColumnPair pair = pair(name, before, after);
                if (pair.change() != null) {
                    schema.add(pair.change());
                }
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private ColumnPair pair(String name, ProfileColumn before, @Nullable ProfileColumn after) {
        ProfileColumn now = after == null ? new ProfileColumn.Empty(0) : after;
        if (options.isIgnored(name)) {
            return ColumnPair.ignored(name, before, now);
        }
        if (after == null) {
            SchemaChange removed =
                    new SchemaChange(name, SchemaChange.Kind.REMOVED, ColumnType.of(before.type()), null);
            return new ColumnPair(name, before, now, removed, null);
        }
        if (options.isEvidently() && before.type() == after.type()) {
            return new ColumnPair(name, before, after);
        }
        Schema.Kind inferred = Schema.kind(before, options.maxCategories());
        Schema schema = options.schema();
        Schema.Kind kind = schema == null ? inferred : schema.kind(name).orElse(inferred);
        return ColumnPair.read(name, before, after, kind);
    }

    private static @Nullable ProfileColumn column(Profile profile, String name) {
        Map<String, ProfileColumn> columns = profile.columns();
        return columns.isEmpty() ? new ProfileColumn.Empty(profile.rows()) : columns.get(name);
    }

    /** One column's failure must not cost the report: it becomes the result of that column. */
    private Measurement measured(ColumnPair pair) {
        try {
            return measure.apply(pair, options);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Comparing column '" + pair.name() + "' failed", e);
            return new Measurement(new ColumnResult.Failed(e.toString()), Quality.NONE, null, List.of());
        }
    }

    private static ColumnFacts facts(ColumnPair pair, Measurement measurement) {
        SchemaChange change = pair.change();
        return new ColumnFacts(
                pair.name(),
                change == null ? null : change.reason(),
                pair.isIgnored(),
                pair.notScored(),
                undecided(measurement.result()),
                distribution(pair, measurement.result()),
                measurement.evidence());
    }

    private static @Nullable String undecided(ColumnResult result) {
        if (result instanceof ColumnResult.Failed failed) {
            return failed.reason();
        }
        return result instanceof ColumnResult.NotApplicable none ? none.reason() : null;
    }

    private static ColumnFacts.@Nullable Distribution distribution(ColumnPair pair, ColumnResult result) {
        if (!(result instanceof ColumnResult.Scored scored)) {
            return null;
        }
        return new ColumnFacts.Distribution(
                scored.nReference(),
                scored.nCurrent(),
                scored.score().excess(),
                pair.type() == Type.NUMBER,
                scored.test() instanceof DriftTest.EvidentlyTest test ? test.score() : null);
    }

    private ColumnDrift decided(ColumnPair pair, Measurement measurement, Decision.Column decided) {
        double[] adjusted = decided.adjusted();
        ColumnResult result = measurement.result();
        if (result instanceof ColumnResult.Scored scored && adjusted.length > 0) {
            result = scored.adjusted(adjusted[0]);
        }
        List<DataQualityIssue> issues = DataQualityIssues.of(pair, measurement.evidence(), adjusted, options);
        return new ColumnDrift(
                pair.name(),
                ColumnType.of(pair.type()),
                ColumnDrift.Counts.of(pair.reference()),
                ColumnDrift.Counts.of(pair.current()),
                measurement,
                result,
                decided.verdict(),
                decided.smallestChange(),
                issues);
    }
}
