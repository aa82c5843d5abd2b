package io.github.modelkeel.spark;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftTest;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.profile.ProfileJson;
import io.github.modelkeel.drift.profile.ProfileReader;
import io.github.modelkeel.drift.profile.StoredColumn;
import io.github.modelkeel.drift.profile.StoredTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * Profiles of Spark's datasets, counted by its executors: the same files and the same counts as on one machine, however the rows are split.
 * {@link Drift} compares them, which needs no Spark. Without state, and safe for use by multiple threads.
 *
 * <p><b>Values.</b> A column is read as {@link Profile#ofRows} reads it, by its Java values: numbers of any width are numbers; texts, truth values,
 * dates and times are categories by their text, moments in the session's time zone ({@code spark.sql.session.timeZone}); null and NaN are
 * missing; arrays, maps, structs and binaries are invalid and counted.
 *
 * <p><b>What is sent.</b> Executors send counts, and of a new reference the values of a few columns at a time; the names of columns and the
 * reference are sent to them. A task that is repeated, or runs twice, counts once, as Spark takes one result of it.
 */
public final class SparkDrift {
    private SparkDrift() {}

    /**
     * A profile of a reference, for instance the training data, with the schema that {@link Schema#of} infers.
     *
     * @param dataset the reference, see {@link #profileReference(Dataset, Schema)}
     * @return the profile
     * @throws IllegalArgumentException if two columns have one name
     * @throws IllegalStateException if the dataset does not have the same rows each time it is computed
     */
    public static StoredProfile profileReference(Dataset<Row> dataset) {
        return ReferenceProfiler.profile(Objects.requireNonNull(dataset, "dataset"), null);
    }

    /**
     * A profile of a reference: exactly that of {@link StoredProfile#of(Profile, Schema)} of the same rows in the same order, with exact
     * quantiles and moments. For these the driver needs each number of a column, 16 to 24 bytes a row, one column of a large dataset after the other; of texts only
     * the distinct ones. The dataset is computed once for each 16 million numbers: {@code cache()} it if that is expensive. A reference of
     * more than 100 million rows is better sampled: {@code dataset.sample(fraction, seed)}.
     *
     * @param dataset the reference
     * @param schema what its columns are; for columns that it lacks, what they are by their values. A column of growing whole numbers is seen to
     *     be an identifier only while its rows are in order
     * @return the profile; {@link StoredProfile#write} makes the file {@code profile.json}
     * @throws IllegalArgumentException if two columns have one name
     * @throws IllegalStateException if the dataset does not have the same rows each time it is computed
     */
    public static StoredProfile profileReference(Dataset<Row> dataset, Schema schema) {
        Objects.requireNonNull(dataset, "dataset");
        return ReferenceProfiler.profile(dataset, Objects.requireNonNull(schema, "schema"));
    }

    /**
     * Counts a dataset over the bins and categories of a reference, in one pass over its partitions. The counts, missing, invalid and unseen values too, are those of
     * {@link StoredProfile#count} to the last integer; moments are equal up to rounding, and decide nothing. A column of the reference that the dataset does not
     * have is absent; one that only the dataset has is noted.
     *
     * @param dataset what is to be judged
     * @param reference what is normal
     * @return its profile, for {@link Drift#compare(StoredProfile, StoredProfile, DriftOptions)}; it can be merged with those of other parts
     * @throws IllegalArgumentException if two columns have one name
     */
    public static StoredProfile profile(Dataset<Row> dataset, StoredProfile reference) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(reference, "reference");
        DatasetColumns columns = DatasetColumns.of(dataset);
        Map<String, StoredProfile> counted = counted(dataset, columns, reference, PartitionCounter.NONE);
        StoredProfile all = counted.get(Parts.ALL);
        return all == null ? reference.count(withoutRows(columns)) : all;
    }

    /**
     * Compares each segment of a dataset, for instance each country, with the whole reference, with {@link DriftOptions#defaults()}.
     *
     * @param dataset as for {@link #compareBy(Dataset, StoredProfile, String, DriftOptions)}
     * @param reference what is normal
     * @param column the column whose values are the segments
     * @return a report for each segment
     * @throws IllegalArgumentException as the other method
     */
    public static Map<String, DriftReport> compareBy(Dataset<Row> dataset, StoredProfile reference, String column) {
        return compareBy(dataset, reference, column, DriftOptions.defaults());
    }

    /**
     * Compares each segment of a dataset, for instance each country, with the whole reference, in one pass over its partitions and with one
     * correction for all segments. A task keeps counts for each segment that it meets, about 10 kB for each column of numbers:
     * of thousands of segments {@code repartition} the dataset by the column.
     *
     * @param dataset what is to be judged
     * @param reference what is normal; the column itself is left out on both sides
     * @param column the column, of at most 10,000 values; a row without a value is of the segment {@code (missing)}
     * @param options what counts as drift, as for {@link Drift#compare(StoredProfile, StoredProfile, DriftOptions)}
     * @return a report for each segment, in the order of their texts; empty for a dataset without rows
     * @throws IllegalArgumentException if the dataset lacks the column, has two of one name or arrays, maps, structs or binaries in it, or the options name a column that neither side has,
     *     a schema, or Evidently's rules
     */
    public static Map<String, DriftReport> compareBy(
            Dataset<Row> dataset, StoredProfile reference, String column, DriftOptions options) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(options, "options");
        DatasetColumns columns = DatasetColumns.of(dataset);
        requireNames(dataset.schema().fields()[columns.place(column)]);
        StoredProfile others = without(reference, column);
        return Drift.compareBy(others, counted(dataset, columns, others, columns.place(column)), options);
    }

    /**
     * The exact test of Kolmogorov and Smirnov of a column of numbers: statistic, p-value and location are those of {@link Drift#compare(Profile, Profile)} of
     * the same rows on one machine ({@link io.github.modelkeel.drift.ColumnDrift#kolmogorovSmirnov()}), to the last bit. A comparison of profiles needs no
     * shuffle and says between which statistics this one is, {@code max_statistic} of {@link DriftTest}: that is enough for most decisions.
     *
     * <p><b>What it costs.</b> Both datasets are read three times, this column of them: to see what its numbers are, to choose ranges and to sort; {@code cache()} one
     * that is expensive to compute. Each distinct number of about 260,000 rows of a partition is shuffled, with its count in 24 bytes, into as many ranges as
     * {@code spark.sql.shuffle.partitions} says; a value that most rows have is counted before it is sent. The driver
     * receives a few numbers of each range and no rows.
     *
     * @param reference what is normal
     * @param current what is to be judged
     * @param column the column, of bytes to longs, floats, doubles or decimals on both sides; missing, NaN and infinite values do not count
     * @return the test, {@code kolmogorov_smirnov}; nothing is corrected
     * @throws IllegalArgumentException if a dataset lacks the column or has two of one name, if the column is not of numbers, or has no finite one or more
     *     than 2,147,483,647
     * @throws IllegalStateException if a dataset does not have the same rows each time it is computed
     */
    public static DriftTest kolmogorovSmirnov(Dataset<Row> reference, Dataset<Row> current, String column) {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(current, "current");
        return SortedKs.test(reference, current, Objects.requireNonNull(column, "column"));
    }

    /** Whose values name segments. */
    private static void requireNames(StructField column) {
        if (!CellReaders.isReadable(column.dataType())) {
            throw new IllegalArgumentException("column '" + column.name() + "' is of type "
                    + column.dataType().simpleString() + ", whose values name no segments; make it a column of texts,"
                    + " numbers, truth values or days");
        }
    }

    /** By the texts of a column's values, or as one. */
    private static Map<String, StoredProfile> counted(
            Dataset<Row> dataset, DatasetColumns columns, StoredProfile reference, int segment) {
        ExecutorProfile sent = ExecutorProfile.broadcast(dataset.sparkSession(), reference.toJson());
        PartitionCounter counter = new PartitionCounter(sent, columns, DatasetColumns.types(dataset), segment);
        return Parts.profiles(counter.count(dataset), reference);
    }

    private static Profile withoutRows(DatasetColumns columns) {
        Map<String, List<Object>> none = new LinkedHashMap<>();
        columns.names().forEach(name -> none.put(name, List.of()));
        return Profile.ofColumns(none);
    }

    private static StoredProfile without(StoredProfile reference, String column) {
        StoredTable all = ProfileReader.read(reference.toJson());
        Map<String, StoredColumn> columns = new LinkedHashMap<>(all.columns());
        columns.remove(column);
        return stored(all.withColumns(columns));
    }

    private static StoredProfile stored(StoredTable table) {
        return StoredProfile.ofJson(ProfileJson.write(table));
    }
}
