package io.github.modelkeel.cli;

import io.github.modelkeel.model.InvalidInputException.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts the cells of answered rows that broke a rule and were used nevertheless. Not thread-safe. */
final class Tolerated implements Consumer<Kind> {
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> row = new EnumMap<>(Kind.class);

    @Override
    public void accept(Kind kind) {
        row.merge(kind, 1L, Long::sum);
    }

    /** The row whose cells came last has an answer. */
    void answered() {
        if (!row.isEmpty()) {
            row.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
            row.clear();
        }
    }

    /** The row whose cells came last was refused, so that none of them was used. */
    void refused() {
        row.clear();
    }

    /** One line for people; nothing if there was no such cell. */
    Optional<String> summary() {
        List<String> parts = new ArrayList<>();
        add(parts, Kind.UNKNOWN_CATEGORY, "of a category that training never saw");
        add(parts, Kind.OUT_OF_RANGE, "out of the range that training saw");
        add(parts, Kind.WRONG_TYPE, "converted from another type");
        add(parts, Kind.NOT_FINITE, "infinite, taken for missing");
        add(parts, Kind.UNKNOWN_COLUMN, "of columns that the model does not know, ignored");
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
    }

    private void add(List<String> parts, Kind kind, String what) {
        long count = counts.getOrDefault(kind, 0L);
        if (count > 0) {
            parts.add(count + (count == 1 ? " cell " : " cells ") + what);
        }
    }
}
