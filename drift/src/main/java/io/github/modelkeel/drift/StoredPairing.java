package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.profile.StoredColumn;
import io.github.modelkeel.drift.profile.StoredTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the columns of stored profiles with those of their reference, whose values are made once. All that it says depends on counts alone. Immutable.
 */
final class StoredPairing {
    private static final ProfileColumn NOTHING = new ProfileColumn.Empty(0);

    private final StoredTable reference;
    private final DriftOptions options;
    private final Map<String, ProfileColumn> columns = new HashMap<>();

    StoredPairing(StoredProfile reference, DriftOptions options) {
        if (options.isEvidently()) {
            throw new IllegalArgumentException(
                    "Evidently's rules need the rows, which a stored profile does not have; compare profiles of the data");
        }
        if (options.schema() != null) {
            throw new IllegalArgumentException(
                    "a stored profile has its own schema; give the schema to StoredProfile.of");
        }
        this.reference = reference.table();
        this.options = options;
        this.reference.columns().forEach((name, column) -> columns.put(name, column.toColumn()));
    }

    /** The names of the columns that the data really have. */
    static List<String> columnNames(StoredProfile current) {
        List<String> names = new ArrayList<>(current.columnNames());
        names.removeAll(current.table().absent());
        names.addAll(current.table().added().keySet());
        return names;
    }

    Pairing with(StoredProfile current) {
        StoredTable after = current.table();
        List<ColumnPair> pairs = new ArrayList<>();
        List<SchemaChange> changes = new ArrayList<>();
        reference.columns().forEach((name, column) -> {
            StoredColumn now = after.columns().get(name);
            if (now == null || !column.fits(now)) {
                throw new IllegalArgumentException("column '" + name
                        + "' of the current profile was counted by another reference; count the data by this one");
            }
            ColumnPair pair = after.absent().contains(name) && !options.isIgnored(name)
                    ? removed(name, column)
                    : pair(name, column, now, after.takenAt());
            if (pair.change() != null) {
                changes.add(pair.change());
            }
            pairs.add(pair);
        });
        after.added().forEach((name, type) -> {
            if (!options.isIgnored(name)) {
                changes.add(new SchemaChange(name, SchemaChange.Kind.ADDED, null, ColumnType.of(type)));
            }
        });
        return new Pairing(pairs, changes);
    }

    private ColumnPair removed(String name, StoredColumn before) {
        SchemaChange removed = new SchemaChange(name, SchemaChange.Kind.REMOVED, ColumnType.of(before.type()), null);
        return new ColumnPair(name, Objects.requireNonNull(columns.get(name)), NOTHING, removed, null);
    }

    private ColumnPair pair(String name, StoredColumn before, StoredColumn after, @Nullable Instant takenAt) {
        ProfileColumn values = Objects.requireNonNull(columns.get(name));
        if (options.isIgnored(name)) {
            return ColumnPair.ignored(name, values, after.toColumn());
        }
        ColumnType type = ColumnType.of(before.type());
        long there = after.rows() - after.missing();
        boolean fractions = before.kind().equals("integer") && after.type() == Type.NUMBER;
        boolean checked = !fractions && !List.of("ordered", "unknown").contains(before.kind());
        if (checked && there > 0 && after.invalid() == there && before.invalid() < before.rows()) {
            SchemaChange changed =
                    new SchemaChange(name, SchemaChange.Kind.TYPE_CHANGED, type, ColumnType.of(after.type()));
            return new ColumnPair(name, values, after.toColumn(), changed, null);
        }
        if (before.kind().equals("date")) {
            return ColumnPair.ofDates(
                    name,
                    new DateParts.Side(values, before.days(), before.dates(), reference.takenAt()),
                    new DateParts.Side(after.toColumn(), after.days(), after.dates(), takenAt));
        }
        return new ColumnPair(
                name, values, after.toColumn(), null, notScored(before, after), before.edges(), before.order(), null);
    }

    private static @Nullable String notScored(StoredColumn before, StoredColumn after) {
        return switch (before.kind()) {
            case "identifier" -> after.rows() == 0 ? null : ColumnPair.ofIdentifier(before.type() == Type.NUMBER);
            case "text" -> ColumnPair.ofText(before.distinct());
            default -> null;
        };
    }
}
