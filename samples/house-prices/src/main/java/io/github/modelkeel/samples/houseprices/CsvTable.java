package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.InvalidDataException;
import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file with a header by the rules of {@link CsvOptions#defaults()}, as the command line and the drift reports do. A column is
 * numeric when all of its values are finite numbers.
 */
final class CsvTable {
    private CsvTable() {}

    static Table read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("no such file: " + file.toAbsolutePath());
        }
        try (CsvOptions.Records records = CsvOptions.defaults().open(file)) {
            List<String> header = header(file, records);
            boolean[] numeric = new boolean[header.size()];
            Arrays.fill(numeric, true);
            List<@Nullable Cell[]> rows = new ArrayList<>();
            while (records.next()) {
                rows.add(row(file, records, numeric));
            }
            if (rows.isEmpty()) {
                throw new UsageException(file + " has no rows");
            }
            return table(file, header, numeric, rows);
        } catch (InvalidDataException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A value that is there: as a text, and as a number, NaN if it does not parse. */
    private record Cell(String text, double number) {}

    private static List<String> header(Path file, CsvOptions.Records records) {
        if (records.header().contains("")) {
            throw new UsageException(file + " has a column without a name");
        }
        return records.header();
    }

    private static @Nullable Cell[] row(Path file, CsvOptions.Records records, boolean[] numeric) {
        if (records.fieldCount() != numeric.length) {
            throw new UsageException("%s, line %d: %d fields where the header has %d"
                    .formatted(file, records.line(), records.fieldCount(), numeric.length));
        }
        @Nullable Cell[] cells = new Cell[numeric.length];
        for (int i = 0; i < cells.length; i++) {
            if (!records.isMissing(i)) {
                double number = records.number(i);
                cells[i] = new Cell(records.text(i), number);
                numeric[i] &= Double.isFinite(number);
            }
        }
        return cells;
    }

    private static Table table(Path file, List<String> header, boolean[] numeric, List<@Nullable Cell[]> cells) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < numeric.length; i++) {
            columns.add(new Column(header.get(i), numeric[i] ? Kind.NUMBER : Kind.TEXT));
        }
        List<Map<String, Object>> rows = new ArrayList<>(cells.size());
        for (@Nullable Cell[] values : cells) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < numeric.length; i++) {
                Cell cell = values[i];
                if (cell != null) {
                    row.put(header.get(i), numeric[i] ? (Object) cell.number() : cell.text());
                }
            }
            rows.add(row);
        }
        return new Table(String.valueOf(file.getFileName()), file.toString(), columns, rows);
    }
}
