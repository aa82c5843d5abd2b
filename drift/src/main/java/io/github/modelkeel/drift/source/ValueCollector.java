package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.CategoryCollector;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.NumberCollector;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the Java values of a column. A column that mixes numbers with anything else is text, as in a CSV file; what that means is up to
 * the reference it is compared with. Not thread-safe.
 */
public final class ValueCollector {
    /** Of the largest long. */
    private static final int DIGITS = 19;

    private final String name;
    private long missing;
    private @Nullable NumberCollector numbers;
    private @Nullable CategoryCollector categories;

    public ValueCollector(String name) {
        this.name = name;
    }

    public void add(@Nullable Object value, long row) {
        if (value == null || (value instanceof CharSequence text && MissingWords.isMissing(text))) {
            missing++;
        } else if (value instanceof Number number) {
            addNumber(number);
        } else {
            addText(text(value, row));
        }
    }

    private void addNumber(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            missing++; // says nothing about the type
            return;
        }
        if (categories != null) {
            categories.add(isLong(number) ? Long.toString(number.longValue()) : ValueText.codeOf(value));
            return;
        }
        if (numbers == null) {
            numbers = new NumberCollector(64);
        }
        if (isLong(number)) {
            numbers.add(number.longValue());
        } else {
            numbers.add(value);
        }
    }

    /** Whether a long holds the number with all of its digits. */
    private static boolean isLong(Number number) {
        return number instanceof Long
                || number instanceof AtomicLong
                || number instanceof LongAdder
                || (number instanceof BigInteger whole && whole.bitLength() < Long.SIZE)
                || (number instanceof BigDecimal decimal && isLong(decimal));
    }

    private static boolean isLong(BigDecimal decimal) {
        return decimal.signum() == 0
                || (decimal.precision() - decimal.scale() <= DIGITS
                        && decimal.stripTrailingZeros().scale() <= 0
                        && decimal.toBigInteger().bitLength() < Long.SIZE);
    }

    private void addText(String value) {
        if (numbers != null) {
            categories = numbers.toTexts();
            numbers = null;
        }
        if (categories == null) {
            categories = new CategoryCollector();
        }
        categories.add(value);
    }

    private String text(Object value, long row) {
        if (value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof TemporalAccessor
                || value instanceof UUID) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        throw new MalformedDataException("row " + row + ", column '" + name + "': values of "
                + value.getClass().getName()
                + " cannot be profiled; give a number, a text, a boolean, an enum or a date");
    }

    /** The column, with a number of missing values added. */
    public ProfileColumn toColumn(long absent) {
        missing += absent;
        if (numbers != null) {
            numbers.addMissing(missing);
            return numbers.toColumn();
        }
        if (categories != null) {
            categories.addMissing(missing);
            return categories.toColumn();
        }
        return new ProfileColumn.Empty(missing);
    }
}
