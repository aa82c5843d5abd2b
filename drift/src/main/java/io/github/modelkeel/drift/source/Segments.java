package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.ValueText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read, apart for each value of a column. Not thread-safe.
 *
 * @param <C> what collects the rows of a segment
 */
public final class Segments<C> {
    private static final int MOST = 1_000;
    private static final String MISSING = "(missing)";

    private final String column;
    private final Supplier<C> fresh;
    private final Map<String, C> collectors = new TreeMap<>();

    Segments(String column, Supplier<C> fresh) {
        this.column = column;
        this.fresh = fresh;
    }

    /** Reads rows apart; a row without a value of the column belongs to the segment of missing values. */
    public static Map<String, Table> read(
            Iterable<? extends Map<String, ? extends @Nullable Object>> rows, String column) {
        Segments<RowCollector> segments = new Segments<>(column, RowCollector::new);
        for (Map<String, ? extends @Nullable Object> row : rows) {
            Map<String, @Nullable Object> others = new LinkedHashMap<>(row);
            segments.of(others.remove(column)).add(others);
        }
        return segments.tables(RowCollector::toTable);
    }

    /** The collector of a value's segment. */
    C of(@Nullable Object value) {
        String key = key(value);
        C known = collectors.get(key);
        if (known == null) {
            if (collectors.size() == MOST) {
                throw new MalformedDataException("column '" + column + "' has more than 1,000 values; segments are for"
                        + " columns of few, such as a country or a plan");
            }
            known = fresh.get();
            collectors.put(key, known);
        }
        return known;
    }

    Iterable<C> all() {
        return collectors.values();
    }

    Map<String, Table> tables(Function<C, Table> read) {
        Map<String, Table> tables = new LinkedHashMap<>();
        collectors.forEach((key, collector) -> tables.put(key, read.apply(collector)));
        return tables;
    }

    /** A value as text; a whole number is without a point, wherever it came from. */
    public static String key(@Nullable Object given) {
        Object value = OptionalValue.content(given);
        if (value == null || (value instanceof CharSequence text && MissingWords.isMissing(text))) {
            return MISSING;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isNaN(number) ? MISSING : ValueText.codeOf(number);
        }
        String text = value.toString();
        return text.matches("-?\\d{1,18}\\.0+") ? text.substring(0, text.indexOf('.')) : text;
    }
}
