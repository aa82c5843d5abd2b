package io.github.modelkeel.drift;

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
        return new DriftReport(
                new DriftReport.Side(reference),
                new DriftReport.Side(current),
                options,
                schema,
                decide(pairs, measurements));
    }

    private void checkNames() {
        options.columnThresholds().keySet().forEach(column -> requireColumn(column, "a threshold for"));
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
            if (options.isIgnored(name)) {
                continue;
            }
            ProfileColumn before = column(reference, name);
            ProfileColumn after = column(current, name);
            if (before == null && after != null) {
                schema.add(new SchemaChange(name, SchemaChange.Kind.ADDED, null, after.type()));
            } else if (after == null && before != null) {
                schema.add(new SchemaChange(name, SchemaChange.Kind.REMOVED, before.type(), null));
            } else if (before != null && after != null) {
                ColumnPair pair = new ColumnPair(name, before, after);
                if (pair.typesDiffer()) {
                    schema.add(new SchemaChange(name, SchemaChange.Kind.TYPE_CHANGED, before.type(), after.type()));
                }
                pairs.add(pair);
            }
        }
        return pairs;
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
            Quality nothing = new Quality(1, Quality.Rate.NONE, Quality.Rate.NONE, List.of());
            return new Measurement(new ColumnResult.Failed(e.toString()), nothing, null);
        }
    }

    private List<ColumnDrift> decide(List<ColumnPair> pairs, List<Measurement> measurements) {
        double[] raw = measurements.stream()
                .filter(measurement -> measurement.result() instanceof ColumnResult.Scored)
                .mapToDouble(measurement ->
                        ((ColumnResult.Scored) measurement.result()).test().pValue())
                .toArray();
        double[] adjusted = MultipleTesting.adjust(raw, options.correction());
        DataQualityIssues dataQualityIssues = new DataQualityIssues(measurements, options);
        List<ColumnDrift> columns = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < pairs.size(); i++) {
            Measurement measurement = measurements.get(i);
            ColumnResult result = measurement.result();
            if (result instanceof ColumnResult.Scored scored) {
                result = scored.decided(adjusted[next++], options.alpha());
            }
            List<DataQualityIssue> found = dataQualityIssues.of(i, pairs.get(i), measurement.quality());
            columns.add(new ColumnDrift(pairs.get(i), measurement, result, found));
        }
        return columns;
    }
}
