package io.github.modelkeel.model.row;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.InvalidInputException.Violation;
import io.github.modelkeel.model.internal.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows, maps, records or beans, into one double a column. A row that does not fit is read a second time, to find all that is
 * wrong with it. Safe for use by multiple threads.
 */
public final class RowReader {
    private static final int NAMES_SHOWN = 20;

    private final ColumnReader[] columns;
    private final String[] names;
    private final ReadingRules rules;
    private final boolean refuseUnknown;
    private final ClassValue<RecordBinding> bindings;

    /** Reads one column of a row. */
    private interface Cell {
        double read(int index, ColumnReader column);
    }

    public RowReader(List<ColumnReader> readers, ReadingRules rules) {
        this.rules = rules;
        columns = readers.stream().map(reader -> reader.with(rules)).toArray(ColumnReader[]::new);
        names = readers.stream().map(reader -> reader.column().name()).toArray(String[]::new);
        refuseUnknown = rules.refusesUnknown();
        String[] columnNames = names;
        bindings = new ClassValue<>() {
            @Override
            protected RecordBinding computeValue(Class<?> type) {
                return RecordBinding.of(type, columnNames, rules);
            }
        };
    }

    /** The same columns, read by other rules. */
    public RowReader with(ReadingRules other) {
        return new RowReader(List.of(columns), other);
    }

    public ReadingRules rules() {
        return rules;
    }

    /** The readers, in the order of the columns. */
    List<ColumnReader> columns() {
        return List.of(columns);
    }

    /** The known texts of each column that has any, sorted. */
    public Map<String, List<String>> categories() {
        Map<String, List<String>> categories = new LinkedHashMap<>();
        for (ColumnReader column : columns) {
            List<String> known =
                    column.texts().codes().keySet().stream().sorted().toList();
            if (!known.isEmpty()) {
                categories.put(column.column().name(), known);
            }
        }
        return categories;
    }

    public void read(Map<String, ?> row, double[] buffer, int offset) {
        int known = 0;
        try {
            for (int i = 0; i < columns.length; i++) {
                Object value = row.get(names[i]);
                if (value != null || row.containsKey(names[i])) {
                    known++;
                    buffer[offset + i] = columns[i].read(value);
                } else {
                    buffer[offset + i] = columns[i].missing("absent");
                }
            }
        } catch (InvalidInputException e) {
            throw all(e, (i, column) -> cell(row, i, column), unknownKeys(row));
        }
        if (known < row.size()) {
            unknownColumns(row, row.size() - known);
        }
    }

    private double cell(Map<String, ?> row, int index, ColumnReader column) {
        String name = names[index];
        return row.containsKey(name) ? column.read(row.get(name)) : column.missing("absent");
    }

    private void unknownColumns(Map<String, ?> row, int count) {
        if (refuseUnknown) {
            throw new InvalidInputException(unknown(unknownKeys(row)));
        }
        for (int i = 0; i < count; i++) {
            rules.onTolerated().accept(Kind.UNKNOWN_COLUMN);
        }
    }

    public void read(Record row, double[] buffer, int offset) {
        readObject(row, buffer, offset);
    }

    /** A record, or a bean. */
    void readObject(Object row, double[] buffer, int offset) {
        RecordBinding binding = bindings.get(row.getClass());
        try {
            for (int i = 0; i < columns.length; i++) {
                buffer[offset + i] = binding.read(row, i, columns[i]);
            }
        } catch (InvalidInputException e) {
            throw all(e, (i, column) -> binding.read(row, i, column), List.of());
        }
    }

    /** The values of the columns of a record or bean, as they are. */
    public @Nullable Object[] propertyValues(Object row) {
        RecordBinding binding = bindings.get(row.getClass());
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = binding.value(row, i);
        }
        return values;
    }

    /** Everything that is wrong with a row of which something is. */
    private InvalidInputException all(InvalidInputException first, Cell cells, List<String> unknown) {
        List<Violation> found = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            try {
                cells.read(i, columns[i].with(rules.quiet()));
            } catch (InvalidInputException e) {
                found.addAll(e.violations());
            }
        }
        if (refuseUnknown) {
            found.addAll(unknown(unknown));
        }
        return found.isEmpty() ? first : new InvalidInputException(found);
    }

    List<Violation> unknown(List<String> keys) {
        List<Violation> found = new ArrayList<>();
        for (String key : keys) {
            String columnsAre = found.isEmpty() ? "; its columns are " + shownNames() : "";
            found.add(new Violation(
                    key,
                    Kind.UNKNOWN_COLUMN,
                    null,
                    "the row has a column " + Values.quote(key) + ", which the model does not know"
                            + NearestName.question(key, List.of(names)) + columnsAre));
        }
        return found;
    }

    private String shownNames() {
        String shown = List.of(names).stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        int more = names.length - NAMES_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private List<String> unknownKeys(Map<String, ?> row) {
        Set<String> known = Set.of(names);
        return row.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !known.contains(key))
                .toList();
    }
}
