package io.github.modelkeel.drift.column;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads a profiled column as what the reference says that it is. What cannot be read so is counted as invalid. */
public final class ReadColumn {
    private ReadColumn() {}

    /** Numbers of the texts of a column. */
    public static ProfileColumn asNumbers(ProfileColumn column) {
        if (!(column instanceof ProfileColumn.Categories categories)) {
            return column;
        }
        NumberCollector numbers = new NumberCollector((int) Math.min(categories.values(), 1 << 20));
        numbers.addMissing(categories.missing());
        numbers.addInvalid(categories.invalid());
        categories.counts().forEach((text, count) -> {
            double value = number(text);
            if (Double.isNaN(value)) {
                numbers.addInvalid(count);
            } else {
                for (long i = 0; i < count; i++) {
                    numbers.add(value);
                }
            }
        });
        return numbers.toColumn();
    }

    /** Whole numbers; one with a fraction is invalid. */
    public static ProfileColumn asIntegers(ProfileColumn column) {
        ProfileColumn read = asNumbers(column);
        if (!(read instanceof ProfileColumn.Numbers numbers) || numbers.whole() != null) {
            return read;
        }
        double[] whole =
                Arrays.stream(numbers.sorted()).filter(ReadColumn::isWhole).toArray();
        int fractions = numbers.sorted().length - whole.length;
        return fractions == 0
                ? read
                : new ProfileColumn.Numbers(
                        numbers.missing(),
                        numbers.positiveInfinite(),
                        numbers.negativeInfinite(),
                        whole,
                        null,
                        numbers.monotone(),
                        numbers.invalid() + fractions);
    }

    /** Whether a finite number has no fraction, also beyond those that a long holds. */
    public static boolean isWhole(double value) {
        return value == Math.rint(value);
    }

    /** A text in a column of numbers: truth values are 1 and 0; NaN if it is not a number. */
    public static double number(String text) {
        String truth = ValueText.booleanOf(text);
        return truth == null ? DecimalField.parse(text) : truth.equals("true") ? 1 : 0;
    }

    public static ProfileColumn asBooleans(ProfileColumn column) {
        return asCategories(asCodes(column), ValueText::booleanOf);
    }

    /** The days of the week of dates. */
    public static ProfileColumn asWeekdays(ProfileColumn column) {
        return asCategories(asCodes(column), ReadColumn::weekday);
    }

    /** The day of the week of a date, null if the text is not one. */
    public static @Nullable String weekday(String text) {
        LocalDate date = ValueText.date(text);
        return date == null ? null : date.getDayOfWeek().getValue() + " " + date.getDayOfWeek();
    }

    /** Codes of the reference's spelling: 10001.0 and 10001 are one, whichever of the two the reference has. */
    public static ProfileColumn asCodesOf(ProfileColumn reference, ProfileColumn column) {
        return asCategories(asCodes(column), spelling(reference));
    }

    /** Categories of an order; anything else is invalid. */
    public static ProfileColumn asOrdered(ProfileColumn column, List<String> order) {
        return asCategories(asCodes(column), ordered(order));
    }

    /** Of a text the category of an order, null if it is none of them. */
    public static Function<String, @Nullable String> ordered(List<String> order) {
        Set<String> known = Set.copyOf(order);
        return text -> {
            String category = spelled(text, known);
            return known.contains(category) ? category : null;
        };
    }

    /** Of a code the reference's spelling. */
    public static Function<String, @Nullable String> spelling(ProfileColumn reference) {
        Set<String> known = asCodes(reference) instanceof ProfileColumn.Categories codes
                ? codes.counts().keySet()
                : Set.of();
        return text -> spelled(text, known);
    }

    private static String spelled(String text, Set<String> known) {
        if (known.contains(text)) {
            return text;
        }
        String other = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text + ".0";
        return known.contains(other) ? other : text;
    }

    /** Texts of the numbers of a column. */
    private static ProfileColumn asCodes(ProfileColumn column) {
        if (!(column instanceof ProfileColumn.Numbers numbers)) {
            return column;
        }
        Map<String, Long> counts = new TreeMap<>();
        double[] sorted = numbers.sorted();
        long[] whole = numbers.whole();
        for (int i = 0; i < sorted.length; i++) {
            counts.merge(whole == null ? ValueText.codeOf(sorted[i]) : Long.toString(whole[i]), 1L, Long::sum);
        }
        if (numbers.positiveInfinite() > 0) {
            counts.put("inf", numbers.positiveInfinite());
        }
        if (numbers.negativeInfinite() > 0) {
            counts.put("-inf", numbers.negativeInfinite());
        }
        long values = sorted.length + numbers.infinite();
        return new ProfileColumn.Categories(numbers.missing(), values, counts, numbers.invalid());
    }

    private static ProfileColumn asCategories(ProfileColumn column, Function<String, @Nullable String> reading) {
        if (!(column instanceof ProfileColumn.Categories categories)) {
            return column;
        }
        Map<String, Long> counts = new TreeMap<>();
        long invalid = categories.invalid();
        long values = 0;
        for (Map.Entry<String, Long> entry : categories.counts().entrySet()) {
            String read = reading.apply(entry.getKey());
            if (read == null) {
                invalid += entry.getValue();
            } else {
                counts.merge(read, entry.getValue(), Long::sum);
                values += entry.getValue();
            }
        }
        return new ProfileColumn.Categories(categories.missing(), values, counts, invalid);
    }

    /** From the first to the last day of dates, 0 without any. */
    public static long days(ProfileColumn column) {
        long first = firstDay(column, Long.MAX_VALUE);
        return first == Long.MAX_VALUE ? 0 : lastDay(column, 0) - first + 1;
    }

    /** The first day since 1970. */
    public static long firstDay(ProfileColumn column, long otherwise) {
        return dates(column).min().orElse(otherwise);
    }

    /** The last day since 1970. */
    public static long lastDay(ProfileColumn column, long otherwise) {
        return dates(column).max().orElse(otherwise);
    }

    private static LongStream dates(ProfileColumn column) {
        if (!(column instanceof ProfileColumn.Categories categories)) {
            return LongStream.empty();
        }
        return categories.counts().keySet().stream()
                .map(ValueText::date)
                .filter(Objects::nonNull)
                .mapToLong(LocalDate::toEpochDay);
    }
}
