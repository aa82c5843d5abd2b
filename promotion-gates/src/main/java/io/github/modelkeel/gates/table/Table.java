package io.github.modelkeel.gates.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.formats.internal.JsonFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that a run logged, as texts by column: CSV with a header, or JSON with {@code columns} and {@code data}, as MLflow's
 * {@code eval_results_table.json}. Immutable.
 */
public final class Table {
    private final String name;
    private final Map<String, List<String>> columns;

    private Table(String name, Map<String, List<String>> columns) {
        this.name = name;
        this.columns = columns;
    }

    /**
     * Reads a table; JSON starts with an opening brace.
     *
     * @throws IllegalArgumentException if it is neither; the message says what is wrong
     */
    public static Table read(String name, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return new Table(name, start.stripLeading().startsWith("{") ? json(content) : csv(start));
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": " + JsonFault.reason(e), e);
        } catch (CsvParseException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, List<String>> json(byte[] content) throws IOException {
        JsonValue tree = Json.parse(content);
        JsonValue header = tree.path("columns");
        JsonValue data = tree.path("data");
        if (!header.isArray() || !data.isArray()) {
            throw new IllegalArgumentException(
                    "expected an object with 'columns' and 'data', as mlflow.log_table writes it");
        }
        Map<String, List<String>> columns = new LinkedHashMap<>();
        header.forEach(column -> columns.put(column.asText(), new ArrayList<>()));
        int number = 0;
        for (JsonValue row : data) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("row " + number + " has " + row.size() + " values, and there are "
                        + columns.size() + " columns");
            }
            int i = 0;
            for (List<String> column : columns.values()) {
                JsonValue value = row.path(i++);
                column.add(value.isNull() ? "" : value.asText());
            }
            number++;
        }
        return columns;
    }

    private static Map<String, List<String>> csv(String text) throws IOException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : reader) {
                for (String column : row.getHeader()) {
                    columns.computeIfAbsent(column, each -> new ArrayList<>()).add(row.getField(column));
                }
            }
        }
        return columns;
    }

    /**
     * The values of a column.
     *
     * @throws IllegalArgumentException if there is no such column, or it has no rows, or a row without a value
     */
    List<String> column(String column) {
        List<String> values = columns.get(column);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(name + " has no rows");
        }
        if (values == null) {
            throw new IllegalArgumentException(name + " has no column '" + column + "', only " + columns.keySet());
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + " has no rows");
        }
        int empty = values.indexOf("");
        if (empty >= 0) {
            throw new IllegalArgumentException(
                    name + ": row " + empty + " has no value of '" + column + "'; leave such rows out");
        }
        return values;
    }
}
