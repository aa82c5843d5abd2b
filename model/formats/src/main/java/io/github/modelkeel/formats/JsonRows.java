package io.github.modelkeel.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.modelkeel.formats.internal.JsonFault;
import io.github.modelkeel.formats.internal.NewerJackson;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.Signature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows in JSON, read one after another straight into a model's columns, without a map. Not thread-safe.
 *
 * <p>The rows are objects, one after another (with line ends, blanks or nothing between them), or one array of objects. A request for
 * MLflow's scoring server is read too: one object with the single key {@code dataframe_records}, {@code instances} or {@code inputs} and
 * an array of objects, or {@code dataframe_split} with {@code columns} and {@code data}. Such a key must not be a column of the model.
 *
 * <p>A value is a number, a string, {@code true}, {@code false} or {@code null}; {@code NaN} as a bare word is a missing one, as Python
 * writes it. An object or an array in a row, a key that is there twice, and a number with more than 1000 digits are refused.
 */
public final class JsonRows implements Rows.Cursor {
    private static final int EXACT_DIGITS = 15;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(limits())
            .build();

    private final JsonParser parser;
    private final Map<String, Integer> columns = new HashMap<>();
    private final JsonShape shape;

    /** The columns whose values are remembered. */
    private final Set<String> keep;

    private final Map<String, @Nullable Object> kept = new HashMap<>();
    private long row;

    private JsonRows(JsonParser parser, Signature signature, Collection<String> keep) {
        this.parser = parser;
        this.keep = Set.copyOf(keep);
        for (Column column : signature.inputs()) {
            columns.put(column.name(), columns.size());
        }
        Set<String> known = new HashSet<>(columns.keySet());
        known.addAll(keep);
        this.shape = new JsonShape(known);
    }

    private static StreamReadConstraints limits() {
        StreamReadConstraints.Builder limits =
                StreamReadConstraints.builder().maxNestingDepth(16).maxStringLength(1_000_000);
        NewerJackson.set(() -> limits.maxNameLength(10_000));
        return limits.build();
    }

    /**
     * Reads from a stream, which is read no further than needed and stays open.
     *
     * @param in UTF-8, with or without a byte order mark
     * @param signature the columns of the model whose rows they are
     * @return the rows
     * @throws MalformedRowsException if it starts as no UTF-8 does
     * @throws IOException if the stream cannot be read
     */
    public static JsonRows of(InputStream in, Signature signature) throws IOException {
        return of(in, signature, List.of());
    }

    /**
     * Reads from a stream and keeps some values of each row for {@link #kept()}.
     *
     * @param in UTF-8, with or without a byte order mark; it is read no further than needed and stays open
     * @param signature the columns of the model whose rows they are
     * @param keep the columns to keep, for instance an id; those that the model does not know are ignored otherwise
     * @return the rows
     * @throws MalformedRowsException if its first bytes are not UTF-8
     * @throws IOException if the stream cannot be read
     */
    public static JsonRows of(InputStream in, Signature signature, Collection<String> keep) throws IOException {
        try {
            JsonParser parser = JSON.createParser(in);
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            return new JsonRows(parser, signature, keep);
        } catch (CharConversionException e) {
            throw noText(0, e);
        }
    }

    /**
     * Reads from bytes.
     *
     * @param json UTF-8, with or without a byte order mark
     * @param signature the columns of the model whose rows they are
     * @return the rows
     * @throws MalformedRowsException if they begin as no UTF-8 does
     * @throws IOException never otherwise
     */
    public static JsonRows of(byte[] json, Signature signature) throws IOException {
        return of(json, signature, List.of());
    }

    /**
     * Reads from bytes and keeps some values of each row for {@link #kept()}.
     *
     * @param json UTF-8, with or without a byte order mark
     * @param signature the columns of the model whose rows they are
     * @param keep the columns to keep, for instance an id; those that the model does not know are ignored otherwise
     * @return the rows
     * @throws MalformedRowsException if they begin as no UTF-8 does
     * @throws IOException never otherwise
     */
    public static JsonRows of(byte[] json, Signature signature, Collection<String> keep) throws IOException {
        try {
            return new JsonRows(JSON.createParser(json), signature, keep);
        } catch (CharConversionException e) {
            throw noText(0, e);
        }
    }

    /**
     * Rows to be predicted, read while they are.
     *
     * @param json one row or many, in UTF-8; read to the end and not closed
     * @return the rows, to be predicted once; a text that is not valid JSON or not rows is an {@link InvalidInputException} that names the place,
     *     a stream that cannot be read a {@link java.io.UncheckedIOException}
     */
    public static Rows from(InputStream json) {
        Objects.requireNonNull(json, "json");
        return Rows.from(signature -> new JsonRequest(() -> of(json, signature)));
    }

    /**
     * Rows to be predicted, as {@link #from(InputStream)}.
     *
     * @param json one row or many, in UTF-8
     * @return the rows, to be predicted as often as one likes
     */
    public static Rows from(byte[] json) {
        Objects.requireNonNull(json, "json");
        return Rows.from(signature -> new JsonRequest(() -> of(json, signature)));
    }

    /**
     * Rows to be predicted, as {@link #from(InputStream)}.
     *
     * @param json one row or many
     * @return the rows, to be predicted as often as one likes
     */
    public static Rows from(String json) {
        return from(Objects.requireNonNull(json, "json").getBytes(StandardCharsets.UTF_8));
    }

    private static MalformedRowsException noText(long row, CharConversionException e) {
        return new MalformedRowsException(row, "is not valid UTF-8: " + e.getMessage(), "", e);
    }

    /**
     * Reads the next row. Values that do not fit their columns are left to the row, which reports them when it is predicted.
     *
     * @param into an empty row of a model with that signature
     * @return false when there are no more rows
     * @throws MalformedRowsException if the text is not valid JSON or not rows; the rest cannot be read then
     * @throws IOException if the stream cannot be read
     */
    @Override
    public boolean next(Signature.Row into) throws IOException {
        kept.clear();
        try {
            if (!shape.toRow(parser)) {
                return false;
            }
            List<String> names = shape.splitColumns();
            if (names == null) {
                readObject(into);
            } else {
                readArray(names, into);
            }
            row++;
            return true;
        } catch (JsonProcessingException e) {
            throw new MalformedRowsException(
                    row, "is not valid JSON: " + JsonFault.reason(e), JsonShape.place(e.getLocation()), e);
        } catch (CharConversionException e) {
            throw noText(row, e);
        } catch (JsonShape.NoRow e) {
            throw new MalformedRowsException(
                    row, "is not a row: " + e.getMessage(), JsonShape.place(parser.currentTokenLocation()), e);
        }
    }

    /** The parser is behind the opening bracket. */
    private void readObject(Signature.Row into) throws IOException {
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            readValue(name, into);
            parser.nextToken();
        }
        if (parser.currentToken() == null) {
            throw new JsonShape.NoRow("the text ends within an object");
        }
    }

    private void readArray(List<String> names, Signature.Row into) throws IOException {
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (index == names.size()) {
                throw new JsonShape.NoRow("more values than the " + index + " columns");
            }
            readValue(names.get(index++), into);
        }
        if (index < names.size()) {
            throw new JsonShape.NoRow(index + " values for " + names.size() + " columns");
        }
    }

    private void readValue(String name, Signature.Row into) throws IOException {
        Integer column = columns.get(name);
        boolean carried = keep.contains(name);
        if (carried && parser.currentToken().isScalarValue()) {
            kept.put(name, scalar());
        }
        if (column == null) {
            if (carried && !parser.currentToken().isScalarValue()) {
                throw notScalar(name);
            }
            parser.skipChildren();
            if (!carried) {
                into.unknown(name);
            }
            return;
        }
        switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> readWhole(column, into);
            case VALUE_NUMBER_FLOAT -> into.number(column, parser.getDoubleValue());
            case VALUE_STRING -> into.value(column, parser.getText());
            case VALUE_TRUE -> into.value(column, true);
            case VALUE_FALSE -> into.value(column, false);
            case VALUE_NULL -> into.value(column, null);
            default -> throw notScalar(name);
        }
    }

    private JsonShape.NoRow notScalar(String name) {
        return new JsonShape.NoRow("column '" + JsonIn.shorten(name) + "' is "
                + (parser.currentToken() == JsonToken.START_ARRAY ? "an array" : "an object")
                + "; a value is a number, a string, true, false or null");
    }

    /** The value with all of its digits; NaN and the infinities are doubles. */
    private @Nullable Object scalar() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> parser.isNaN() ? (Object) parser.getDoubleValue() : parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    /**
     * The values of the last row in the columns to keep: a string, a {@link java.math.BigInteger} or {@link java.math.BigDecimal} with all
     * digits, a {@link Double} that is NaN or infinite, a boolean, or null.
     *
     * @return a copy; a column that the row lacks is not in it, and after a row that could not be read only what came before the fault
     */
    public Map<String, @Nullable Object> kept() {
        Map<String, @Nullable Object> values = kept; // stays empty where nothing is kept
        if (!keep.isEmpty()) {
            values = new HashMap<>(kept);
        }
        return Collections.unmodifiableMap(values);
    }

    /** A double holds every whole number of few digits; a longer one keeps its own type. */
    private void readWhole(int column, Signature.Row into) throws IOException {
        if (parser.getTextLength() <= EXACT_DIGITS) {
            into.number(column, parser.getDoubleValue());
        } else {
            into.value(column, parser.getNumberValue());
        }
    }

    /**
     * How many rows were read.
     *
     * @return the number; the index of the next row
     */
    public long count() {
        return row;
    }

    /** Frees what reading needed; a stream stays open. */
    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The text is not valid JSON, or its JSON is not rows. Immutable apart from what every {@link Throwable} carries. */
    public static final class MalformedRowsException extends IOException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        /** The index of the row. */
        private final long row;

        /** What is wrong, without the place. */
        private final String reason;

        MalformedRowsException(long row, String reason, String place, Throwable cause) {
            super("row " + row + " " + reason + place, cause);
            this.row = row;
            this.reason = reason;
        }

        /**
         * What is wrong with it.
         *
         * @return the message without row and place
         */
        public String reason() {
            return reason;
        }

        /**
         * The row at fault.
         *
         * @return its index, from 0
         */
        public long row() {
            return row;
        }
    }
}
