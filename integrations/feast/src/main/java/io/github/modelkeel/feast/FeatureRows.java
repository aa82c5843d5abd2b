package io.github.modelkeel.feast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Features by name, a row for each entity that was asked for. Immutable. */
public final class FeatureRows {
    private final List<Map<String, @Nullable Object>> rows;
    private final @Nullable RuntimeException failure;

    private FeatureRows(
            List<? extends Map<String, ? extends @Nullable Object>> rows, @Nullable RuntimeException failure) {
        List<Map<String, @Nullable Object>> copies = new ArrayList<>(rows.size());
        for (Map<String, ? extends @Nullable Object> row : rows) {
            copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
        }
        this.rows = Collections.unmodifiableList(copies);
        this.failure = failure;
    }

    /**
     * Rows of a store.
     *
     * @param rows the features of each entity by name; {@code null} for one that has no value
     * @return the rows
     */
    public static FeatureRows of(List<? extends Map<String, ? extends @Nullable Object>> rows) {
        return new FeatureRows(Objects.requireNonNull(rows, "rows"), null);
    }

    /**
     * Rows in place of those of a store that failed.
     *
     * @param rows what is used instead, as for {@link #of(List)}
     * @param failure why the store's are not there
     * @return the rows
     */
    public static FeatureRows instead(
            List<? extends Map<String, ? extends @Nullable Object>> rows, RuntimeException failure) {
        return new FeatureRows(Objects.requireNonNull(rows, "rows"), Objects.requireNonNull(failure, "failure"));
    }

    /** {@return how many rows there are} */
    public int size() {
        return rows.size();
    }

    /** {@return the features of each entity by name, in the order of the entities; the entities' own names are not among them} */
    public List<Map<String, @Nullable Object>> rows() {
        return rows;
    }

    /**
     * Why the store gave no answer for at least one of the rows, which is made of defaults or nulls then.
     *
     * @return the failure, or empty
     */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * The features with what came with the request, for {@code Rows.ofMaps}.
     *
     * @param requestRows a row for each row of these, in the same order
     * @return the columns of both
     * @throws IllegalArgumentException if there are more or fewer rows, or a column is in both: which of two values a model should see is not
     *     decided silently
     */
    public List<Map<String, @Nullable Object>> merge(
            List<? extends Map<String, ? extends @Nullable Object>> requestRows) {
        Objects.requireNonNull(requestRows, "requestRows");
        if (requestRows.size() != rows.size()) {
            throw new IllegalArgumentException(
                    "there are " + rows.size() + " rows of features, but " + requestRows.size() + " of the request");
        }
        List<Map<String, @Nullable Object>> merged = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>(rows.get(i));
            requestRows.get(i).forEach((column, value) -> {
                if (row.containsKey(column)) {
                    throw new IllegalArgumentException("the column '" + column
                            + "' is a feature of the store and in the request too; leave it out of one of them");
                }
                row.put(column, value);
            });
            merged.add(Collections.unmodifiableMap(row));
        }
        return Collections.unmodifiableList(merged);
    }
}
