package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.servinghttp.json.Parts;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a request, whose shape, datatype and data agree.
 *
 * @param name its name
 * @param rows the first size of its shape
 * @param width how many values each row has
 * @param values the values, row by row; null is a missing one
 */
record Tensor(String name, int rows, int width, List<@Nullable Object> values) {
    /** Bits and whether there is a sign. */
    private static final Map<String, Integer> WHOLE = Map.of(
            "INT8", -8, "INT16", -16, "INT32", -32, "INT64", -64, "UINT8", 8, "UINT16", 16, "UINT32", 32, "UINT64", 64);

    static Tensor of(Parts parts, int maxRows, int maxWidth) {
        String name = parts.text("name");
        String datatype = parts.text("datatype");
        List<Long> shape = parts.sizes("shape");
        if (!parts.has("data")) {
            throw new Refusal(
                    400, "input '" + name + "' has no data; binary data is not supported, send \"data\" in JSON");
        }
        if (shape.isEmpty()) {
            throw new Refusal(400, "input '" + name + "' has an empty shape; the first size is the number of rows");
        }
        long width = 1;
        for (long size : shape.subList(1, shape.size())) {
            width *= size;
            if (width > maxWidth) {
                throw new Refusal(
                        400, "input '" + name + "' has a shape of more values a row than the model has columns");
            }
        }
        if (shape.get(0) > maxRows) {
            throw new Refusal(413, "at most %,d rows a request".formatted(maxRows));
        }
        long count = shape.get(0) * width;
        List<@Nullable Object> values = new ArrayList<>();
        parts.scalars("data", shape, value -> {
            if (values.size() == count) {
                throw lies(name, shape, count, "more");
            }
            values.add(checked(name, datatype, value));
        });
        if (values.size() < count) {
            throw lies(name, shape, count, "only " + values.size());
        }
        return new Tensor(name, Math.toIntExact(shape.get(0)), (int) width, values);
    }

    private static Refusal lies(String name, List<Long> shape, long count, String found) {
        return new Refusal(
                400,
                "input '" + name + "' has the shape " + shape + " of " + count + " values, but " + found
                        + " in its data");
    }

    private static @Nullable Object checked(String name, String datatype, @Nullable Object value) {
        switch (datatype) {
            case "FP32", "FP64" -> {
                if (value == null) {
                    return null;
                }
                if (value instanceof Number number) {
                    double exact = datatype.equals("FP32") ? (double) number.floatValue() : number.doubleValue();
                    if (Double.isFinite(exact)) {
                        return exact;
                    }
                }
            }
            case "BOOL" -> {
                if (value == null || value instanceof Boolean) {
                    return value;
                }
            }
            case "BYTES" -> {
                if (value == null || value instanceof String) {
                    return value;
                }
            }
            default -> {
                Integer bits = WHOLE.get(datatype);
                if (bits == null) {
                    throw new Refusal(
                            400,
                            "input '" + name + "' has the datatype " + datatype
                                    + "; supported are FP32, FP64, INT8 to INT64, UINT8 to UINT64, BOOL and BYTES");
                }
                if (value == null || fits(value, bits)) {
                    return value;
                }
            }
        }
        throw new Refusal(
                400, "input '" + name + "' has the datatype " + datatype + ", which " + shown(value) + " does not fit");
    }

    private static boolean fits(Object value, int bits) {
        if (!(value instanceof Integer || value instanceof Long || value instanceof BigInteger)) {
            return false;
        }
        BigInteger whole = new BigInteger(value.toString());
        return bits < 0 ? whole.bitLength() < -bits : whole.signum() >= 0 && whole.bitLength() <= bits;
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return value instanceof String ? "a text" : text.length() > 40 ? text.substring(0, 37) + "..." : text;
    }
}
