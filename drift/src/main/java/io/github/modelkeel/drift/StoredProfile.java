package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.message.NearestName;
import io.github.modelkeel.drift.profile.CountsReader;
import io.github.modelkeel.drift.profile.CountsWriter;
import io.github.modelkeel.drift.profile.ProfileJson;
import io.github.modelkeel.drift.profile.ProfileReader;
import io.github.modelkeel.drift.profile.StoredColumn;
import io.github.modelkeel.drift.profile.StoredTable;
import io.github.modelkeel.drift.report.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A profile that is kept beside a model, as {@code profile.json}: the schema, and counts of each column over bins and categories that the
 * reference froze. Current data are counted over the same bins ({@link #count}), part by part and on as many machines as there are, and the
 * parts are put together by {@link #merge}. Immutable and safe for use by multiple threads.
 *
 * <p>Numbers of at most 500 distinct values are counted value by value, others in the reference's thousandths, with values that make up several
 * of them alone; what is below or above the reference's range is counted apart. Of text the reference's categories are counted and, of others, the
 * first 10,000 by name and the rest as one. Of identifiers and free text nothing is kept but how many there are. A profile therefore has a bounded size, and no row of the
 * data; a category's text and up to 500 numbers of a column are in it.
 *
 * <p><b>The verdict of a merged profile</b> is that of the counts alone. Counts are whole numbers that add up, so any split of the same rows, with
 * empty parts too, gives the same states, scores and p-values as one machine, to the last bit (of a column with more than 100,000 distinct texts in a part,
 * which further ones are counted as one depends on the split). It differs a little from the verdict on the rows
 * themselves ({@link Drift#compare(Profile, Profile)}), because values in one thousandth are not distinguished. Moments
 * are kept for people and decide nothing; merged ones are equal up to rounding.
 */
public final class StoredProfile {
    private static final String FILE_NAME = "profile.json";

    private final StoredTable table;

    private StoredProfile(StoredTable table) {
        this.table = table;
    }

    /**
     * A profile of a reference, with the schema that {@link Schema#of} infers.
     *
     * @param reference what is normal, for instance the training data
     * @return the profile
     */
    public static StoredProfile of(Profile reference) {
        return of(reference, Schema.of(reference));
    }

    /**
     * A profile of a reference.
     *
     * @param reference what is normal, for instance the training data
     * @param schema what its columns are; for columns that it lacks, what they are by their values
     * @return the profile
     * @throws IllegalArgumentException if the schema was given a kind of a column that the reference does not have, for instance one that is misspelled
     */
    public static StoredProfile of(Profile reference, Schema schema) {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(schema, "schema");
        List<String> columns = reference.columnNames();
        for (String column : columns.isEmpty() ? List.<String>of() : schema.given()) {
            if (!columns.contains(column)) {
                throw new IllegalArgumentException("the schema has a kind for '" + column
                        + "', which the reference does not have" + NearestName.hint(column, columns) + "; it has "
                        + columns);
            }
        }
        Map<String, String> kinds = new LinkedHashMap<>();
        Schema.of(reference)
                .columns()
                .forEach((name, kind) ->
                        kinds.put(name, Schema.saved(schema.kind(name).orElse(kind))));
        return new StoredProfile(StoredTable.ofReference(reference.rows(), reference.columns(), kinds, schema.orders())
                .withTakenAt(reference.takenAt().orElse(null)));
    }

    /**
     * Reads {@link #write}'s file.
     *
     * @param file the file
     * @return the profile, equal to the one that was written
     * @throws InvalidDataException if it is not a profile, is cut off, was changed, or is of another format version; the message says where
     * @throws UncheckedIOException if it cannot be read
     */
    public static StoredProfile read(Path file) {
        Objects.requireNonNull(file, "file");
        try {
            return new StoredProfile(ProfileReader.read(Files.readString(file)));
        } catch (MalformedDataException e) {
            throw new InvalidDataException(new MalformedDataException(file + ": " + e.getMessage(), e));
        } catch (CharacterCodingException e) {
            throw new InvalidDataException(new MalformedDataException(file + ": not valid UTF-8", e));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads the profile that was logged with a model, {@code profile.json} among its files. They are where {@code
     * registry.download(registry.resolve("models:/house@champion"))} puts them.
     *
     * @param directory the model's files
     * @return the profile
     * @throws InvalidDataException if there is none, or as {@link #read} does
     * @throws UncheckedIOException if it cannot be read
     */
    public static StoredProfile ofModel(Path directory) {
        Path file = Objects.requireNonNull(directory, "directory").resolve(FILE_NAME);
        if (Files.notExists(file)) {
            throw new InvalidDataException(new MalformedDataException(directory + ": no " + FILE_NAME
                    + " among the model's files; log the model with ModelOptions.withProfile(profile.toJson())"));
        }
        return read(file);
    }

    /**
     * Reads {@link #toJson}'s text.
     *
     * @param json the text
     * @return the profile
     * @throws InvalidDataException if it is not a profile, is cut off, was changed, or is of another format version; the message says where
     */
    public static StoredProfile ofJson(String json) {
        try {
            return new StoredProfile(ProfileReader.read(Objects.requireNonNull(json, "json")));
        } catch (MalformedDataException e) {
            throw new InvalidDataException(e);
        }
    }

    /**
     * Counts current data over this profile's bins and categories.
     *
     * @param current the data, or a part of them
     * @return their profile, which can be merged with those of other parts
     */
    public StoredProfile count(Profile current) {
        Objects.requireNonNull(current, "current");
        return new StoredProfile(table.count(current.rows(), current.columns())
                .withTakenAt(current.takenAt().orElse(null)));
    }

    /**
     * Reads a CSV file by this profile's schema and counts it: a column that is not of numbers is read as text, so that codes such as 007 keep
     * their zeros in every part. Lines are counted as they are read, so memory does not grow with the file, unless it has lines with more or
     * fewer fields than the header, or the options say how numbers are written, what is missing or of which type a column is.
     *
     * @param current the file, or a part of the data
     * @param options how to read it; types in them win
     * @return its profile, which can be merged with those of other parts
     * @throws InvalidDataException if the file is malformed; the message names the line
     * @throws UncheckedIOException if the file cannot be read
     */
    public StoredProfile countCsv(Path current, CsvOptions options) {
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(options, "options");
        CsvOptions reading = options.withTexts(texts());
        try {
            return CsvCount.of(table, current, reading.format())
                    .map(StoredProfile::new)
                    .orElseGet(() -> count(Profile.ofCsv(current, reading)));
        } catch (MalformedDataException e) {
            throw new InvalidDataException(e);
        }
    }

    private List<String> texts() {
        return table.columns().entrySet().stream()
                .filter(entry -> List.of("category", "ordered", "boolean", "date")
                        .contains(entry.getValue().kind()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** {@return this profile's bins and categories without any row: what merging starts with} */
    public StoredProfile empty() {
        return new StoredProfile(table.count(0, Map.of()));
    }

    /**
     * Puts two parts together. The order does not matter, for counts and verdicts.
     *
     * @param other another part, counted by the same reference; a column that only one part has is missing in the rows of the other
     * @return both
     * @throws IllegalArgumentException if the bins or categories differ
     */
    public StoredProfile merge(StoredProfile other) {
        return new StoredProfile(table.plus(Objects.requireNonNull(other, "other").table));
    }

    /**
     * What was counted, without the bins and categories that it was counted over: what a part has to send to where its reference is, {@link
     * #withCounts} there. Of a few rows it is a hundredth of {@link #toJson()}. It is not a format to keep: only the same version of this library reads it.
     *
     * @return the counts
     */
    public byte[] counts() {
        return CountsWriter.write(table);
    }

    /**
     * A part whose {@link #counts} were sent.
     *
     * @param counts what was counted by this profile, by {@link #count} for instance
     * @return the part, equal to the one that sent them
     * @throws InvalidDataException if they were counted by another reference, are cut off or were changed
     */
    public StoredProfile withCounts(byte[] counts) {
        try {
            return new StoredProfile(CountsReader.read(table, Objects.requireNonNull(counts, "counts")));
        } catch (MalformedDataException e) {
            throw new InvalidDataException(e);
        }
    }

    /** {@return what the columns of the reference are} */
    public Schema schema() {
        Map<String, Schema.Kind> kinds = new LinkedHashMap<>();
        Map<String, List<String>> orders = new HashMap<>();
        table.columns().forEach((name, column) -> {
            kinds.put(name, Schema.ofSaved(column.kind()));
            if (!column.order().isEmpty()) {
                orders.put(name, column.order());
            }
        });
        return Schema.ofSaved(kinds, orders);
    }

    /**
     * This profile with the moment that its data were taken, from which the age of dates is counted. It is used where both sides of a comparison have
     * one; without it the newest date of each side is taken for it. Of merged parts the latest one counts.
     *
     * @param moment for instance when the query ran, or the end of the day that a batch is of; its day in UTC counts
     * @return a new profile of the same counts
     */
    public StoredProfile withTakenAt(Instant moment) {
        return new StoredProfile(table.withTakenAt(Objects.requireNonNull(moment, "moment")));
    }

    /** {@return the moment that the data were taken, empty if it was not given} */
    public Optional<Instant> takenAt() {
        return Optional.ofNullable(table.takenAt());
    }

    /** {@return how many rows were counted} */
    public long rows() {
        return table.rows();
    }

    /** {@return the names of the reference's columns, in its order} */
    public List<String> columnNames() {
        return List.copyOf(table.columns().keySet());
    }

    /**
     * How many values of a column are missing.
     *
     * @param column its name
     * @return the count, empty if there is no such column
     */
    public Optional<Long> missing(String column) {
        return Optional.ofNullable(table.columns().get(Objects.requireNonNull(column, "column")))
                .map(StoredColumn::missing);
    }

    StoredTable table() {
        return table;
    }

    /** A SHA-256 of the file. */
    String fingerprint() {
        try {
            byte[] text = toJson().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The profile as JSON, format version 1. Members may be added within a version, never renamed or removed, and a later build reads every
     * earlier version.
     *
     * @return the JSON text, one line a column
     */
    public String toJson() {
        return ProfileJson.write(table);
    }

    /**
     * Writes {@link #toJson()} as UTF-8. The directory is created if need be, and the file appears whole or not at all.
     *
     * @param file where to, usually {@code profile.json}; replaced if it exists
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(Objects.requireNonNull(file, "file"), toJson());
    }

    /** {@return whether the other has the same schema, bins, categories and counts} */
    @Override
    public boolean equals(Object other) {
        return other instanceof StoredProfile profile && profile.table.equals(table);
    }

    @Override
    public int hashCode() {
        return table.hashCode();
    }

    /** {@return the size and the names of the columns} */
    @Override
    public String toString() {
        return "StoredProfile[" + rows() + " rows, columns " + table.columns().keySet() + "]";
    }
}
