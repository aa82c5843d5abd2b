package io.github.modelkeel.drift;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streams a CSV file into a profile. Columns are taken for numbers until a value says otherwise; if that comes after numbers, the text of
 * those is gone, and the file is read again with these columns as text.
 */
final class CsvProfiler {
    private final Path file;
    private final CsvOptions options;

    CsvProfiler(Path file, CsvOptions options) {
        this.file = file;
        this.options = options;
    }

    Profile profile() {
        Map<String, ColumnType> known = new LinkedHashMap<>(options.types());
        try {
            Pass first = read(known);
            List<String> late = first.columns.stream()
                    .filter(CsvColumn::isTextAfterNumbers)
                    .map(CsvColumn::name)
                    .toList();
            if (late.isEmpty()) {
                return first.profile();
            }
            late.forEach(name -> known.put(name, ColumnType.TEXT));
            return read(known).profile();
        } catch (UncheckedIOException e) {
            throw failure(e.getCause() == null ? new IOException(e) : e.getCause());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(IOException e) {
        if (e instanceof CharacterCodingException) {
            return new InvalidDataException(
                    file + ": not encoded in " + options.charset() + "; name its encoding in CsvOptions", e);
        }
        return new UncheckedIOException(file + " cannot be read: " + e, e);
    }

    private Pass read(Map<String, ColumnType> types) throws IOException {
        try (Reader characters = open();
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .fieldSeparator(options.delimiter())
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // checked below, with a better message
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .ofCsvRecord(characters)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new InvalidDataException(file + " is empty; a header line was expected");
            }
            Pass pass = new Pass(header(records.next(), types));
            while (records.hasNext()) {
                pass.add(records.next());
            }
            return pass;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new InvalidDataException(file + ": " + e.getMessage(), e);
        }
    }

    private Reader open() throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        Files.newInputStream(file), options.charset().newDecoder()),
                1 << 16);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    private List<CsvColumn> header(CsvRecord header, Map<String, ColumnType> types) {
        List<CsvColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String name : header.getFields()) {
            if (!names.add(name)) {
                throw new InvalidDataException(file + ", line 1: the column '" + name + "' is there twice");
            }
            columns.add(new CsvColumn(name, types.get(name), options));
        }
        for (String name : types.keySet()) {
            if (!names.contains(name)) {
                throw new InvalidDataException(
                        file + " has no column '" + name + "', whose type is fixed; it has " + names);
            }
        }
        return columns;
    }

    /** One reading of the file. */
    private final class Pass {
        private final List<CsvColumn> columns;
        private long rows;

        Pass(List<CsvColumn> columns) {
            this.columns = columns;
        }

        void add(CsvRecord record) {
            if (record.getFieldCount() != columns.size()) {
                throw new InvalidDataException(file + ", line " + record.getStartingLineNumber() + ": "
                        + record.getFieldCount() + " fields where the header has " + columns.size());
            }
            for (int i = 0; i < columns.size(); i++) {
                CsvColumn column = columns.get(i);
                if (!column.add(record.getField(i))) {
                    throw new InvalidDataException(file + ", line " + record.getStartingLineNumber() + ", column '"
                            + column.name() + "': not a number: '" + shorten(record.getField(i)) + "'");
                }
            }
            rows++;
        }

        Profile profile() {
            Map<String, ProfileColumn> profiled = new LinkedHashMap<>();
            columns.forEach(column -> profiled.put(column.name(), column.toColumn()));
            return new Profile(profiled, rows);
        }
    }

    private static String shorten(@Nullable String field) {
        String text = String.valueOf(field);
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
