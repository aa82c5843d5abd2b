package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.DateCounter;
import io.github.modelkeel.drift.column.DecimalField;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.ReadColumn;
import io.github.modelkeel.drift.column.ValueText;
import io.github.modelkeel.drift.column.WholeNumbers;
import io.github.modelkeel.drift.source.MissingWords;
import io.github.modelkeel.drift.source.ValueCollector;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Counts categories, truth values or days of the week over those of a reference. Not thread-safe. */
final class CategoryCounter extends ColumnCounter {
    private static final int APART = 16;

    /**
     * What is the same for all counters of a column. Immutable.
     *
     * @param reading of a text the category, null if it is invalid
     * @param places of each category of the reference among the counts
     * @param known of texts and truth values that are categories of the reference, as they are, the places
     * @param codes numbers that are categories of the reference, ascending
     * @param placesOfCodes the places of these
     */
    @SuppressWarnings("ArrayRecordComponent") // within this class, never written to
    private record Layout(
            CountedColumn reference,
            Function<String, @Nullable String> reading,
            Map<String, Integer> places,
            Map<Object, Integer> known,
            double[] codes,
            int[] placesOfCodes) {}

    private final Layout layout;
    private final @Nullable DateCounter dates;
    private final long[] counts;
    private final TreeMap<String, Long> unseen = new TreeMap<>();
    private long other;
    private long first = CountedColumn.NO_DAY;
    private long last = -CountedColumn.NO_DAY;

    CategoryCounter(CountedColumn reference) {
        this(layout(reference));
    }

    private CategoryCounter(Layout layout) {
        this.layout = layout;
        this.dates = layout.reference.kind().equals(CountedColumn.DATE) ? new DateCounter() : null;
        this.counts = new long[2 * APART + layout.places.size()];
    }

    private static Layout layout(CountedColumn reference) {
        Map<String, Integer> places = new HashMap<>();
        reference.categories().keySet().forEach(category -> places.put(category, APART + places.size()));
        Function<String, @Nullable String> reading = switch (reference.kind()) {
            case CountedColumn.BOOLEAN -> ValueText::booleanOf;
            case CountedColumn.DATE -> ReadColumn::weekday;
            case CountedColumn.ORDERED -> ReadColumn.ordered(reference.order());
            default -> ReadColumn.spelling(new ProfileColumn.Categories(0, 0, reference.categories(), 0));
        };
        double[] codes = DoubleStream.concat(
                        DoubleStream.of(0, 1), places.keySet().stream().mapToDouble(DecimalField::parse))
                .filter(Double::isFinite)
                .map(code -> code + 0.0)
                .filter(code -> places.containsKey(read(reading, code)))
                .sorted()
                .distinct()
                .toArray();
        int[] placesOfCodes = Arrays.stream(codes)
                .mapToInt(code -> places.getOrDefault(read(reading, code), -1))
                .toArray();
        Map<Object, Integer> known = reference.kind().equals(CountedColumn.DATE) ? Map.of() : known(reading, places);
        return new Layout(reference, reading, places, known, codes, placesOfCodes);
    }

    private static Map<Object, Integer> known(Function<String, @Nullable String> reading, Map<String, Integer> places) {
        Map<Object, Integer> known = new HashMap<>(places);
        known.keySet().removeIf(text -> MissingWords.isMissing((String) text));
        for (Boolean truth : List.of(true, false)) {
            Integer place = places.get(reading.apply(truth.toString()));
            if (place != null) {
                known.put(truth, place);
            }
        }
        return known;
    }

    private static @Nullable String read(Function<String, @Nullable String> reading, double code) {
        return reading.apply(ValueText.codeOf(code));
    }

    @Override
    CategoryCounter fresh() {
        return new CategoryCounter(layout);
    }

    @Override
    void counted(double number) {
        int found = Arrays.binarySearch(layout.codes, number + 0.0);
        if (found >= 0) {
            counts[layout.placesOfCodes[found]]++;
        } else {
            counted(ValueText.codeOf(number + 0.0));
        }
    }

    @Override
    void counted(Number number) {
        double value = number.doubleValue();
        if (WholeNumbers.isExact(value)) {
            counted(value);
        } else {
            counted(ValueCollector.code(number));
        }
    }

    @Override
    boolean countedAsKnown(Object value) {
        Integer place = layout.known.get(value);
        if (place != null) {
            counts[place]++;
        }
        return place != null;
    }

    @Override
    void counted(String text) {
        String category = layout.reading.apply(text);
        Integer read = category == null ? null : layout.places.get(category);
        if (category == null) {
            invalid++;
        } else if (read != null) {
            counts[read]++;
        } else {
            unseen(category, 1);
        }
        LocalDate date = dates == null ? null : ValueText.date(text);
        if (dates != null && date != null) {
            dates.add(date, ValueText.hour(text), 1);
            first = Math.min(first, date.toEpochDay());
            last = Math.max(last, date.toEpochDay());
        }
    }

    private void unseen(String category, long count) {
        unseen.merge(category, count, Long::sum);
        other += CountedColumn.cut(unseen);
    }

    @Override
    long values() {
        return other
                + Arrays.stream(counts).sum()
                + unseen.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    void add(ColumnCounter counter) {
        super.add(counter);
        CategoryCounter more = (CategoryCounter) counter;
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more.counts[i];
        }
        more.unseen.forEach(this::unseen);
        other += more.other;
        first = Math.min(first, more.first);
        last = Math.max(last, more.last);
        if (dates != null && more.dates != null) {
            dates.add(more.dates.counts());
        }
    }

    @Override
    StoredColumn toColumn(long absent) {
        Map<String, Long> categories = new TreeMap<>();
        layout.places.forEach((category, place) -> categories.put(category, counts[place]));
        return new CountedColumn(
                layout.reference.kind(),
                layout.reference.order(),
                type(),
                missing + absent,
                invalid,
                categories,
                unseen,
                other,
                first,
                last,
                dates == null ? null : dates.counts());
    }
}
