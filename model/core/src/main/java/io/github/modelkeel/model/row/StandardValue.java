package io.github.modelkeel.model.row;

import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Values of the JDK's own types that say in one defined way what a column takes: optional values, enum constants, dates and times. */
final class StandardValue {
    private StandardValue() {}

    static boolean isOptional(Object value) {
        return value instanceof Optional
                || value instanceof OptionalDouble
                || value instanceof OptionalInt
                || value instanceof OptionalLong;
    }

    /** What an optional value holds, or null when it is empty. */
    static @Nullable Object content(Object optional) {
        if (optional instanceof Optional<?> any) {
            return any.orElse(null);
        }
        if (optional instanceof OptionalDouble number) {
            return number.isPresent() ? (Object) number.getAsDouble() : null;
        }
        if (optional instanceof OptionalInt number) {
            return number.isPresent() ? (Object) number.getAsInt() : null;
        }
        OptionalLong number = (OptionalLong) optional;
        return number.isPresent() ? (Object) number.getAsLong() : null;
    }

    /** The text of an enum constant, its name, and of a date or time, its ISO 8601 form; null for anything else. */
    static @Nullable String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return isTime(value) ? value.toString() : null;
    }

    /** Whether the value is a date or time of {@code java.time}, whose text is defined by ISO 8601. */
    static boolean isTime(Object value) {
        return value instanceof TemporalAccessor
                && value.getClass().getPackageName().equals("java.time");
    }
}
