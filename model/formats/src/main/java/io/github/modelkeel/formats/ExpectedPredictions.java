package io.github.modelkeel.formats;

import io.github.modelkeel.formats.internal.JsonFault;
import io.github.modelkeel.formats.json.InvalidJsonException;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.JsonOut;
import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code expected_predictions.json}: rows, and the bits of the prediction that the model gave for each when it was written.
 * A loader of the model replays them. Immutable.
 *
 * @param rows the rows
 * @param bits one {@link Double#doubleToLongBits} a row
 */
record ExpectedPredictions(List<Map<String, @Nullable Object>> rows, List<Long> bits) {
    static final String FILE = "expected_predictions.json";

    ExpectedPredictions {
        rows = List.copyOf(rows);
        bits = List.copyOf(bits);
    }

    static ExpectedPredictions of(ScoringModel model, List<? extends Map<String, ?>> rows) {
        if (rows.isEmpty() || rows.size() > Limits.MAX_EXAMPLE_ROWS) {
            throw new IllegalArgumentException(
                    "a bundle needs 1 to " + Limits.MAX_EXAMPLE_ROWS + " example rows: " + rows.size());
        }
        List<Map<String, @Nullable Object>> plain = new ArrayList<>();
        for (Map<String, ?> row : rows) {
            plain.add(ExampleRow.of(model.signature(), row));
        }
        List<Long> bits = new ArrayList<>();
        for (double prediction : model.predictValues(Rows.ofMaps(plain))) {
            bits.add(Double.doubleToLongBits(prediction));
        }
        return new ExpectedPredictions(plain, bits);
    }

    /** Throws unless the model gives the expected bits for every row. */
    void replay(ScoringModel model) {
        for (int i = 0; i < rows.size(); i++) {
            long expected = bits.get(i);
            long got;
            try {
                got = Double.doubleToLongBits(model.predict(rows.get(i)));
            } catch (InvalidInputException e) {
                throw new ModelRefusedException(FILE + ": the model refuses row " + i + ": " + e.getMessage(), e);
            }
            if (got != expected) {
                throw new ModelRefusedException(FILE + ": for row " + i + " the model gives " + describe(got)
                        + ", not the expected " + describe(expected));
            }
        }
    }

    private static String describe(long bits) {
        return Double.longBitsToDouble(bits) + " (bits " + hex(bits) + ")";
    }

    private static String hex(long bits) {
        return String.format("%016x", bits);
    }

    byte[] write() throws IOException {
        return JsonOut.document(out -> {
            out.writeStartObject();
            out.writeNumberField("format_version", Limits.FORMAT_VERSION);
            out.writeArrayFieldStart("predictions");
            for (int i = 0; i < rows.size(); i++) {
                out.writeStartObject();
                out.writeObjectFieldStart("row");
                JsonOut.row(out, rows.get(i));
                out.writeEndObject();
                JsonOut.numberField(out, "value", Double.longBitsToDouble(bits.get(i)));
                out.writeStringField("bits", hex(bits.get(i)));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    static ExpectedPredictions read(byte[] content) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<Long> bits = new ArrayList<>();
        try (JsonIn in = new JsonIn(FILE, content)) {
            in.object(Set.of("format_version", "predictions"), name -> readField(name, in, rows, bits));
            in.end();
            if (rows.isEmpty()) {
                throw in.bad("there is no prediction");
            }
            return new ExpectedPredictions(rows, bits);
        } catch (IOException e) {
            throw new ModelRefusedException(FILE + " is broken: " + JsonFault.reason(e), e);
        } catch (InvalidJsonException e) {
            throw new ModelRefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean readField(String name, JsonIn in, List<Map<String, @Nullable Object>> rows, List<Long> bits)
            throws IOException {
        if (name.equals("format_version")) {
            int version = in.integer();
            if (version != Limits.FORMAT_VERSION) {
                throw in.bad("format_version " + version + " is unknown");
            }
            return true;
        }
        if (name.equals("predictions")) {
            in.list(Limits.MAX_EXAMPLE_ROWS, () -> {
                in.object(Set.of("row", "value", "bits"), field -> readPrediction(field, in, rows, bits));
                return rows.size();
            });
            return true;
        }
        return false;
    }

    private static boolean readPrediction(
            String field, JsonIn in, List<Map<String, @Nullable Object>> rows, List<Long> bits) throws IOException {
        switch (field) {
            case "row" -> rows.add(readRow(in));
            case "bits" -> bits.add(readBits(in));
            case "value" -> in.number();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Map<String, @Nullable Object> readRow(JsonIn in) throws IOException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        in.object(Set.of(), name -> {
            if (row.size() >= Limits.MAX_COLUMNS) {
                throw in.bad("a row has more than " + Limits.MAX_COLUMNS + " columns");
            }
            row.put(name, in.scalar());
            return true;
        });
        return Collections.unmodifiableMap(row);
    }

    private static long readBits(JsonIn in) throws IOException {
        String hex = in.string();
        if (!hex.matches("[0-9a-f]{16}")) {
            throw in.bad("bits are 16 hexadecimal digits");
        }
        return Long.parseUnsignedLong(hex, 16);
    }
}
