package io.github.modelkeel.validation;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.source.JsonLines;
import io.github.modelkeel.drift.source.PredictionLogRows;
import io.github.modelkeel.drift.source.StrayLines;
import io.github.modelkeel.validation.check.TableCheck;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a source to a check, one after another. */
final class DataReader {
    private DataReader() {}

    static void csv(Path file, CsvOptions options, TableCheck check) {
        StrayLines stray = new StrayLines();
        try (CsvOptions.Records records = options.open(file)) {
            int columns = records.header().size();
            if (columns == 0) {
                throw new IllegalArgumentException(file + " is empty; a header line was expected");
            }
            check.header(records.header());
            while (records.next()) {
                if (records.fieldCount() == columns) {
                    fields(records, columns, check);
                } else {
                    String what = "line " + records.line() + ": " + records.fieldCount()
                            + " fields where the header has " + columns;
                    stray.add(file + ", " + what);
                    check.unreadableRow(what);
                }
            }
        }
        stray.check(check.rows());
    }

    private static void fields(CsvOptions.Records records, int columns, TableCheck check) {
        check.startRow();
        for (int i = 0; i < columns; i++) {
            if (check.isChecked(i)) {
                check.field(i, records.text(i), records.isMissing(i));
            }
        }
    }

    static void jsonLines(Path file, TableCheck check) {
        JsonLines.read(file, check::row, () -> check.unreadableRow("a line that is not a JSON object"));
    }

    static void predictionLog(Path log, TableCheck check) {
        PredictionLogRows.read(log, check::row);
    }

    static void columns(Map<String, ?> columns, TableCheck check) {
        List<List<? extends @Nullable Object>> all = new ArrayList<>();
        columns.forEach((name, values) -> {
            Objects.requireNonNull(name, "column name");
            List<? extends @Nullable Object> column = list(name, values);
            if (!all.isEmpty() && all.get(0).size() != column.size()) {
                throw new IllegalArgumentException("column '" + name + "' has " + column.size()
                        + " values, the columns before it " + all.get(0).size());
            }
            all.add(column);
        });
        check.header(columns.keySet());
        int rows = all.isEmpty() ? 0 : all.get(0).size();
        @Nullable Object[] row = new @Nullable Object[all.size()];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = all.get(j).get(i);
            }
            check.values(row);
        }
    }

    private static List<? extends @Nullable Object> list(String name, @Nullable Object values) {
        if (values instanceof @Nullable Object[] array) {
            return Arrays.asList(array);
        }
        if (values instanceof Collection<?> collection) {
            return new ArrayList<@Nullable Object>(collection);
        }
        if (values != null && values.getClass().isArray()) {
            return new PrimitiveList(values);
        }
        throw new IllegalArgumentException("column '" + name + "': "
                + (values == null ? "null" : values.getClass().getName())
                + " is not a column; give a double[], a String[] or a Collection");
    }

    /** An array of numbers or booleans as a list. */
    private static final class PrimitiveList extends AbstractList<Object> {
        private final Object array;

        PrimitiveList(Object array) {
            this.array = array;
        }

        @Override
        public Object get(int index) {
            return Array.get(array, index);
        }

        @Override
        public int size() {
            return Array.getLength(array);
        }
    }
}
