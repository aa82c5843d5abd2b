package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.FloatGrid;
import io.github.modelkeel.drift.column.ReadColumn;
import io.github.modelkeel.drift.statistics.QuantileBins;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of two tables as a few codes a column, which do not depend on the table that a row is of: numbers by quantiles of both sides together,
 * the most frequent texts each for itself and the others as one, missing values, and those that cannot be read. A column is what {@link ColumnReader} reads.
 */
public final class RowCodes {
    private static final int BINS = 30;
    private static final int MOST_TEXTS = 60;
    private static final byte MISSING = 0;
    private static final byte OTHER = MOST_TEXTS + 1;
    private static final byte INVALID = MOST_TEXTS + 2;

    private RowCodes() {}

    /**
     * The codes of a column of numbers, those of the first table first; from 0 to 63.
     *
     * @param ofFloats whether to compare the numbers as 32 bits hold them
     */
    public static byte[] ofNumbers(@Nullable Object first, @Nullable Object second, boolean ofFloats) {
        @Nullable Object[] values = values(first, second);
        double[] numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = FloatGrid.onGrid(number(values[i]), ofFloats) + 0.0;
        }
        return ofNumbers(values, numbers);
    }

    /**
     * The codes of a column of texts, those of the first table first; from 0 to 63.
     *
     * @param reading what a text, or a number as a code is written, counts for; null if it is invalid
     */
    public static byte[] ofTexts(
            @Nullable Object first, @Nullable Object second, Function<String, @Nullable String> reading) {
        @Nullable Object[] values = values(first, second);
        @Nullable String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            String text = text(values[i]);
            texts[i] = text == null ? null : reading.apply(text);
        }
        return ofTexts(values, texts);
    }

    private static int size(@Nullable Object column) {
        return column instanceof Collection<?> values
                ? values.size()
                : Array.getLength(Objects.requireNonNull(column, "column"));
    }

    /** The values of both tables; null if missing. */
    private static @Nullable Object[] values(@Nullable Object first, @Nullable Object second) {
        @Nullable Object[] values = new Object[size(first) + size(second)];
        int next = 0;
        for (Object column : new @Nullable Object[] {first, second}) {
            if (column instanceof Collection<?> collection) {
                for (Object value : collection) {
                    values[next++] = orNull(value);
                }
            } else {
                int size = size(column);
                for (int i = 0; i < size; i++) {
                    values[next++] = orNull(Array.get(Objects.requireNonNull(column), i));
                }
            }
        }
        return values;
    }

    private static @Nullable Object orNull(@Nullable Object given) {
        Object value = OptionalValue.content(given);
        boolean missing = (value instanceof Number number && Double.isNaN(number.doubleValue()))
                || (value instanceof CharSequence text && MissingWords.isMissing(text));
        return missing ? null : value;
    }

    /** NaN if the value is missing or not a number. */
    private static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        String text = text(value);
        return text == null ? Double.NaN : ReadColumn.number(text);
    }

    /** Null if the value is missing or of a type that is not compared. */
    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Number number) {
            return ValueCollector.code(number);
        }
        return value == null ? null : ValueCollector.text(value);
    }

    private static byte[] ofNumbers(@Nullable Object[] values, double[] numbers) {
        double[] sorted =
                Arrays.stream(numbers).filter(Double::isFinite).sorted().toArray();
        double[] edges = new double[0];
        if (sorted.length > 0) {
            QuantileBins bins = QuantileBins.of(sorted, BINS);
            edges = IntStream.range(1, bins.count()).mapToDouble(bins::lower).toArray();
        }
        byte[] codes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            int found = Arrays.binarySearch(edges, numbers[i]);
            codes[i] =
                    Double.isNaN(numbers[i]) ? notRead(values[i]) : (byte) (1 + (found >= 0 ? found + 1 : -found - 1));
        }
        return codes;
    }

    private static byte notRead(@Nullable Object value) {
        return value == null ? MISSING : INVALID;
    }

    private static byte[] ofTexts(@Nullable Object[] values, @Nullable String[] texts) {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : texts) {
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        Map<String, Byte> known = new HashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(MOST_TEXTS)
                .forEach(entry -> known.put(entry.getKey(), (byte) (known.size() + 1)));
        byte[] codes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            String text = texts[i];
            codes[i] = text == null ? notRead(values[i]) : known.getOrDefault(text, OTHER);
        }
        return codes;
    }
}
