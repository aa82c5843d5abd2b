package io.github.modelkeel.drift.profile;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.modelkeel.drift.column.DateCounts;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.json.JsonNumber;
import io.github.modelkeel.drift.json.JsonText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a profile; the names are part of the format, and {@link ProfileReader} reads them. */
public final class ProfileJson {
    static final String FORMAT = "modelkeel-profile";

    /** Rises when a member is renamed, removed or changes its meaning. */
    static final int FORMAT_VERSION = 1;

    private final JsonStringWriter json;

    private ProfileJson(JsonStringWriter json) {
        this.json = json;
    }

    public static String write(StoredTable table) {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        new ProfileJson(json).table(table);
        return JsonText.of(json);
    }

    private void table(StoredTable table) {
        json.object();
        json.value("format", FORMAT);
        json.value("format_version", FORMAT_VERSION);
        json.value("rows", table.rows());
        if (table.takenAt() != null) {
            json.value("taken_at", table.takenAt().toString());
        }
        json.array("columns");
        for (Map.Entry<String, StoredColumn> entry : table.columns().entrySet()) {
            json.object();
            json.value("name", entry.getKey());
            column(entry.getValue());
            json.end();
        }
        json.end();
        json.array("absent");
        for (String name : table.absent()) {
            json.value(name);
        }
        json.end();
        json.array("added");
        for (Map.Entry<String, Type> entry : table.added().entrySet()) {
            json.object();
            json.value("name", entry.getKey());
            json.value("type", entry.getValue().saved());
            json.end();
        }
        json.end();
        json.end();
    }

    private void column(StoredColumn column) {
        json.value("kind", column.kind());
        json.value("type", column.type().saved());
        json.value("missing", column.missing());
        json.value("invalid", column.invalid());
        if (column instanceof BinnedColumn binned) {
            binned(binned);
        } else if (column instanceof CountedColumn counted) {
            counted(counted);
        } else if (column instanceof UnscoredColumn unscored) {
            json.value("numbers", unscored.numbers());
            json.value("values", unscored.values());
            json.value("distinct", unscored.distinct());
        }
    }

    private void binned(BinnedColumn column) {
        json.value("positive_infinite", column.positiveInfinite());
        json.value("negative_infinite", column.negativeInfinite());
        json.value("floats", column.floats());
        JsonNumber.write(json, "edges", column.grid().edges());
        json.array("counts");
        for (long count : column.counts()) {
            json.value(count);
        }
        json.end();
        Sums sums = column.sums();
        json.object("moments");
        json.value("count", sums.count());
        JsonNumber.write(json, "mean", sums.mean());
        JsonNumber.write(json, "squares", sums.squares());
        JsonNumber.write(json, "min", sums.min());
        JsonNumber.write(json, "max", sums.max());
        json.end();
        JsonNumber.write(json, "sample", column.sample());
    }

    private void counted(CountedColumn column) {
        Map<String, Long> inOrder = new LinkedHashMap<>();
        column.order()
                .forEach(category -> inOrder.put(category, column.categories().getOrDefault(category, 0L)));
        categories("categories", inOrder.isEmpty() ? column.categories() : inOrder);
        categories("unseen", column.unseen());
        json.value("other", column.other());
        if (column.days() > 0) {
            json.value("first_day", column.first());
            json.value("last_day", column.last());
        }
        DateCounts dates = column.dates();
        if (dates != null) {
            json.value("day_width", 1L << dates.doublings());
            whole(
                    "days",
                    dates.days().keySet().stream()
                            .map(day -> day << dates.doublings())
                            .toList());
            whole("day_counts", dates.days().values());
            whole("months", dates.months());
            whole("hours", dates.hours());
        }
    }

    private void whole(String name, Collection<Long> numbers) {
        json.array(name);
        numbers.forEach(json::value);
        json.end();
    }

    private void categories(String name, Map<String, Long> counts) {
        json.array(name);
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            json.object();
            json.value("value", entry.getKey());
            json.value("count", entry.getValue());
            json.end();
        }
        json.end();
    }
}
