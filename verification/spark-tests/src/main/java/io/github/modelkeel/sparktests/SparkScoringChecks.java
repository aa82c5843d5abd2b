package io.github.modelkeel.sparktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.spark.SparkScoring;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions that Spark's executors make are those of the model itself, bit by bit. */
class SparkScoringChecks {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final String CHAMPION = "models:/house@champion";
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType)
            .add("sqft", DataTypes.DoubleType)
            .add("bedrooms", DataTypes.IntegerType)
            .add("area", DataTypes.StringType);

    private final LocalServer server;
    private final ClientConfig config;

    SparkScoringChecks(@TempDir Path directory) {
        this.server = LocalServer.start(directory.resolve("server"));
        this.config = ClientConfig.builder(Map.of())
                .trackingUri(server.uri().toString())
                .cacheDirectory(directory.resolve("cache"))
                .build();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void stopSpark() {
        SPARK.stop();
    }

    private static List<Row> rows(int count) {
        Random random = new Random(count);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(RowFactory.create(
                    (long) i,
                    1_500 * random.nextDouble(),
                    random.nextInt(6),
                    List.of("north", "south").get(random.nextInt(2))));
        }
        return rows;
    }

    private static Dataset<Row> dataset(List<Row> rows, int partitions) {
        SPARK.conf().set("spark.sql.leafNodeDefaultParallelism", Integer.toString(partitions));
        return SPARK.createDataset(rows, Encoders.row(SCHEMA));
    }

    private static Map<String, @Nullable Object> named(Row row) {
        Map<String, @Nullable Object> named = new HashMap<>();
        for (int i = 1; i < row.size(); i++) {
            named.put(SCHEMA.fieldNames()[i], row.get(i));
        }
        return named;
    }

    private static ScoringModel house(int version) {
        List<Map<String, Object>> rows = List.of(
                Map.of("sqft", 1.0, "bedrooms", 1, "area", "north"),
                Map.of("sqft", 2.0, "bedrooms", 2, "area", "south"));
        return ScoringModelBuilder.linear(
                        Preprocessing.builder()
                                .number("sqft")
                                .number("bedrooms")
                                .text("area", steps -> steps.oneHot())
                                .build()
                                .fit(rows),
                        Column.number("price"),
                        new double[] {100 + 1.0 / version, 1e4 / 3, 0.1, 0.7},
                        7.7,
                        Link.IDENTITY)
                .build();
    }

    private int publish(ScoringModel model) {
        List<Map<String, Object>> rows = List.of(Map.of("sqft", 1_000.0, "bedrooms", 2, "area", "north"));
        try (Tracker tracker = Tracker.open("house-prices", config);
                Run run = tracker.startRun("train");
                Registry registry = Registry.open(config)) {
            int version = registry.register(
                            "house",
                            run.logModel(
                                    "house", to -> ModelBundle.of(model, rows).writeTo(to)))
                    .version();
            run.finish();
            registry.setAlias("house", "champion", version);
            return version;
        }
    }

    @Test
    void predictionsAreThoseOfTheModelBitByBitAndOfOneVersion() {
        publish(house(1));
        List<Row> rows = rows(5_000);
        Dataset<Row> scored = SparkScoring.transform(dataset(rows, 7), CHAMPION, config);
        publish(house(2)); // the alias moves before a row is predicted
        server.close(); // and the registry goes down
        List<Row> predicted = scored.collectAsList();
        assertThat(predicted).hasSize(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = predicted.get(i);
            double expected = house(1).predict(named(rows.get(i)));
            assertThat(row.getLong(0)).isEqualTo(i);
            assertThat(Double.doubleToRawLongBits(row.<Double>getAs("prediction")))
                    .isEqualTo(Double.doubleToRawLongBits(expected));
        }
        assertThat(scored.select("prediction_model").distinct().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("house/1");
        assertThat(predicted.get(0).<String>getAs("prediction_digest")).matches("[0-9a-f]{64}");
        assertThat(scored.columns())
                .containsExactly(
                        "id",
                        "sqft",
                        "bedrooms",
                        "area",
                        "prediction",
                        "prediction_model",
                        "prediction_digest",
                        "prediction_error");
    }

    @Test
    void aRowThatDoesNotFitCostsItsOwnPredictionOnly() {
        publish(house(1));
        List<Row> rows = rows(3_000);
        rows.set(7, RowFactory.create(7L, 1.0, 2, "moon"));
        rows.set(2_500, RowFactory.create(2_500L, null, 2, "north"));
        List<Row> predicted =
                SparkScoring.transform(dataset(rows, 2), CHAMPION, config).collectAsList();
        List<Row> failed = predicted.stream()
                .filter(row -> row.getAs("prediction_error") != null)
                .toList();
        assertThat(failed).extracting(row -> row.getLong(0)).containsExactly(7L, 2_500L);
        assertThat(failed)
                .allSatisfy(row -> assertThat(row.<Double>getAs("prediction")).isNull());
        assertThat(failed.get(0).<String>getAs("prediction_error"))
                .contains("area")
                .contains("moon");
        assertThat(failed.get(1).<String>getAs("prediction_error")).contains("sqft");
        assertThat(predicted.get(8).<Double>getAs("prediction")).isEqualTo(house(1).predict(named(rows.get(8))));
        assertThat(SparkScoring.transform(dataset(List.of(), 2), CHAMPION, config)
                        .collectAsList())
                .isEqualTo(Collections.emptyList());
    }

    @Test
    void whatIsWrongIsSaidByTheDriver() {
        publish(house(1));
        Dataset<Row> rows = dataset(rows(10), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkScoring.transform(rows.drop("area"), CHAMPION, config))
                .withMessageContaining("no column 'area', which the model house/1 requires");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkScoring.transform(rows.withColumnRenamed("id", "prediction"), CHAMPION, config))
                .withMessageContaining("a column 'prediction' already");
        assertThatIllegalArgumentException().isThrownBy(() -> SparkScoring.transform(rows, "house", config));
        assertThatThrownBy(() -> SparkScoring.transform(rows, "models:/house@nowhere", config))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    void aNullIsNamed() {
        Dataset<Row> rows = dataset(rows(10), 1);
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.transform(null, CHAMPION, config))
                .withMessage("dataset");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.transform(rows, null, config))
                .withMessage("uri");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.transform(rows, CHAMPION, null))
                .withMessage("config");
    }

    @Test
    void thePage() {
        publish(house(1));
        ClientConfig registry = config;
        Dataset<Row> houses = dataset(rows(100), 3);
        // region spark-scoring
        Dataset<Row> scored = SparkScoring.transform(houses, "models:/house@champion", registry);
        Dataset<Row> good = scored.where("prediction_error is null");
        // endregion
        assertThat(good.count()).isEqualTo(100);
    }
}
