package io.github.modelkeel.model.row;

import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.internal.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values made into those of another type where nothing is lost. */
final class Conversion {
    /** The numbers of JSON, and what programs of many languages write beside them: a plus, a point without digits on one side. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,9})?");

    /** Whole numbers that a double may not hold and a long may. */
    private static final Pattern WIDE = Pattern.compile("[+-]?[0-9]{16,19}");

    private static final double EXACT_INTEGERS = 1L << 53;

    private Conversion() {}

    /**
     * The value in a column's type; NaN for a missing one, {@code null} when it has none.
     *
     * @param known the texts that the model distinguishes in this column
     */
    static @Nullable Object of(Object value, ColumnType type, Map<String, ?> known) {
        return switch (type) {
            case NUMBER -> number(value);
            case BOOLEAN -> bool(value);
            case TEXT -> text(value, known);
        };
    }

    private static @Nullable Object number(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1.0 : 0.0;
        }
        if (value instanceof AtomicLong || value instanceof LongAdder) {
            return ((Number) value).longValue();
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof CharSequence || value instanceof Character) {
            String text = value.toString().strip();
            if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
                return Double.NaN;
            }
            if (WIDE.matcher(text).matches()) {
                return new BigInteger(text);
            }
            return NUMBER.matcher(text).matches() ? (Object) Double.parseDouble(text) : null;
        }
        return null;
    }

    private static @Nullable Object bool(Object value) {
        if (value instanceof Number number) {
            double as = number.doubleValue();
            return as == 1 ? Boolean.TRUE : as == 0 ? Boolean.FALSE : null;
        }
        if (!(value instanceof CharSequence)) {
            return null;
        }
        // pandas writes a column of booleans with missing values as 1.0 and 0.0
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "1.0" -> true;
            case "false", "0", "0.0" -> false;
            default -> null;
        };
    }

    private static @Nullable Object text(Object value, Map<String, ?> known) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Boolean bool) {
            String pythons = bool ? "True" : "False";
            return known.containsKey(pythons) ? pythons : bool.toString();
        }
        return Values.isNumber(value) ? digits((Number) value, known) : null;
    }

    private static @Nullable String digits(Number number, Map<String, ?> known) {
        String plain = number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
        double value = number.doubleValue();
        boolean fraction = number instanceof Double || number instanceof Float || number instanceof BigDecimal;
        if (!Double.isFinite(value)) {
            return null;
        }
        if (fraction && value == Math.rint(value) && Math.abs(value) <= EXACT_INTEGERS && !known.containsKey(plain)) {
            return Long.toString((long) value);
        }
        return plain;
    }
}
