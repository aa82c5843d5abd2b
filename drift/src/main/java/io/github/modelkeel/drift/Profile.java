package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.Fingerprint;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.source.ColumnReader;
import io.github.modelkeel.drift.source.CsvProfiler;
import io.github.modelkeel.drift.source.JsonLines;
import io.github.modelkeel.drift.source.PredictionLogRows;
import io.github.modelkeel.drift.source.RecordReader;
import io.github.modelkeel.drift.source.ResultSetReader;
import io.github.modelkeel.drift.source.RowReader;
import io.github.modelkeel.drift.source.Segments;
import io.github.modelkeel.drift.source.Table;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table for drift: for each column the sorted numbers or the counts of the categories, and how many values are
 * missing or infinite. The order of the rows is not kept. Immutable and safe for use by multiple threads; make the reference's profile
 * once and compare many current ones with it.
 *
 * <p>Missing are null, NaN, blank texts and the {@linkplain CsvOptions#defaults() words} that pandas takes for missing, whatever the source.
 * Numbers take 8 bytes each, so a million rows of ten numeric columns take 80 MB; text takes memory by its distinct values only, at most
 * 100,000 of them: which further ones are one category, {@code (other)}, depends on the order of the rows then. Texts of which most are numbers
 * are all kept, as a schema may read them as numbers.
 */
public final class Profile {
    private final Map<String, ProfileColumn> columns;
    private final long rows;
    private final @Nullable Instant takenAt;
    private volatile @Nullable String fingerprint;

    private Profile(Table table) {
        this(table.columns(), table.rows());
    }

    private static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedDataException e) {
            throw new InvalidDataException(e);
        }
    }

    Profile(Map<String, ProfileColumn> columns, long rows) {
        this(columns, rows, null);
    }

    private Profile(Map<String, ProfileColumn> columns, long rows, @Nullable Instant takenAt) {
        this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        this.rows = rows;
        this.takenAt = takenAt;
    }

    /**
     * This profile with the moment that its data were taken, from which the age of dates is counted. It is used where both sides of a comparison have
     * one; without it the newest date of each side is taken for it.
     *
     * @param moment for instance when the query ran, or the end of the day that a batch is of; its day in UTC counts
     * @return a new profile of the same data
     */
    public Profile withTakenAt(Instant moment) {
        return new Profile(columns, rows, Objects.requireNonNull(moment, "moment"));
    }

    /** {@return the moment that the data were taken, empty if it was not given} */
    public Optional<Instant> takenAt() {
        return Optional.ofNullable(takenAt);
    }

    /**
     * A profile from whole columns. A column is a {@code double[]}, {@code float[]}, {@code int[]}, {@code long[]}, {@code boolean[]}, an
     * array of objects or a {@link Collection}; objects are read as in {@link #ofRows}. Nothing of the argument is kept or changed.
     *
     * @param columns the columns by name; their order is kept if the map has one
     * @return the profile
     * @throws InvalidDataException if the columns differ in length, or a column has an unsupported type
     */
    public static Profile ofColumns(Map<String, ?> columns) {
        Builder builder = builder();
        Objects.requireNonNull(columns, "columns");
        read(() -> ColumnReader.read(columns)).forEach(builder::put);
        return builder.build();
    }

    /**
     * A profile from rows, read once. A value is a {@link Number}, or a text, boolean, character, enum, date or UUID, which become
     * categories by their text; so does a column that mixes numbers with these. A value of another type is invalid and counted. A row that
     * lacks a column has it missing; no rows at all give a profile without columns.
     *
     * @param rows the rows, column name to value
     * @return the profile
     */
    public static Profile ofRows(Iterable<? extends Map<String, ? extends @Nullable Object>> rows) {
        Objects.requireNonNull(rows, "rows");
        return new Profile(read(() -> RowReader.read(rows)));
    }

    /**
     * A profile from records or beans, read once: a column for each component of a record, in their order, or for each public getter of a
     * bean ({@code getAge()}, {@code isNew()}) and public field without one, by name. Values are read as in {@link #ofRows}: one that holds
     * others, such as a list or another record, is invalid and counted, and costs its column alone. In a null record all columns are missing.
     *
     * @param type the class of the records, or an interface with getters that they have; without records too it says what the columns are
     * @param records the records
     * @param <T> the class of the records
     * @return the profile
     * @throws InvalidDataException if the class has no columns, or its module does not let them be read
     * @throws IllegalStateException if a getter fails; the message names it and the record, from 1
     */
    public static <T> Profile ofRecords(Class<T> type, Iterable<? extends @Nullable T> records) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(records, "records");
        return new Profile(read(() -> RecordReader.read(type, records)));
    }

    /**
     * A profile for each value of a column, of the other columns of the rows that have it, for {@link Drift#compareBy}.
     *
     * @param rows the rows, column name to value, as in {@link #ofRows}
     * @param column the column, of at most 1,000 values; a row without a value is of the segment {@code (missing)}
     * @return the profiles by value, in the order of their texts
     * @throws InvalidDataException if the column has more values
     */
    public static Map<String, Profile> segments(
            Iterable<? extends Map<String, ? extends @Nullable Object>> rows, String column) {
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(column, "column");
        return profiles(read(() -> Segments.read(rows, column)));
    }

    /**
     * A profile for each value of a column of a CSV file, of the other columns of the lines that have it, for {@link Drift#compareBy}. A line
     * with more or fewer fields than the header belongs to no segment.
     *
     * @param file the file
     * @param options how to read it
     * @param column the column, of at most 1,000 values; a line without a value is of the segment {@code (missing)}
     * @return the profiles by value, in the order of their texts
     * @throws InvalidDataException if the file is malformed or lacks the column, or the column has more values
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Map<String, Profile> segmentsOfCsv(Path file, CsvOptions options, String column) {
        Objects.requireNonNull(column, "column");
        CsvProfiler profiler = new CsvProfiler(
                Objects.requireNonNull(file, "file"),
                Objects.requireNonNull(options, "options").format());
        return profiles(read(() -> profiler.segments(column)));
    }

    private static Map<String, Profile> profiles(Map<String, Table> tables) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        tables.forEach((value, table) -> profiles.put(value, new Profile(table)));
        return Collections.unmodifiableMap(profiles);
    }

    /**
     * A profile from a CSV file with a header line, read with {@link CsvOptions#defaults()}.
     *
     * @param file the file
     * @return the profile
     * @throws InvalidDataException if the file is malformed; the message names the line
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Profile ofCsv(Path file) {
        return ofCsv(file, CsvOptions.defaults());
    }

    /**
     * A profile from a CSV file with a header line, packed by gzip or not. The file is streamed; it is read a second time if a column that
     * started with numbers turns out to be text. A line with more or fewer fields than the header costs its values, which are invalid and
     * counted, unless more than a tenth of the lines are so; a second column {@code a} is called {@code a.1}, as pandas does.
     *
     * @param file the file
     * @param options how to read it
     * @return the profile
     * @throws InvalidDataException if the file is malformed; the message names the line
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Profile ofCsv(Path file, CsvOptions options) {
        CsvProfiler profiler = new CsvProfiler(
                Objects.requireNonNull(file, "file"),
                Objects.requireNonNull(options, "options").format());
        return new Profile(read(profiler::profile));
    }

    /**
     * A profile from a file with one JSON object in each line, in UTF-8, packed by gzip or not. A value that is a list or an object is invalid
     * and counted; so is every column of a line that is not a JSON object, unless there are more than a tenth of such lines. An object
     * that lacks a column has it missing; blank lines are skipped.
     *
     * @param file the file
     * @return the profile
     * @throws InvalidDataException if more than a tenth of the lines are not JSON objects, or it is not in UTF-8; the message names the line
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Profile ofJsonLines(Path file) {
        return ofJsonLines(file, bytes -> {});
    }

    /**
     * The same, with an observer of how far the reading is, for instance to show it.
     *
     * @param file as for {@link #ofJsonLines(Path)}, which says what is thrown too
     * @param bytesRead takes how many bytes of the file were read so far, packed ones of a packed file; called on the thread that reads, for each 64 KiB
     *     or less. What it throws ends the reading
     * @return the profile
     */
    public static Profile ofJsonLines(Path file, LongConsumer bytesRead) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(bytesRead, "bytesRead");
        return new Profile(read(() -> JsonLines.read(file, bytesRead)));
    }

    /**
     * A profile of the rows of a query that follow; nothing is closed. The columns have their labels, a second {@code a} is {@code a.1}.
     * Numbers are numbers; texts, booleans, days and times become categories by their text. What is none of these, such as a BLOB or an
     * array, and what the driver cannot give as a Java value, is invalid and counted. Needs the module {@code java.sql}.
     *
     * @param rows the rows; all that follow are read
     * @return the profile
     * @throws SQLException if the rows cannot be read
     */
    public static Profile ofResultSet(ResultSet rows) throws SQLException {
        return new Profile(ResultSetReader.read(Objects.requireNonNull(rows, "rows")));
    }

    /**
     * A profile of the inputs in a prediction log, as {@code PredictionLog} of {@code modelkeel-serving-core} writes it: what a service was
     * asked. A log that is being written may be read; a line that was cut is skipped.
     *
     * @param log the directory of the log, with all files that are in it, or one of its files ({@code .jsonl}, {@code .jsonl.gz})
     * @return the profile
     * @throws InvalidDataException if there is no log in the directory, a line is malformed, or the log has predictions without inputs only; the
     *     message names the file and line
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static Profile ofPredictionLog(Path log) {
        Objects.requireNonNull(log, "log");
        return new Profile(read(() -> PredictionLogRows.table(log, null)));
    }

    /**
     * A profile of the inputs and the predictions in a prediction log. A prediction is a column: the number, or the label of a classifier; of
     * two classes the probability is {@code NAME.probability}; several are {@code NAME.0} and so on. A log without inputs has them alone.
     *
     * @param log as for {@link #ofPredictionLog(Path)}, which says what is thrown too
     * @param prediction the name of the column, as the reference has it, not blank; no input may have it
     * @return the profile
     * @throws IllegalArgumentException if the name is blank
     */
    public static Profile ofPredictionLog(Path log, String prediction) {
        Objects.requireNonNull(log, "log");
        if (Objects.requireNonNull(prediction, "prediction").isBlank()) {
            throw new IllegalArgumentException(
                    "prediction must not be blank; give the name that the reference has for its predictions");
        }
        return new Profile(read(() -> PredictionLogRows.table(log, prediction)));
    }

    /**
     * A builder that takes typed columns one by one; it starts without columns.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the names of the columns, in the order given} */
    public List<String> columnNames() {
        return List.copyOf(columns.keySet());
    }

    /**
     * The type of a column.
     *
     * @param column its name
     * @return its type, empty if there is no such column
     */
    public Optional<ColumnType> type(String column) {
        return Optional.ofNullable(columns.get(Objects.requireNonNull(column, "column")))
                .map(known -> ColumnType.of(known.type()));
    }

    /**
     * How many rows were profiled.
     *
     * @return the number of rows
     */
    public long rows() {
        return rows;
    }

    /**
     * A SHA-256 over all that the profile knows. Profiles of the same values have the same fingerprint, whatever the order of rows and
     * columns and wherever the values came from (of a column of more than 100,000 distinct texts, in one order of the rows). Computed at the first call.
     *
     * @return 64 hexadecimal digits
     */
    public String fingerprint() {
        String known = fingerprint;
        if (known == null) {
            known = Fingerprint.of(columns, rows);
            fingerprint = known;
        }
        return known;
    }

    Map<String, ProfileColumn> columns() {
        return columns;
    }

    /** {@return the size and the names of the columns} */
    @Override
    public String toString() {
        return "Profile[" + rows + " rows, columns " + columns.keySet() + "]";
    }

    /** Collects columns of equal length. The defaults: none. Not thread-safe. */
    public static final class Builder {
        private static final int MAX_SIZE = Integer.MAX_VALUE - 8; // of an array, on every JVM

        private final Map<String, ProfileColumn> columns = new LinkedHashMap<>();
        private long rows = -1;
        private @Nullable Instant takenAt;

        private Builder() {}

        /**
         * Sets the moment that the data were taken, as {@link Profile#withTakenAt} does. Default: none.
         *
         * @param moment the moment; its day in UTC counts
         * @return this builder
         */
        public Builder takenAt(Instant moment) {
            this.takenAt = Objects.requireNonNull(moment, "moment");
            return this;
        }

        /**
         * Adds a column of numbers.
         *
         * @param name its name
         * @param values its values, NaN for missing; copied
         * @return this builder
         * @throws InvalidDataException if the length differs from that of the other columns
         */
        public Builder number(String name, double... values) {
            return put(name, ColumnReader.numbers(Objects.requireNonNull(values, "values")));
        }

        /**
         * Adds a column of numbers that another library holds, such as a vector of Arrow or a column of Parquet, without an array of them in between.
         *
         * @param name its name
         * @param size how many values it has, up to 2,147,483,639
         * @param values gives the value of a row, NaN for missing; called on this thread once for each row, from 0 to {@code size - 1} in order
         * @return this builder
         * @throws InvalidDataException if the size differs from that of the other columns
         * @throws IllegalArgumentException if the size is negative or too large
         */
        public Builder number(String name, long size, LongToDoubleFunction values) {
            return put(name, ColumnReader.numbers(checked(size), Objects.requireNonNull(values, "values")));
        }

        /**
         * Adds a column of text that another library holds.
         *
         * @param name its name
         * @param size how many values it has, up to 2,147,483,639
         * @param values gives the value of a row, null, blank or a word such as {@code NA} for missing; called on this thread once for each row, from 0 to {@code size - 1} in order
         * @return this builder
         * @throws InvalidDataException if the size differs from that of the other columns
         * @throws IllegalArgumentException if the size is negative or too large
         */
        public Builder text(String name, long size, LongFunction<? extends @Nullable String> values) {
            return put(name, ColumnReader.texts(checked(size), Objects.requireNonNull(values, "values")));
        }

        private static int checked(long size) {
            if (size < 0 || size > MAX_SIZE) {
                throw new IllegalArgumentException("a column has from 0 to " + MAX_SIZE + " values: " + size);
            }
            return (int) size;
        }

        /**
         * Adds a column of text.
         *
         * @param name its name
         * @param values its values, null, blank or a word such as {@code NA} for missing; copied
         * @return this builder
         * @throws InvalidDataException if the length differs from that of the other columns
         */
        public Builder text(String name, @Nullable String... values) {
            return text(name, new ArrayList<>(Arrays.asList(Objects.requireNonNull(values, "values"))));
        }

        /**
         * Adds a column of text.
         *
         * @param name its name
         * @param values its values, null, blank or a word such as {@code NA} for missing; copied
         * @return this builder
         * @throws InvalidDataException if the length differs from that of the other columns
         */
        public Builder text(String name, Collection<? extends @Nullable String> values) {
            return put(name, ColumnReader.texts(Objects.requireNonNull(values, "values")));
        }

        private Builder put(String name, ProfileColumn column) {
            Objects.requireNonNull(name, "column name");
            if (columns.containsKey(name)) {
                throw new IllegalArgumentException("column '" + name + "' was given twice");
            }
            if (rows >= 0 && rows != column.rows()) {
                throw new InvalidDataException(
                        "column '" + name + "' has " + column.rows() + " values, the columns before it " + rows);
            }
            rows = column.rows();
            columns.put(name, column);
            return this;
        }

        /** {@return the profile of the columns so far} */
        public Profile build() {
            return new Profile(columns, Math.max(0, rows), takenAt);
        }
    }
}
