package io.github.modelkeel.drift;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
                    schema.add(new SchemaChange(name, SchemaChange.Kind.ADDED, null, after.type()));
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
            SchemaChange removed = new SchemaChange(name, SchemaChange.Kind.REMOVED, before.type(), null);
            return new ColumnPair(name, before, now, removed, null);
        }
        if (options.isEvidently() && before.type() == after.type()) {
            return new ColumnPair(name, before, after);
        }
        Schema.Kind inferred = KindOfColumn.of(before, options.maxCategories());
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

    /** All that was tested in the report is one family of tests. */
    private List<ColumnDrift> decide(List<ColumnPair> pairs, List<Measurement> measurements) {
        double[] raw = measurements.stream()
                .flatMap(measurement -> measurement.evidence().stream())
                .mapToDouble(Evidence::pValue)
                .toArray();
        double[] adjusted = MultipleTesting.adjust(raw, options.correction());
        DetectableChange detectable = new DetectableChange(options, raw.length);
        List<ColumnDrift> columns = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int size = measurements.get(i).evidence().size();
            double[] own = Arrays.copyOfRange(adjusted, next, next + size);
            columns.add(decide(pairs.get(i), measurements.get(i), own, detectable));
            next += size;
        }
        return columns;
    }

    private ColumnDrift decide(
            ColumnPair pair, Measurement measurement, double[] adjusted, DetectableChange detectable) {
        ColumnResult result = measurement.result();
        OptionalDouble smallest = OptionalDouble.empty();
        if (result instanceof ColumnResult.Scored scored) {
            result = adjusted.length == 0 ? scored : scored.adjusted(adjusted[0]);
            smallest = OptionalDouble.of(
                    pair.type() == ColumnType.NUMBER
                            ? detectable.ofNumbers(scored.nReference(), scored.nCurrent())
                            : detectable.ofShare(scored.nReference(), scored.nCurrent()));
        }
        ColumnVerdict verdict = ColumnVerdict.of(pair, measurement, adjusted, options);
        List<DataQualityIssue> issues = DataQualityIssues.of(pair, measurement.evidence(), adjusted, options);
        return new ColumnDrift(pair, measurement, result, verdict, smallest, issues);
    }
}
