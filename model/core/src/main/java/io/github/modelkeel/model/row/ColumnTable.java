package io.github.modelkeel.model.row;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Violation;
import io.github.modelkeel.model.internal.Values;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows stored in columns. Not changed; the arrays belong to the caller. */
final class ColumnTable {
    /** One value of a column, read. */
    private interface Values {
        double read(ColumnReader column, int row);
    }

    private final ColumnReader[] columns;
    private final Values[] values;
    private final int rows;

    private ColumnTable(ColumnReader[] columns, Values[] values, int rows) {
        this.columns = columns;
        this.values = values;
        this.rows = rows;
    }

    static ColumnTable of(RowReader reader, Map<String, ?> table) {
        ColumnReader[] columns = reader.columns().toArray(ColumnReader[]::new);
        Values[] values = new Values[columns.length];
        Set<String> unknown = new LinkedHashSet<>(table.keySet());
        int rows = -1;
        String first = "";
        for (int i = 0; i < columns.length; i++) {
            String name = columns[i].column().name();
            Object data = table.get(name);
            unknown.remove(name);
            if (data == null) {
                values[i] = (column, row) -> column.missing("absent");
                continue;
            }
            int length = length(name, data);
            if (rows >= 0 && length != rows) {
                throw new IllegalArgumentException(
                        "column '" + name + "' has " + length + " values, column '" + first + "' has " + rows);
            }
            rows = length;
            first = name;
            values[i] = values(data);
        }
        if (!unknown.isEmpty() && reader.rules().refusesUnknown()) {
            throw new InvalidInputException(reader.unknown(List.copyOf(unknown)));
        }
        return new ColumnTable(columns, values, Math.max(rows, 0));
    }

    private static int length(String name, Object data) {
        if (data instanceof List<?> list) {
            return list.size();
        }
        if (data.getClass().isArray() && !(data instanceof char[])) {
            return Array.getLength(data);
        }
        throw new IllegalArgumentException("column '" + name + "' must be an array or a list but is a "
                + data.getClass().getName());
    }

    private static Values values(Object data) {
        if (data instanceof double[] numbers) {
            return (column, row) -> column.read(numbers[row]);
        }
        if (data instanceof float[] numbers) {
            return (column, row) -> column.read((double) numbers[row]);
        }
        if (data instanceof int[] numbers) {
            return (column, row) -> column.read((double) numbers[row]);
        }
        if (data instanceof long[] numbers) {
            return (column, row) -> column.read(numbers[row]);
        }
        if (data instanceof List<?> list) {
            List<?> fast = new ArrayList<>(list);
            return (column, row) -> column.read(fast.get(row));
        }
        if (data instanceof Object[] objects) {
            return (column, row) -> column.read(objects[row]);
        }
        return (column, row) -> column.read(Array.get(data, row));
    }

    int rows() {
        return rows;
    }

    void read(int row, double[] buffer, int offset) {
        for (int i = 0; i < columns.length; i++) {
            try {
                buffer[offset + i] = values[i].read(columns[i], row);
            } catch (InvalidInputException e) {
                throw all(row, e);
            }
        }
    }

    private InvalidInputException all(int row, InvalidInputException first) {
        List<Violation> found = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            try {
                values[i].read(columns[i], row);
            } catch (InvalidInputException e) {
                found.addAll(e.violations());
            }
        }
        return found.isEmpty() ? first : new InvalidInputException(found);
    }
}
