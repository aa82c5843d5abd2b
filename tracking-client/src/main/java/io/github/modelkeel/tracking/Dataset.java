package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.dataset.CsvSummary;
import io.github.modelkeel.tracking.dataset.DatasetColumns;
import io.github.modelkeel.tracking.dataset.DatasetFields;
import io.github.modelkeel.tracking.dataset.DvcDigest;
import io.github.modelkeel.tracking.dataset.DvcFile;
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
            throw unreadable(file, e);
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

    /**
     * Describes a file or a directory as DVC 3 does. The digest is the one of DVC: the MD5 of the file's bytes as they are, line ends included;
     * of a directory the MD5 of DVC's list of its files, with {@code .dir} at the end. All bytes are read; a
     * link to a file is that file, and within a directory DVC leaves out links to others.
     *
     * @param name a name for people
     * @param data the file or directory; DVC need not have seen it yet
     * @return the description, with the size in bytes and the number of files as its profile
     * @throws UncheckedIOException if something cannot be read
     * @throws IllegalArgumentException if a {@code .dvcignore} of the repository has patterns, so that DVC may leave out files of the
     *     directory, or the directory has a {@code .dvcignore} or a repository of DVC in it
     */
    public static Dataset ofDvc(String name, Path data) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(data, "data");
        try {
            return ofDvc(name, DvcDigest.of(data), data.toString());
        } catch (IOException e) {
            throw unreadable(data, e);
        }
    }

    /**
     * Describes data by the digest that DVC has written down; the data need not be here. A {@code dvc.lock} says what a stage read and wrote when
     * it last ran: within a stage it is still the one of the run before, so use {@link #ofDvc(String, Path)} there.
     *
     * @param name a name for people
     * @param dvcFile a {@code dvc.lock}, or the {@code .dvc} file that {@code dvc add} writes
     * @param path the path of the data as it stands in that file, for example {@code data/train.csv}
     * @return the description, with the size in bytes and the number of files as its profile; its source is that path
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if the path is not in the file, has no MD5 there, or two stages saw different data
     */
    public static Dataset ofDvcFile(String name, Path dvcFile, String path) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dvcFile, "dvcFile");
        Objects.requireNonNull(path, "path");
        try {
            return ofDvc(name, DvcFile.find(dvcFile, path), path);
        } catch (IOException e) {
            throw unreadable(dvcFile, e);
        }
    }

    private static Dataset ofDvc(String name, DvcDigest digest, String uri) {
        String source = Json.text(Json.object().put("uri", uri));
        return new Dataset(name, digest.md5(), "local", source, null, digest.profile());
    }

    private static UncheckedIOException unreadable(Path file, IOException e) {
        return new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
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
