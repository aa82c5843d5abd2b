package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.InvalidDataException;
import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
        try {
            List<Column> columns = columns(file);
            List<Map<String, Object>> rows = new ArrayList<>();
            try (CsvOptions.Records records = CsvOptions.defaults().open(file)) {
                while (records.next()) {
                    rows.add(row(records, columns));
                }
            }
            if (rows.isEmpty()) {
                throw new UsageException(file + " has no rows");
            }
            return new Table(String.valueOf(file.getFileName()), file.toString(), columns, rows);
        } catch (InvalidDataException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Column> columns(Path file) {
        try (CsvOptions.Records records = CsvOptions.defaults().open(file)) {
            List<String> header = records.header();
            if (header.contains("")) {
                throw new UsageException(file + " has a column without a name");
            }
            boolean[] text = new boolean[header.size()];
            while (records.next()) {
                if (records.fieldCount() != text.length) {
                    throw new UsageException("%s, line %d: %d fields where the header has %d"
                            .formatted(file, records.line(), records.fieldCount(), text.length));
                }
                for (int i = 0; i < text.length; i++) {
                    text[i] |= !records.isMissing(i) && !Double.isFinite(records.number(i));
                }
            }
            return IntStream.range(0, text.length)
                    .mapToObj(i -> new Column(header.get(i), text[i] ? Kind.TEXT : Kind.NUMBER))
                    .toList();
        }
    }

    private static Map<String, Object> row(CsvOptions.Records records, List<Column> columns) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!records.isMissing(i)) {
                Column column = columns.get(i);
                row.put(column.name(), column.kind() == Kind.TEXT ? records.text(i) : (Object) records.number(i));
            }
        }
        return row;
    }
}
