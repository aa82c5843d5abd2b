package io.github.modelkeel.drift.column;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single texts as truth values and days, and writes numbers as codes. */
public final class ValueText {
    private static final Set<String> TRUE = Set.of("true", "1", "1.0");
    private static final Set<String> FALSE = Set.of("false", "0", "0.0");
    private static final int DATE_LENGTH = 10;

    private ValueText() {}

    /** {@code true} or {@code false}, null if the text is neither. */
    public static @Nullable String booleanOf(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? "true" : FALSE.contains(word) ? "false" : null;
    }

    /** The day of a date or time in ISO form, null if the text is not one. */
    public static @Nullable LocalDate date(String text) {
        if (text.length() < DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        char after = text.length() == DATE_LENGTH ? 'T' : text.charAt(DATE_LENGTH);
        if (after != 'T' && after != ' ') {
            return null;
        }
        try {
            return LocalDate.parse(text.substring(0, DATE_LENGTH), DateTimeFormatter.ISO_LOCAL_DATE);
        } catch (DateTimeException e) {
            return null; // looks like a date and is not one
        }
    }

    /** A number as a code is written: whole ones without a point. */
    public static String codeOf(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return WholeNumbers.isLong(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
