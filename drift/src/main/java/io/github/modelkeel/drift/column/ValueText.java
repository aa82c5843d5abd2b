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
    private static final int HOUR_LENGTH = 13;

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

    /** The hour of a date with a time in ISO form, as it is written; negative if there is no time. */
    public static int hour(String text) {
        if (text.length() < HOUR_LENGTH || (text.length() > HOUR_LENGTH && text.charAt(HOUR_LENGTH) != ':')) {
            return -1;
        }
        int tens = text.charAt(HOUR_LENGTH - 2) - '0';
        int ones = text.charAt(HOUR_LENGTH - 1) - '0';
        int hour = 10 * tens + ones;
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 && hour < DateCounts.HOURS ? hour : -1;
    }

    /** The text of a date up to its hour, if it has one, null if it is not a date. */
    static @Nullable String upToHour(String text) {
        return date(text) == null ? null : text.substring(0, hour(text) < 0 ? DATE_LENGTH : HOUR_LENGTH);
    }

    /** A number as a code is written: whole ones without a point. */
    public static String codeOf(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return WholeNumbers.isLong(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
