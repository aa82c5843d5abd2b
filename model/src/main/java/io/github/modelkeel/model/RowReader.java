package io.github.modelkeel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads rows, maps or records, into one double a column. Safe for use by multiple threads. */
final class RowReader {
    private final ColumnReader[] columns;
    private final String[] names;
    private final boolean refuseUnknown;
    private final ClassValue<RecordBinding> bindings;

    RowReader(List<ColumnReader> readers, Signature.UnknownColumns unknown) {
        columns = readers.toArray(ColumnReader[]::new);
        names = readers.stream().map(reader -> reader.column().name()).toArray(String[]::new);
        refuseUnknown = unknown == Signature.UnknownColumns.REFUSE;
        String[] columnNames = names;
        boolean strict = refuseUnknown;
        bindings = new ClassValue<>() {
            @Override
            protected RecordBinding computeValue(Class<?> type) {
                return RecordBinding.of(type, columnNames, strict);
            }
        };
    }

    void read(Map<String, ?> row, double[] buffer, int offset) {
        int known = 0;
        for (int i = 0; i < columns.length; i++) {
            Object value = row.get(names[i]);
            if (value != null || row.containsKey(names[i])) {
                known++;
                buffer[offset + i] = columns[i].read(value);
            } else {
                buffer[offset + i] =
                        columns[i].column().required() ? absent(columns[i], row) : columns[i].missing("absent");
            }
        }
        if (refuseUnknown && known < row.size()) {
            List<String> unknown = unknownKeys(row);
            throw new InvalidInputException(
                    unknown.get(0),
                    "the row has " + quoted(unknown) + ", which the model does not know; its columns are "
                            + String.join(", ", names));
        }
    }

    void read(Record row, double[] buffer, int offset) {
        RecordBinding binding = bindings.get(row.getClass());
        for (int i = 0; i < columns.length; i++) {
            buffer[offset + i] = binding.read(row, i, columns[i]);
        }
    }

    /** Says that a required column is absent, and which unknown key may be meant for it. */
    private double absent(ColumnReader column, Map<String, ?> row) {
        List<String> unknown = unknownKeys(row);
        if (!refuseUnknown || unknown.isEmpty()) {
            return column.missing("absent");
        }
        String name = column.column().name();
        throw new InvalidInputException(
                name,
                "column '" + name + "' is absent, but the model needs it in every row; the row has " + quoted(unknown)
                        + ", which the model does not know");
    }

    private List<String> unknownKeys(Map<String, ?> row) {
        List<String> unknown = new ArrayList<>();
        List<String> known = List.of(names);
        for (Object key : row.keySet()) {
            String name = String.valueOf(key);
            if (!known.contains(name)) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private static String quoted(List<String> keys) {
        return (keys.size() == 1 ? "a column " : "columns ")
                + keys.stream().limit(8).map(Values::quote).collect(Collectors.joining(", "));
    }
}
