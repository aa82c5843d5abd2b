package io.github.modelkeel.sparktests;

import static io.github.modelkeel.sparktests.Sales.AFTER;
import static io.github.modelkeel.sparktests.Sales.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftTest;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.spark.SparkDrift;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact test of Kolmogorov and Smirnov is that of one machine, however the rows are split. Kryo, which many clusters have, writes no records. */
class SparkKsChecks {
    private static final SparkSession SPARK = LocalSpark.start(SparkSession.builder()
            .master("local[2,4]")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer"));
    private static final AtomicLong FILTERED = new AtomicLong();

    @AfterAll
    static void stop() {
        SPARK.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void theExactTestIsThatOfOneMachine(int partitions) {
        DriftReport onOne = Drift.compare(Sales.onOneMachine(BEFORE), Sales.onOneMachine(AFTER));
        for (Dataset<Row> split : List.of(
                Sales.dataset(SPARK, AFTER, partitions),
                Sales.dataset(SPARK, AFTER, 3)
                        .repartition(partitions, functions.col("region")), // most are empty, some are large
                Sales.dataset(SPARK, AFTER, 1).union(Sales.dataset(SPARK, List.of(), partitions)))) {
            for (String column :
                    partitions == 7 ? List.of("area", "owner", "rooms", "share", "price") : List.of("area")) {
                DriftTest expected =
                        onOne.column(column).orElseThrow().kolmogorovSmirnov().orElseThrow();
                same(SparkDrift.kolmogorovSmirnov(Sales.dataset(SPARK, BEFORE, 5), split, column), expected);
            }
        }
    }

    private static void same(DriftTest found, DriftTest expected) {
        assertThat(found.statistic()).isEqualTo(expected.statistic()).isBetween(0.0, 1.0);
        assertThat(found.pValue()).isEqualTo(expected.pValue());
        assertThat(found.exact()).isEqualTo(expected.exact());
        assertThat(found.figures()).isEqualTo(expected.figures());
    }

    @Test
    void theExactTestOfOneValueThatMostRowsHaveAndOfNothing() {
        Dataset<Row> mostlyZero = SPARK.range(0, 100_000, 1, 7).selectExpr("if(id % 50 = 0, id * 0.5d, 0d) as `a.b`");
        Dataset<Row> few = SPARK.range(0, 3, 1, 1).selectExpr("cast(id as float) as `a.b`");
        double[] zeros = LongStream.range(0, 100_000)
                .mapToDouble(i -> i % 50 == 0 ? i * 0.5 : 0)
                .toArray();
        DriftTest expected = Drift.compare(
                        Profile.ofColumns(Map.of("a.b", zeros)),
                        Profile.ofColumns(Map.of("a.b", new double[] {0, 1, 2})))
                .columns()
                .get(0)
                .kolmogorovSmirnov()
                .orElseThrow();
        same(SparkDrift.kolmogorovSmirnov(mostlyZero, few, "a.b"), expected);
        Dataset<Row> none = SPARK.range(3).selectExpr("if(id = 0, double('nan'), double('inf')) as `a.b`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkDrift.kolmogorovSmirnov(few, none, "a.b"))
                .withMessage("column 'a.b' of the current dataset has no finite number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkDrift.kolmogorovSmirnov(few.limit(0), few, "a.b"))
                .withMessage("column 'a.b' of the reference has no finite number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkDrift.kolmogorovSmirnov(few, Sales.dataset(SPARK, AFTER, 1), "a.b"))
                .withMessageContaining("the current dataset has no column 'a.b'; it has [id, area,");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkDrift.kolmogorovSmirnov(
                        Sales.dataset(SPARK, BEFORE, 1), Sales.dataset(SPARK, AFTER, 1), "code"))
                .withMessageContaining("column 'code' of the reference is of type string")
                .withMessageContaining("cast it");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void theExactTestOfARealFileIsThatOfOneMachine(int partitions) {
        Path file = Path.of(System.getProperty("modelkeel.shared", "../shared")).resolve("data/house_prices.csv");
        Assumptions.assumeTrue(Files.isReadable(file), "no file " + file);
        Dataset<Row> houses = SPARK.read()
                .option("header", "true")
                .option("inferSchema", "true")
                .csv(file.toString());
        List<Row> first = houses.limit(5_000).collectAsList();
        Dataset<Row> current =
                SPARK.createDataset(first, Encoders.row(houses.schema())).repartition(partitions);
        for (String column : List.of("median_income", "total_rooms")) {
            double[] values =
                    first.stream().mapToDouble(row -> row.<Double>getAs(column)).toArray();
            DriftTest expected = Drift.compare(Profile.ofCsv(file), Profile.ofColumns(Map.of(column, values)))
                    .column(column)
                    .orElseThrow()
                    .kolmogorovSmirnov()
                    .orElseThrow();
            same(SparkDrift.kolmogorovSmirnov(houses.repartition(partitions), current, column), expected);
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        FilterFunction<Row> fewerLater = row -> FILTERED.incrementAndGet() <= 10_005;
        Dataset<Row> changing = SPARK.range(0, 10_000, 1, 2).toDF("id").filter(fewerLater);
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        SparkDrift.kolmogorovSmirnov(changing, SPARK.range(10).toDF("id"), "id"))
                .withMessageContaining("cache() it");
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    void aNullIsNamed() {
        Dataset<Row> dataset = Sales.dataset(SPARK, AFTER, 1);
        assertThatNullPointerException()
                .isThrownBy(() -> SparkDrift.kolmogorovSmirnov(null, dataset, "area"))
                .withMessage("reference");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkDrift.kolmogorovSmirnov(dataset, null, "area"))
                .withMessage("current");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkDrift.kolmogorovSmirnov(dataset, dataset, null))
                .withMessage("column");
    }

    @Test
    void thePage() {
        Dataset<Row> training = Sales.dataset(SPARK, BEFORE, 3);
        Dataset<Row> today = Sales.dataset(SPARK, AFTER, 5);
        StoredProfile reference = SparkDrift.profileReference(training);
        DriftReport report = Drift.compare(reference, SparkDrift.profile(today, reference), DriftOptions.defaults());
        // region spark-ks
        DriftTest bins = report.column("area")
                .flatMap(column -> column.kolmogorovSmirnov())
                .orElseThrow();
        double least = bins.statistic();
        double most = bins.figures().getOrDefault("max_statistic", 1).doubleValue();

        DriftTest exact = SparkDrift.kolmogorovSmirnov(training, today, "area"); // sorts both on the executors
        // endregion
        assertThat(exact.statistic()).isBetween(least, most);
        assertThat(most - least).isLessThan(0.002);
    }
}
