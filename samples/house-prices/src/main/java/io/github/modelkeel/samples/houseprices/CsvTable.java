package io.github.modelkeel.samples.houseprices;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a CSV file with a header. A column is numeric when all of its values are numbers; blank, NA, N/A, NaN and null are missing. */
final class CsvTable {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none");

    private CsvTable() {}

    static Table read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("no such file: " + file.toAbsolutePath());
        }
        List<List<String>> records = new ArrayList<>();
        List<String> header = List.of();
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder().detectBomHeader(true).ofCsvRecord(file)) {
            for (CsvRecord csvRecord : csv) {
                List<String> fields =
                        csvRecord.getFields().stream().map(String::strip).toList();
                if (header.isEmpty()) {
                    header = fields;
                } else {
                    records.add(fields);
                }
            }
        } catch (CsvParseException e) {
            throw new UsageException("%s is not a CSV file with a header: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return table(file, checked(file, header, records), records);
    }

    private static List<String> checked(Path file, List<String> header, List<List<String>> records) {
        if (records.isEmpty()) {
            throw new UsageException(file + " has no rows");
        }
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (name.isEmpty() || !seen.add(name)) {
                throw new UsageException(file
                        + (name.isEmpty() ? " has a column without a name" : " names the column '" + name + "' twice"));
            }
        }
        return header;
    }

    private static Table table(Path file, List<String> header, List<List<String>> records) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            int index = i;
            boolean numeric = records.stream().map(fields -> fields.get(index)).allMatch(CsvTable::isMissingOrNumber);
            columns.add(new Column(header.get(i), numeric ? Kind.NUMBER : Kind.TEXT));
        }
        List<Map<String, Object>> rows = new ArrayList<>(records.size());
        for (List<String> fields : records) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                String value = fields.get(i);
                if (!isMissing(value)) {
                    row.put(
                            header.get(i),
                            columns.get(i).kind() == Kind.NUMBER ? (Object) Double.valueOf(value) : value);
                }
            }
            rows.add(row);
        }
        return new Table(String.valueOf(file.getFileName()), file.toString(), columns, rows);
    }

    private static boolean isMissing(String value) {
        return MISSING.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Java's own parser also takes "12d", "0x1p3" and "Infinity": those are text here. */
    private static boolean isMissingOrNumber(String value) {
        if (isMissing(value)) {
            return true;
        }
        char last = value.charAt(value.length() - 1);
        if (!(Character.isDigit(last) || last == '.') || value.indexOf('x') >= 0 || value.indexOf('X') >= 0) {
            return false;
        }
        try {
            return Double.isFinite(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
