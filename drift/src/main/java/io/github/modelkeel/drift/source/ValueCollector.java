package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.CategoryCollector;
import io.github.modelkeel.drift.column.NumberCollector;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.column.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the Java values of a column. A column that mixes numbers with anything else is text, as in a CSV file; what that means is up to
 * the reference it is compared with. A value of another type is invalid. Not thread-safe.
 */
public final class ValueCollector {
    /** Of the largest long. */
    private static final int DIGITS = 19;

    private long missing;
    private long invalid;
    private long count;
    private @Nullable NumberCollector numbers;
    private @Nullable CategoryCollector categories;

    public void add(@Nullable Object value) {
        count++;
        if (categories != null && value instanceof String text && categories.addKnown(text)) {
            return;
        }
        if (value == null || (value instanceof CharSequence text && MissingWords.isMissing(text))) {
            missing++;
        } else if (value instanceof Number number) {
            addNumber(number);
        } else {
            addOther(value);
        }
    }

    private void addOther(Object value) {
        String text = text(value);
        if (text != null) {
            addText(text);
            return;
        }
        Object content = OptionalValue.content(value);
        if (content == value) {
            invalid++;
        } else {
            count--;
            add(content);
        }
    }

    /** A value that cannot be read. */
    void addInvalid() {
        count++;
        invalid++;
    }

    /** How many values were added. */
    long count() {
        return count;
    }

    private void addNumber(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            missing++; // says nothing about the type
            return;
        }
        if (categories != null) {
            categories.add(code(number));
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

    /** A number in a column of texts. */
    public static String code(Number number) {
        return isLong(number) ? Long.toString(number.longValue()) : ValueText.codeOf(number.doubleValue());
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

    /** Null if values of the type are not compared: lists, bytes and the like. */
    @SuppressWarnings("JavaUtilDate") // JDBC and older code give it
    public static @Nullable String text(Object value) {
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
        if (value instanceof Date date) { // those of java.sql write themselves as a day, a time or both
            return date.getClass() == Date.class ? date.toInstant().toString() : date.toString();
        }
        return null;
    }

    /** What a column of this value alone holds. */
    public static Type type(@Nullable Object given) {
        Object value = OptionalValue.content(given);
        boolean missing = value == null
                || (value instanceof CharSequence text && MissingWords.isMissing(text))
                || (value instanceof Number number && Double.isNaN(number.doubleValue()));
        return missing ? Type.EMPTY : value instanceof Number ? Type.NUMBER : Type.TEXT;
    }

    /** The column, with numbers of missing and invalid values added. */
    public ProfileColumn toColumn(long absent, long unreadable) {
        missing += absent;
        invalid += unreadable;
        if (numbers != null) {
            numbers.addMissing(missing);
            numbers.addInvalid(invalid);
            return numbers.toColumn();
        }
        if (categories == null && invalid == 0) {
            return new ProfileColumn.Empty(missing);
        }
        CategoryCollector collector = categories == null ? new CategoryCollector() : categories;
        collector.addMissing(missing);
        collector.addInvalid(invalid);
        return collector.toColumn();
    }
}
