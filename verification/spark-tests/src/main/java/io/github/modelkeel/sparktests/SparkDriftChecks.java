package io.github.modelkeel.sparktests;

import static io.github.modelkeel.sparktests.LocalSpark.counts;
import static io.github.modelkeel.sparktests.Sales.AFTER;
import static io.github.modelkeel.sparktests.Sales.BEFORE;
import static io.github.modelkeel.sparktests.Sales.onOneMachine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftState;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.spark.SparkDrift;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles that Spark counts are those of one machine, however the rows are split. */
class SparkDriftChecks {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final DriftOptions PLAIN = DriftOptions.defaults();

    /** Which tasks failed already; the executor is in this JVM. */
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

    private static final AtomicLong FILTERED = new AtomicLong();

    @AfterAll
    static void stop() {
        SPARK.stop();
    }

    /** The rows in their order, in as many partitions. */
    private static Dataset<Row> dataset(List<Row> rows, int partitions) {
        return Sales.dataset(SPARK, rows, partitions);
    }

    private static StoredProfile reference() {
        return StoredProfile.of(onOneMachine(BEFORE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void theProfileOfAReferenceIsTheFileOfOneMachine(int partitions) {
        StoredProfile profile = SparkDrift.profileReference(dataset(BEFORE, partitions));
        assertThat(profile.toJson()).isEqualTo(reference().toJson());
        assertThat(profile).isEqualTo(reference());
        assertThat(profile.schema().kind("id")).contains(Schema.Kind.IDENTIFIER);
        Schema schema = profile.schema().with("code", Schema.Kind.NUMBER).with("owner", Schema.Kind.CATEGORY);
        assertThat(SparkDrift.profileReference(dataset(BEFORE, partitions), schema)
                        .toJson())
                .isEqualTo(StoredProfile.of(onOneMachine(BEFORE), schema).toJson());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void countsAreThoseOfOneMachineHoweverTheRowsAreSplit(int partitions) {
        StoredProfile expected = reference().count(onOneMachine(AFTER));
        for (Dataset<Row> split : List.of(
                dataset(AFTER, partitions),
                dataset(AFTER, 3).repartition(partitions, functions.col("region")), // most are empty, some are large
                dataset(AFTER, 1).union(dataset(List.of(), partitions)))) {
            StoredProfile profile = SparkDrift.profile(split, reference());
            assertThat(counts(profile)).isEqualTo(counts(expected));
            assertThat(Drift.compare(reference(), profile, PLAIN).toJson())
                    .isEqualTo(Drift.compare(reference(), expected, PLAIN).toJson());
        }
    }

    @Test
    void columnsThatOnlyOneSideHasAreNotedAndNoRowsAreNoRows() {
        StructType other = new StructType()
                .add("area", DataTypes.StringType)
                .add("colour", DataTypes.StringType)
                .add("floors", DataTypes.IntegerType);
        List<Row> rows = List.of(RowFactory.create("12.5", "red", 1), RowFactory.create("large", null, 2));
        Profile onOne = Profile.ofRows(Sales.maps(rows, other));
        assertThat(counts(SparkDrift.profile(SPARK.createDataset(rows, Encoders.row(other)), reference())))
                .isEqualTo(counts(reference().count(onOne)))
                .contains("colour", "floors");
        Map<String, List<Object>> none = new LinkedHashMap<>();
        List.of("area", "colour", "floors").forEach(name -> none.put(name, List.of()));
        assertThat(SparkDrift.profile(SPARK.createDataset(List.of(), Encoders.row(other)), reference()))
                .isEqualTo(reference().count(Profile.ofColumns(none)));
        assertThat(SparkDrift.profileReference(SPARK.createDataset(List.of(), Encoders.row(other))))
                .isEqualTo(StoredProfile.of(Profile.ofColumns(none)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void segmentsAreComparedWithOneCorrection(int partitions) {
        Map<String, DriftReport> reports = SparkDrift.compareBy(dataset(AFTER, partitions), reference(), "region");
        assertThat(reports).containsKeys("(missing)", "north", "unseen 3");
        Sales.areThoseOfOneMachine(reports, Sales.reportsByRegion());
    }

    @Test
    void thousandsOfSegmentsAreOneJob() {
        Dataset<Row> shops = SPARK.range(0, 30_000, 1, 7)
                .selectExpr("cast(id % 3000 as int) as shop", "cast(cast(id / 3000 as int) as double) as value");
        StoredProfile reference = SparkDrift.profileReference(shops.drop("shop"));
        Map<String, DriftReport> reports = SparkDrift.compareBy(shops, reference, "shop");
        assertThat(reports).hasSize(3_000).containsKeys("0", "2999");
        assertThatThrownBy(() -> SparkDrift.compareBy(
                        SPARK.range(0, 10_001).selectExpr("id", "cast(id % 10 as double) as value"), reference, "id"))
                .hasStackTraceContaining(
                        "IllegalArgumentException: the column to make segments of has more than 10,000");
    }

    /** The first attempt of each task fails when it has given half of its rows. */
    @Test
    void aTaskThatFailsAndRunsAgainCountsItsRowsOnce() {
        MapPartitionsFunction<Row, Row> failing = rows -> {
            List<Row> read = new ArrayList<>();
            rows.forEachRemaining(read::add);
            boolean first = FAILED.add(read.get(0).getLong(0) + " " + read.size());
            return first ? new FailsAtTheEnd(read.subList(0, read.size() / 2).iterator()) : read.iterator();
        };
        Dataset<Row> unreliable = dataset(AFTER, 7).mapPartitions(failing, Encoders.row(Sales.SCHEMA));
        assertThat(counts(SparkDrift.profile(unreliable, reference())))
                .isEqualTo(counts(reference().count(onOneMachine(AFTER))));
        assertThat(FAILED).hasSize(7);
        FAILED.clear();
        assertThat(SparkDrift.profileReference(unreliable)).isEqualTo(StoredProfile.of(onOneMachine(AFTER)));
        assertThat(FAILED).hasSize(7);
    }

    private record FailsAtTheEnd(Iterator<Row> rows) implements Iterator<Row> {
        @Override
        public boolean hasNext() {
            if (!rows.hasNext()) {
                throw new IllegalStateException("the executor is lost");
            }
            return true;
        }

        @Override
        public Row next() {
            return rows.next();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    void aNullIsNamed() {
        Dataset<Row> dataset = dataset(AFTER, 1);
        StoredProfile reference = reference();
        named("dataset", () -> SparkDrift.profileReference(null));
        named("dataset", () -> SparkDrift.profileReference(null, reference.schema()));
        named("schema", () -> SparkDrift.profileReference(dataset, null));
        named("dataset", () -> SparkDrift.profile(null, reference));
        named("reference", () -> SparkDrift.profile(dataset, null));
        named("dataset", () -> SparkDrift.compareBy(null, reference, "region"));
        named("reference", () -> SparkDrift.compareBy(dataset, null, "region"));
        named("column", () -> SparkDrift.compareBy(dataset, reference, null));
        named("options", () -> SparkDrift.compareBy(dataset, reference, "region", null));
    }

    private static void named(String argument, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(argument);
    }

    @Test
    void whatIsWrongIsSaid() {
        Dataset<Row> twice = SPARK.range(10).selectExpr("id as a", "id as a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkDrift.profile(twice, reference()))
                .withMessageContaining("two columns 'a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkDrift.compareBy(dataset(AFTER, 2), reference(), "regoin"))
                .withMessageContaining("no column 'regoin'");
        FilterFunction<Row> fewerLater = row -> FILTERED.incrementAndGet() <= 10_005;
        Dataset<Row> changing = SPARK.range(0, 10_000, 1, 2).toDF("id").filter(fewerLater);
        assertThatIllegalStateException()
                .isThrownBy(() -> SparkDrift.profileReference(
                        changing.selectExpr("id", "id + 1 as b", "id + 2 as c", "id + 3 as d")))
                .withMessageContaining("cache() it");
    }

    /** Their values have no text: an array of bytes is the name of a class and a number. */
    @Test
    void whatHasNoTextNamesNoSegments() {
        Dataset<Row> rows = SPARK.range(0, 100, 1, 2)
                .selectExpr(
                        "cast(id as double) as value",
                        "cast(cast(id % 3 as string) as binary) as photo",
                        "array(id % 3) as list",
                        "map('a', id % 3) as entries",
                        "named_struct('a', id % 3) as pair",
                        "make_dt_interval(cast(id % 3 as int)) as took");
        StoredProfile reference = SparkDrift.profileReference(rows.select("value"));
        Map<String, String> types = Map.of(
                "photo", "binary",
                "list", "array<bigint>",
                "entries", "map<string,bigint>",
                "pair", "struct<a:bigint>",
                "took", "interval day to second");
        types.forEach((column, type) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkDrift.compareBy(rows, reference, column))
                .withMessageContaining(
                        "column '" + column + "' is of type " + type + ", whose values name no segments"));
        assertThat(SparkDrift.compareBy(rows.selectExpr("value", "hex(photo) as photo"), reference, "photo"))
                .containsOnlyKeys("30", "31", "32");
    }

    /** Those that Spark takes and {@code ZoneId.of} does not, too. */
    @ParameterizedTest
    @CsvSource({
        "+5:30, +05:30",
        "-8:00, -08:00",
        "+05:3, +05:03",
        "GMT+3:00, GMT+03:00",
        "PST, America/Los_Angeles",
        "Z, Z"
    })
    void momentsAreReadInEveryZoneThatSparkTakes(String zone, String same) {
        LocalSpark.with(SPARK, "spark.sql.session.timeZone", zone, () -> {
            Dataset<Row> moments =
                    SPARK.range(0, 100, 1, 3).selectExpr("timestamp_seconds(1750000000 + 97700 * (id % 9)) as at");
            List<Map<String, Object>> rows = new ArrayList<>();
            for (long id = 0; id < 100; id++) {
                Instant at = Instant.ofEpochSecond(1_750_000_000 + 97_700 * (id % 9));
                rows.add(Map.of("at", LocalDateTime.ofInstant(at, ZoneId.of(same))));
            }
            assertThat(SparkDrift.profileReference(moments).toJson())
                    .isEqualTo(StoredProfile.of(Profile.ofRows(rows)).toJson());
        });
    }

    @Test
    void rowsWithoutColumnsAreRows() {
        Dataset<Row> none = SPARK.range(0, 30, 1, 3).select();
        StoredProfile expected = StoredProfile.of(Profile.ofRows(Collections.nCopies(30, Map.of())));
        StoredProfile reference = SparkDrift.profileReference(none);
        assertThat(reference.rows()).isEqualTo(30);
        assertThat(reference.toJson()).isEqualTo(expected.toJson());
        assertThat(SparkDrift.profile(none, reference()).rows()).isEqualTo(30);
    }

    @Test
    void thePage(@TempDir Path directory) {
        Dataset<Row> training = dataset(BEFORE, 3);
        Dataset<Row> today = dataset(AFTER, 5);
        Path file = directory.resolve("profile.json");
        // region spark-drift
        StoredProfile reference = SparkDrift.profileReference(training);
        reference.write(file); // the same file as on one machine

        StoredProfile current = SparkDrift.profile(today, reference); // one pass
        DriftReport report = Drift.compare(reference, current, DriftOptions.defaults()); // needs no Spark
        Map<String, DriftReport> byRegion = SparkDrift.compareBy(today, reference, "region");
        // endregion
        assertThat(report.state()).isIn(DriftState.SHIFTED, DriftState.DRIFTED);
        assertThat(byRegion).containsKeys("north", "south", "east");
    }

    @Test
    void namesWithDotsAndQuotesAreNames() {
        Dataset<Row> odd = SPARK.range(0, 100, 1, 3).selectExpr("cast(id % 7 as double) as `a.b`", "id as `c``d`");
        StoredProfile profile = SparkDrift.profileReference(odd);
        assertThat(profile.columnNames()).containsExactly("a.b", "c`d");
        assertThat(profile.rows()).isEqualTo(100);
        assertThat(counts(SparkDrift.profile(odd, profile))).contains("\"a.b\"");
    }

    @Test
    void aRealFileHasTheProfileOfOneMachine() {
        Path file = Path.of(System.getProperty("modelkeel.shared", "../shared")).resolve("data/house_prices.csv");
        Assumptions.assumeTrue(Files.isReadable(file), "no file " + file);
        Dataset<Row> houses = SPARK.read()
                .option("header", "true")
                .option("inferSchema", "true")
                .csv(file.toString());
        StoredProfile expected = StoredProfile.of(Profile.ofCsv(file));
        assertThat(SparkDrift.profileReference(houses).toJson()).isEqualTo(expected.toJson());
        for (int partitions : new int[] {1, 7, 64}) {
            assertThat(counts(SparkDrift.profile(houses.repartition(partitions), expected)))
                    .isEqualTo(counts(expected.countCsv(file, CsvOptions.defaults())));
        }
    }
}
