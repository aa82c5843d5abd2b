package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.InvalidDataException;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file with a header, read by the rules of {@link CsvOptions}. A text that the model knows exactly as it is in the file
 * is that text, even if it has blanks around it or is a word for missing elsewhere. Not thread-safe.
 */
final class CsvRows implements InputRows {
    private static final int EXACT_DIGITS = 15;

    private final CsvOptions.Records records;

    /** For each field of the file the index of the model's column, or -1. */
    private final int[] columns;

    /** The fields that are carried to the output, in the order asked for. */
    private final int[] kept;

    /** For each field whether the model need not know it. */
    private final boolean[] carried;

    private final List<Column> inputs;
    private final List<Set<String>> categories;
    private boolean hasRecord;
    private long count;

    CsvRows(InputStream in, String name, CsvOptions options, ScoringModel model, List<String> keep) {
        records = open(in, name, options);
        inputs = model.signature().inputs();
        Map<String, List<String>> known = model.categories();
        categories = inputs.stream()
                .map(column -> Set.copyOf(known.getOrDefault(column.name(), List.of())))
                .toList();
        List<String> header = records.header();
        columns = places(header, model.signature());
        kept = keep.stream().mapToInt(column -> keptField(name, column)).toArray();
        Set<String> wanted = new HashSet<>(keep);
        carried = new boolean[header.size()];
        for (int field = 0; field < carried.length; field++) {
            carried[field] = wanted.contains(header.get(field));
        }
    }

    private static CsvOptions.Records open(InputStream in, String name, CsvOptions options) {
        try {
            return options.open(in, name);
        } catch (InvalidDataException e) {
            throw new CommandFailure(Failures.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private static int[] places(List<String> header, Signature signature) {
        Map<String, Integer> known = new HashMap<>();
        signature.inputs().forEach(column -> known.put(column.name(), known.size()));
        return header.stream().mapToInt(name -> known.getOrDefault(name, -1)).toArray();
    }

    private int keptField(String name, String column) {
        int field = records.header().indexOf(column);
        if (field < 0 && !records.header().isEmpty()) {
            throw new CommandFailure(
                    Failures.FAILED,
                    "--keep: " + name + " has no column '" + column + "'; it has "
                            + String.join(", ", records.header()));
        }
        return field;
    }

    @Override
    public boolean next(Signature.Row row) {
        hasRecord = false;
        if (!read()) {
            return false;
        }
        hasRecord = true;
        count++;
        if (records.fieldCount() != columns.length) {
            throw new InvalidInputException(
                    null,
                    "line " + records.line() + " has " + records.fieldCount() + " fields, the header "
                            + columns.length);
        }
        for (int field = 0; field < columns.length; field++) {
            if (columns[field] >= 0) {
                row.value(columns[field], value(field));
            } else if (!carried[field]) {
                row.unknown(records.header().get(field));
            }
        }
        return true;
    }

    private boolean read() {
        try {
            return records.next();
        } catch (InvalidDataException e) {
            throw new CommandFailure(Failures.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable Object value(int field) {
        int column = columns[field];
        String raw = records.raw(field);
        if (categories.get(column).contains(raw)) {
            return raw;
        }
        String text = records.text(field);
        if (categories.get(column).contains(text)) {
            return text;
        }
        return records.isMissing(field) ? null : typed(inputs.get(column).type(), field, text);
    }

    /** A text as the file has it, also where it could be a number in the form that the options say. */
    private static String written(String raw, String text) {
        String trimmed = raw.strip();
        return text.equals(raw) || text.equals(trimmed) ? text : trimmed;
    }

    /** The value in the column's type, or the text itself when it does not parse, so that the model's policy reports it. */
    private Object typed(ColumnType type, int field, String text) {
        return switch (type) {
            case TEXT -> written(records.raw(field), text);
            case NUMBER -> number(field, text);
            case BOOLEAN ->
                switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true", "1" -> true;
                    case "false", "0" -> false;
                    default -> text;
                };
        };
    }

    /** A whole number beyond 15 digits stays one, so that it is not rounded before the model sees it. */
    private Object number(int field, String text) {
        double number = records.number(field);
        if (Double.isNaN(number)) {
            return text;
        }
        if (text.length() > EXACT_DIGITS && Math.abs(number) < Long.MAX_VALUE && number == Math.rint(number)) {
            try {
                return Long.parseLong(text.strip());
            } catch (NumberFormatException e) {
                return number; // a fraction of zeros, or an exponent
            }
        }
        return number;
    }

    @Override
    public List<@Nullable Object> keptValues() {
        List<@Nullable Object> values = new ArrayList<>();
        for (int field : kept) {
            values.add(hasRecord && field >= 0 && field < records.fieldCount() ? records.raw(field) : "");
        }
        return values;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void close() {
        records.close();
    }
}
