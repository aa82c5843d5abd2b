package io.github.modelkeel.drift;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Infers what a column is, and reads single texts as that. */
final class KindOfColumn {
    /** From how many values on "all different" says something. */
    private static final long ENOUGH = 50;

    private static final Set<String> TRUE = Set.of("true", "1", "1.0");
    private static final Set<String> FALSE = Set.of("false", "0", "0.0");
    private static final int DATE_LENGTH = 10;

    private KindOfColumn() {}

    static Schema.Kind of(ProfileColumn column, int maxCategories) {
        if (column instanceof ProfileColumn.Numbers numbers) {
            boolean grows = numbers.monotone() && numbers.sorted().length >= ENOUGH;
            return grows && isWhole(numbers.sorted()) ? Schema.Kind.IDENTIFIER : Schema.Kind.NUMBER;
        }
        if (!(column instanceof ProfileColumn.Categories categories)
                || categories.counts().isEmpty()) {
            return Schema.Kind.UNKNOWN;
        }
        Set<String> words = categories.counts().keySet();
        if (words.size() <= 6 && words.stream().allMatch(word -> isTrueOrFalse(word.toLowerCase(Locale.ROOT)))) {
            return Schema.Kind.BOOLEAN;
        }
        if (words.stream().allMatch(word -> date(word) != null)) {
            return Schema.Kind.DATE;
        }
        if (categories.values() >= ENOUGH && words.size() == categories.values()) {
            return Schema.Kind.IDENTIFIER;
        }
        return words.size() > maxCategories ? Schema.Kind.TEXT : Schema.Kind.CATEGORY;
    }

    private static boolean isTrueOrFalse(String word) {
        return word.equals("true") || word.equals("false");
    }

    private static boolean isWhole(double[] values) {
        for (double value : values) {
            if (!WholeNumbers.isLong(value)) {
                return false;
            }
        }
        return true;
    }

    /** {@code true} or {@code false}, null if the text is neither. */
    static @Nullable String booleanOf(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? "true" : FALSE.contains(word) ? "false" : null;
    }

    /** The day of a date or time in ISO form, null if the text is not one. */
    static @Nullable LocalDate date(String text) {
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
    static String codeOf(double value) {
        return WholeNumbers.isLong(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
