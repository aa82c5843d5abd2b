package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of two profiles, side by side.
 *
 * @param changes of the schema
 */
record Pairing(List<ColumnPair> pairs, List<SchemaChange> changes) {
    /** The same without the values. */
    Pairing summary() {
        return new Pairing(pairs.stream().map(ColumnPair::summary).toList(), changes);
    }

    /** The columns to compare, in the reference's order; differences go to the list. A profile without columns has no schema. */
    static Pairing of(Profile reference, Profile current, DriftOptions options) {
        List<SchemaChange> schema = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(reference.columns().keySet());
        names.addAll(current.columns().keySet());
        ColumnPair.Moments moments = new ColumnPair.Moments(
                reference.takenAt().orElse(null), current.takenAt().orElse(null));
        List<ColumnPair> pairs = new ArrayList<>();
        for (String name : names) {
            ProfileColumn before = column(reference, name);
            ProfileColumn after = column(current, name);
            if (before == null && after != null) {
                if (!options.isIgnored(name)) {
                    schema.add(new SchemaChange(name, SchemaChange.Kind.ADDED, null, ColumnType.of(after.type())));
                }
            } else if (before != null) {
                ColumnPair pair = pair(name, before, after, options, moments);
                if (pair.change() != null) {
                    schema.add(pair.change());
                }
                pairs.add(pair);
            }
        }
        return new Pairing(pairs, schema);
    }

    private static ColumnPair pair(
            String name,
            ProfileColumn before,
            @Nullable ProfileColumn after,
            DriftOptions options,
            ColumnPair.Moments moments) {
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
        if (schema != null && kind == Schema.Kind.ORDERED) {
            return ColumnPair.ordered(name, before, after, schema.order(name));
        }
        return ColumnPair.read(name, before, after, kind, moments);
    }

    private static @Nullable ProfileColumn column(Profile profile, String name) {
        Map<String, ProfileColumn> columns = profile.columns();
        return columns.isEmpty() ? new ProfileColumn.Empty(profile.rows()) : columns.get(name);
    }
}
