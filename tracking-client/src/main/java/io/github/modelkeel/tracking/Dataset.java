package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.dataset.CsvSummary;
import io.github.modelkeel.tracking.dataset.DatasetColumns;
import io.github.modelkeel.tracking.dataset.DatasetFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which data a run used: not the data, but what distinguishes it from other data. Immutable.
 *
 * @param name a name for people, at most 500 characters
 * @param digest what changes when the data changes, at most 36 characters
 * @param sourceType where the data is, for example {@code local} or {@code http}
 * @param source the place, as JSON, for example {@code {"uri": "data/train.csv"}}
 * @param schema the columns, as JSON in MLflow's form, or null
 * @param profile figures about the data, as JSON, or null
 */
public record Dataset(
        String name,
        String digest,
        String sourceType,
        String source,
        @Nullable String schema,
        @Nullable String profile) {
    /**
     * Checks the lengths.
     *
     * @param name a name for people, at most 500 characters
     * @param digest what changes when the data changes, at most 36 characters
     * @param sourceType where the data is, for example {@code local} or {@code http}
     * @param source the place, as JSON, for example {@code {"uri": "data/train.csv"}}
     * @param schema the columns, as JSON in MLflow's form, or null
     * @param profile figures about the data, as JSON, or null
     * @throws IllegalArgumentException if a value is blank or too long
     */
    public Dataset {
        DatasetFields.check(name, digest, sourceType, source, schema, profile);
    }

    /**
     * Describes a CSV file with a header line in UTF-8. It is read once, as a stream. The digest is the start of the SHA-256 of its
     * bytes. A column's type is {@code long}, {@code double} or {@code boolean} when all its values are, else {@code string}.
     *
     * @param name a name for people
     * @param file the file
     * @return the description
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it has no header line
     */
    public static Dataset ofCsv(String name, Path file) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(file, "file");
        try {
            CsvSummary summary = CsvSummary.of(file);
            String source = Json.text(Json.object().put("uri", file.toString()));
            return new Dataset(
                    name,
                    summary.digest(),
                    "local",
                    source,
                    summary.columns().schema(),
                    summary.columns().profile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Describes columns that are in memory. The digest is the start of a SHA-256 over the names and values in their order.
     *
     * @param name a name for people
     * @param columns column names to values: numbers, strings, booleans or null; all columns of one length
     * @return the description
     * @throws IllegalArgumentException if there is no column, or the lengths differ
     */
    public static Dataset ofColumns(String name, Map<String, ? extends List<?>> columns) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(columns, "columns");
        DatasetColumns described = DatasetColumns.of(columns);
        return new Dataset(
                name, DatasetColumns.digest(columns), "code", "{\"tags\":{}}", described.schema(), described.profile());
    }

    static Dataset of(JsonValue json) {
        DatasetFields read = DatasetFields.of(json);
        return new Dataset(read.name(), read.digest(), read.sourceType(), read.source(), read.schema(), read.profile());
    }

    DatasetFields fields() {
        return new DatasetFields(name, digest, sourceType, source, schema, profile);
    }

    JsonObject toJson() {
        return fields().toJson();
    }
}
