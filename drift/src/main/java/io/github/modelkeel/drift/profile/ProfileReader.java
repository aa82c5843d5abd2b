package io.github.modelkeel.drift.profile;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.json.JsonTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what {@link ProfileJson} writes; members that it does not know are ignored. */
public final class ProfileReader {
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
        return new StoredTable(rows, columns, new TreeSet<>(json.texts("absent")), added);
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
                dated ? json.whole("last_day") : -CountedColumn.NO_DAY);
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
