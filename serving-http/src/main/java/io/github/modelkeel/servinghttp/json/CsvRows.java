package io.github.modelkeel.servinghttp.json;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Rows of a CSV text with a line of names (RFC 4180: commas, fields in double quotes where needed). An empty field is a missing value; a
 * line of nothing but blanks is skipped, as pandas does. Not thread-safe.
 */
final class CsvRows implements Rows.Cursor {
    private final String text;
    private final Signature signature;
    private final Slots slots;
    private final int maxRows;
    private final List<String> names = new ArrayList<>();
    private int position;
    private int row;

    private CsvRows(String text, Signature signature, int maxRows) {
        this.text = text;
        this.signature = signature;
        this.slots = Slots.of(signature);
        this.maxRows = maxRows;
    }

    /** The rows of a body. */
    static Rows of(byte[] body, int maxRows) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(400, "the CSV text is not valid UTF-8");
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return Rows.from(signature -> new CsvRows(content, signature, maxRows));
    }

    @Override
    public boolean next(Signature.Row into) {
        try {
            if (names.isEmpty()) {
                readNames();
            }
            skipBlankLines();
            return position < text.length() && fill(into);
        } catch (Refusal e) {
            throw ParsedRows.asInput(e);
        }
    }

    private void readNames() {
        skipBlankLines();
        if (position == text.length()) {
            throw new Refusal(400, "the CSV text is empty; its first line must name the columns");
        }
        names.addAll(record());
        if (new HashSet<>(names).size() < names.size()) {
            throw new Refusal(400, "the first line of the CSV text names a column twice");
        }
    }

    private void skipBlankLines() {
        for (int at = position; at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0; at++) {
            if (text.charAt(at) == '\r' || text.charAt(at) == '\n' || at == text.length() - 1) {
                position = at + 1;
            }
        }
    }

    private boolean fill(Signature.Row into) {
        List<String> fields = record();
        if (row == maxRows) {
            throw ParsedRows.tooMany(maxRows);
        }
        if (fields.size() != names.size()) {
            throw new Refusal(
                    400, "CSV row " + row + " has " + fields.size() + " fields for " + names.size() + " columns");
        }
        for (int i = 0; i < fields.size(); i++) {
            int column = slots.indexOf(names.get(i));
            if (column < 0) {
                into.unknown(names.get(i));
            } else {
                set(into, column, fields.get(i));
            }
        }
        row++;
        return true;
    }

    private void set(Signature.Row into, int index, String field) {
        Column column = signature.inputs().get(index);
        if (field.isEmpty()) {
            into.value(index, null);
        } else if (column.type() == ColumnType.NUMBER && isNumber(field)) {
            double value = Double.parseDouble(field);
            if (!Double.isFinite(value)) {
                throw new Refusal(
                        400, "column '" + column.name() + "' of CSV row " + row + " is too large for a number");
            }
            into.number(index, value);
        } else if (column.type() == ColumnType.BOOLEAN && isBoolean(field)) {
            into.value(index, field.equalsIgnoreCase("true"));
        } else {
            into.value(index, field);
        }
    }

    private static boolean isBoolean(String field) {
        return field.equalsIgnoreCase("true") || field.equalsIgnoreCase("false");
    }

    /** Plain decimal notation, in few characters: neither the suffixes and hexadecimal digits of Java nor names such as NaN. */
    private static boolean isNumber(String field) {
        boolean digit = false;
        for (int i = 0; i < field.length(); i++) {
            char each = field.charAt(i);
            digit |= each >= '0' && each <= '9';
            if ((each < '0' || each > '9') && "+-.eE".indexOf(each) < 0) {
                return false;
            }
        }
        return digit && field.length() <= 400 && parses(field);
    }

    private static boolean parses(String field) {
        try {
            return !Double.isNaN(Double.parseDouble(field));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The fields up to the end of the line. */
    private List<String> record() {
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(field());
            if (position >= text.length()) {
                return fields;
            }
            char end = text.charAt(position++);
            if (end == '\r' && position < text.length() && text.charAt(position) == '\n') {
                position++;
            }
            if (end != ',') {
                return fields;
            }
        }
    }

    private String field() {
        if (position < text.length() && text.charAt(position) == '"') {
            return quoted();
        }
        int start = position;
        while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        position++;
        while (position < text.length()) {
            char each = text.charAt(position++);
            if (each != '"') {
                field.append(each);
            } else if (position < text.length() && text.charAt(position) == '"') {
                field.append('"');
                position++;
            } else if (position >= text.length() || ",\r\n".indexOf(text.charAt(position)) >= 0) {
                return field.toString();
            } else {
                throw new Refusal(400, "CSV row " + row + ": text after a closing quote");
            }
        }
        throw new Refusal(400, "CSV row " + row + ": a quote is not closed");
    }
}
