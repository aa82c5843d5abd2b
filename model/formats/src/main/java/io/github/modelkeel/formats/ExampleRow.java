package io.github.modelkeel.formats;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Signature;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Rows in the form in which they are written: one entry a column, whole numbers as longs, other numbers as doubles, missing as null. */
final class ExampleRow {
    private ExampleRow() {}

    static Map<String, @Nullable Object> of(Signature signature, Map<String, ?> row) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (Column column : signature.inputs()) {
            plain.put(column.name(), plain(row.get(column.name())));
        }
        return Collections.unmodifiableMap(plain);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isNaN(number) ? null : (Double) number;
        }
        if (value instanceof AtomicLong || value instanceof LongAdder) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger whole && whole.bitLength() < Long.SIZE) {
            return whole.longValue();
        }
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            return ((Number) value).doubleValue();
        }
        return value;
    }
}
