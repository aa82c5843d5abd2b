package io.github.modelkeel.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file with a header. An empty cell is a missing value; the others are of their column's type. Not thread-safe. */
final class CsvRows implements Rows {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,9})?");

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;

    /** For each field of the file the index of the model's column, or -1. */
    private final int[] columns;

    private final List<String> header;
    private final List<ColumnType> types;
    private long count;

    CsvRows(InputStream in, ScoringModel model) throws IOException {
        reader = CsvReader.builder()
                .detectBomHeader(true)
                .skipEmptyLines(true)
                .extraFieldStrategy(
                        FieldMismatchStrategy.IGNORE) // counted here, so that one row is refused and not the file
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(in);
        records = reader.iterator();
        types = model.signature().inputs().stream().map(Column::type).toList();
        CsvRecord first = read();
        header = first == null ? List.of() : first.getFields();
        columns = places(header, model.signature());
    }

    private static int[] places(List<String> header, Signature signature) {
        Map<String, Integer> known = new HashMap<>();
        signature.inputs().forEach(column -> known.put(column.name(), known.size()));
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!seen.add(name)) {
                throw new CommandFailure(Failures.FAILED, "the header has the column '" + name + "' twice");
            }
        }
        return header.stream().mapToInt(name -> known.getOrDefault(name, -1)).toArray();
    }

    @Override
    public boolean next(Signature.Row row) {
        CsvRecord record = read();
        if (record == null) {
            return false;
        }
        count++;
        if (record.getFieldCount() != columns.length) {
            throw new InvalidInputException(
                    null,
                    "line " + record.getStartingLineNumber() + " has " + record.getFieldCount() + " fields, the header "
                            + columns.length);
        }
        for (int field = 0; field < columns.length; field++) {
            String text = record.getField(field);
            if (columns[field] < 0) {
                row.unknown(header.get(field));
            } else {
                row.value(columns[field], text.isEmpty() ? null : typed(types.get(columns[field]), text));
            }
        }
        return true;
    }

    private @Nullable CsvRecord read() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            throw new CommandFailure(Failures.FAILED, "row " + count + " is no CSV: " + e.getMessage(), e);
        }
    }

    /** The value in the column's type, or the text itself when it is none, so that the model's contract refuses it by name. */
    private static Object typed(ColumnType type, String text) {
        return switch (type) {
            case TEXT -> text;
            case NUMBER -> {
                String bare = text.strip();
                yield NUMBER.matcher(bare).matches()
                        ? (Object) Double.parseDouble(bare)
                        : bare.equalsIgnoreCase("nan") ? (Object) Double.NaN : text;
            }
            case BOOLEAN ->
                switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true", "1" -> true;
                    case "false", "0" -> false;
                    default -> text;
                };
        };
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
