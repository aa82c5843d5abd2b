package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.profile.StoredColumn;
import io.github.modelkeel.drift.profile.StoredTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of two stored profiles, side by side. All that it says depends on counts alone. */
final class StoredPairing {
    private static final ProfileColumn NOTHING = new ProfileColumn.Empty(0);

    private StoredPairing() {}

    /** The names of the columns that the data really have. */
    static List<String> columnNames(StoredProfile current) {
        List<String> names = new ArrayList<>(current.columnNames());
        names.removeAll(current.table().absent());
        names.addAll(current.table().added().keySet());
        return names;
    }

    static Pairing of(StoredProfile reference, StoredProfile current, DriftOptions options) {
        if (options.isEvidently()) {
            throw new IllegalArgumentException(
                    "Evidently's rules need the rows, which a stored profile does not have; compare profiles of the data");
        }
        if (options.schema() != null) {
            throw new IllegalArgumentException(
                    "a stored profile has its own schema; give the schema to StoredProfile.of");
        }
        StoredTable before = reference.table();
        StoredTable after = current.table();
        List<ColumnPair> pairs = new ArrayList<>();
        List<SchemaChange> changes = new ArrayList<>();
        before.columns().forEach((name, column) -> {
            StoredColumn now = after.columns().get(name);
            if (now == null || !column.fits(now)) {
                throw new IllegalArgumentException("column '" + name
                        + "' of the current profile was counted by another reference; count the data by this one");
            }
            ColumnPair pair = options.isIgnored(name)
                    ? ColumnPair.ignored(name, column.toColumn(), now.toColumn())
                    : pair(name, column, now, after.absent().contains(name));
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

    private static ColumnPair pair(String name, StoredColumn before, StoredColumn after, boolean absent) {
        ColumnType type = ColumnType.of(before.type());
        if (absent) {
            SchemaChange removed = new SchemaChange(name, SchemaChange.Kind.REMOVED, type, null);
            return new ColumnPair(name, before.toColumn(), NOTHING, removed, null);
        }
        long values = after.rows() - after.missing();
        boolean fractions = before.kind().equals("integer") && after.type() == Type.NUMBER;
        boolean checked = !fractions && !before.kind().equals("ordered");
        if (checked && values > 0 && after.invalid() == values && before.invalid() < before.rows()) {
            ColumnType now = after.type() == before.type() ? ColumnType.TEXT : ColumnType.of(after.type());
            SchemaChange changed = new SchemaChange(name, SchemaChange.Kind.TYPE_CHANGED, type, now);
            return new ColumnPair(name, before.toColumn(), after.toColumn(), changed, null);
        }
        return new ColumnPair(
                name,
                before.toColumn(),
                after.toColumn(),
                null,
                notScored(before, after),
                before.edges(),
                before.order());
    }

    private static @Nullable String notScored(StoredColumn before, StoredColumn after) {
        return switch (before.kind()) {
            case "date" -> ColumnPair.ofDates(before.days(), after.days(), after.rows() == after.missing());
            case "identifier" -> after.rows() == 0 ? null : ColumnPair.ofIdentifier(before.type() == Type.NUMBER);
            case "text" -> ColumnPair.ofText(before.distinct());
            default -> null;
        };
    }
}
