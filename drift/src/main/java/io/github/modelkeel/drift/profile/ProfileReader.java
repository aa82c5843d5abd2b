package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.DateCounter;
import io.github.modelkeel.drift.column.DateCounts;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.json.JsonTree;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ProfileJson} writes; members that it does not know are ignored. */
public final class ProfileReader {
    private static final int MAX_DOUBLINGS = 22;
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final Set<String> UNSCORED = Set.of("identifier", "text", "unknown");

    private ProfileReader() {}

    public static StoredTable read(String text) {
        JsonTree json = JsonTree.parse(text);
        if (!json.has("format") || !json.text("format").equals(ProfileJson.FORMAT)) {
            throw json.wrong("format", "\"" + ProfileJson.FORMAT + "\"");
        }
        long version = json.whole("format_version");
        if (version != ProfileJson.FORMAT_VERSION) {
            throw new MalformedDataException("the profile has format version " + version + ", this build reads version "
                    + ProfileJson.FORMAT_VERSION + "; use a build that reads it, or make the profile again");
        }
        long rows = json.count("rows");
        Map<String, StoredColumn> columns = new LinkedHashMap<>();
        for (JsonTree column : json.objects("columns")) {
            StoredColumn read = column(column);
            if (read.rows() != rows) {
                throw new MalformedDataException("column '" + column.text("name") + "' counts " + read.rows()
                        + " rows, the profile " + rows + "; the file was changed");
            }
            if (columns.put(column.text("name"), read) != null) {
                throw column.wrong("name", "a column that was not there before");
            }
        }
        Map<String, Type> added = new TreeMap<>();
        json.objects("added").forEach(column -> added.put(column.text("name"), type(column)));
        return new StoredTable(rows, columns, new TreeSet<>(json.texts("absent")), added, takenAt(json));
    }

    private static @Nullable Instant takenAt(JsonTree json) {
        try {
            return json.has("taken_at") ? Instant.parse(json.text("taken_at")) : null;
        } catch (DateTimeException e) {
            throw json.wrong("taken_at", "a moment such as \"2026-11-01T00:00:00Z\"");
        }
    }

    private static StoredColumn column(JsonTree json) {
        String kind = json.text("kind");
        return switch (kind) {
            case BinnedColumn.NUMBER, BinnedColumn.INTEGER -> binned(kind.equals(BinnedColumn.INTEGER), json);
            case CountedColumn.BOOLEAN, CountedColumn.CATEGORY, CountedColumn.ORDERED, CountedColumn.DATE ->
                counted(kind, json);
            default -> {
                if (!UNSCORED.contains(kind)) {
                    throw json.wrong(
                            "kind", "number, integer, boolean, category, ordered, date, identifier, text or unknown");
                }
                yield new UnscoredColumn(
                        kind,
                        type(json),
                        json.flag("numbers"),
                        json.count("missing"),
                        json.count("invalid"),
                        json.count("values"),
                        json.count("distinct"));
            }
        };
    }

    private static BinnedColumn binned(boolean whole, JsonTree json) {
        Grid grid = Grid.ofEdges(json.numbers("edges"));
        if (grid == null) {
            throw json.wrong("edges", "ascending numbers");
        }
        long[] counts = json.counts("counts");
        if (counts.length != grid.size()) {
            throw json.wrong("counts", grid.size() + " counts, one more than there are edges");
        }
        double[] sample = json.numbers("sample");
        if (!Arrays.equals(sample, Arrays.stream(sample).sorted().toArray())) {
            throw json.wrong("sample", "ascending numbers");
        }
        JsonTree moments = json.object("moments");
        Sums sums = new Sums(
                moments.count("count"),
                moments.number("mean"),
                moments.number("squares"),
                moments.number("min"),
                moments.number("max"));
        return new BinnedColumn(
                whole,
                type(json),
                json.count("missing"),
                json.count("invalid"),
                json.count("positive_infinite"),
                json.count("negative_infinite"),
                json.flag("floats"),
                grid,
                counts,
                sums,
                sample);
    }

    private static CountedColumn counted(String kind, JsonTree json) {
        boolean dated = json.has("first_day") || json.has("last_day");
        Map<String, Long> categories = categories(json, "categories");
        boolean ordered = kind.equals(CountedColumn.ORDERED);
        if (ordered && categories.size() < 2) {
            throw json.wrong("categories", "two or more categories in their order");
        }
        return new CountedColumn(
                kind,
                ordered ? List.copyOf(categories.keySet()) : List.of(),
                type(json),
                json.count("missing"),
                json.count("invalid"),
                categories,
                categories(json, "unseen"),
                json.count("other"),
                dated ? json.whole("first_day") : CountedColumn.NO_DAY,
                dated ? json.whole("last_day") : -CountedColumn.NO_DAY,
                kind.equals(CountedColumn.DATE) ? dates(json, categories) : null);
    }

    /** An earlier build did not count them: null then, unless there is no date. */
    private static @Nullable DateCounts dates(JsonTree json, Map<String, Long> weekdays) {
        long values = weekdays.values().stream().mapToLong(Long::longValue).sum();
        if (!json.has("days")) {
            return values == 0 ? DateCounts.NONE : null;
        }
        int doublings = Long.numberOfTrailingZeros(json.count("day_width"));
        if (1L << doublings != json.count("day_width") || doublings > MAX_DOUBLINGS) {
            throw json.wrong("day_width", "a power of two, up to " + (1 << MAX_DOUBLINGS));
        }
        long[] counts = json.counts("day_counts");
        SortedMap<Long, Long> days = new TreeMap<>();
        for (double day : json.numbers("days")) {
            boolean later = days.isEmpty() || day > days.lastKey() << doublings;
            if (!later || day < FIRST_DAY - (1 << doublings) || day > LAST_DAY || (long) day % (1L << doublings) != 0) {
                throw json.wrong("days", "ascending days since 1970 that day_width divides");
            }
            days.put((long) day >> doublings, days.size() < counts.length ? counts[days.size()] : 0);
        }
        if (days.size() != counts.length || days.size() > DateCounter.MAX_DAYS) {
            throw json.wrong("day_counts", "as many counts as there are days, up to " + DateCounter.MAX_DAYS);
        }
        List<Long> months = parts(json, "months", DateCounts.MONTHS);
        List<Long> hours = parts(json, "hours", DateCounts.HOURS);
        DateCounts dates = new DateCounts(doublings, days, months, hours);
        if (Arrays.stream(counts).sum() != dates.values() || dates.timed() > dates.values()) {
            throw json.wrong("months", "counts with the sum of day_counts");
        }
        return dates;
    }

    private static List<Long> parts(JsonTree json, String name, int size) {
        List<Long> counts = Arrays.stream(json.counts(name)).boxed().toList();
        if (counts.size() != size) {
            throw json.wrong(name, size + " counts");
        }
        return counts;
    }

    private static Map<String, Long> categories(JsonTree json, String name) {
        Map<String, Long> categories = new LinkedHashMap<>();
        for (JsonTree category : json.objects(name)) {
            if (categories.put(category.text("value"), category.count("count")) != null) {
                throw category.wrong("value", "a category that was not there before");
            }
        }
        return categories;
    }

    private static Type type(JsonTree json) {
        String saved = json.text("type");
        return Arrays.stream(Type.values())
                .filter(type -> type.saved().equals(saved))
                .findFirst()
                .orElseThrow(() -> json.wrong("type", "number, text or empty"));
    }
}
