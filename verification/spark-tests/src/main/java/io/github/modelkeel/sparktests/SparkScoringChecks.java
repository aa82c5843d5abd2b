package io.github.modelkeel.sparktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.spark.ScoringOptions;
import io.github.modelkeel.spark.SparkScoring;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions that Spark's executors make are those of the model itself, bit by bit. */
class SparkScoringChecks {
    private static final SparkSession SPARK = LocalSpark.session();

    private final Houses houses;
    private final ClientConfig config;

    SparkScoringChecks(@TempDir Path directory) {
        this.houses = new Houses(directory);
        this.config = houses.config();
    }

    @AfterEach
    void stop() {
        houses.close();
    }

    @AfterAll
    static void stopSpark() {
        SPARK.stop();
    }

    private static Dataset<Row> dataset(List<Row> rows, int partitions) {
        return Houses.dataset(SPARK, rows, partitions);
    }

    @Test
    void predictionsAreThoseOfTheModelBitByBitAndOfOneVersion() {
        houses.publish(Houses.model(1));
        List<Row> rows = Houses.rows(5_000);
        Dataset<Row> scored = SparkScoring.transform(dataset(rows, 7), Houses.CHAMPION, config);
        houses.publish(Houses.model(2)); // the alias moves before a row is predicted
        houses.close(); // and the registry goes down
        List<Row> predicted = scored.collectAsList();
        assertThat(predicted).hasSize(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = predicted.get(i);
            double expected = Houses.model(1).predict(Houses.named(rows.get(i)));
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
        houses.publish(Houses.model(1));
        List<Row> rows = Houses.rows(3_000);
        rows.set(7, RowFactory.create(7L, 1.0, 2, "moon"));
        rows.set(2_500, RowFactory.create(2_500L, null, 2, "north"));
        List<Row> predicted = SparkScoring.transform(dataset(rows, 2), Houses.CHAMPION, config)
                .collectAsList();
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
        assertThat(predicted.get(8).<Double>getAs("prediction"))
                .isEqualTo(Houses.model(1).predict(Houses.named(rows.get(8))));
        assertThat(SparkScoring.transform(dataset(List.of(), 2), Houses.CHAMPION, config)
                        .collectAsList())
                .isEqualTo(Collections.emptyList());
    }

    @Test
    void contributionsAddUpToTheScoreOfALinearModel() {
        houses.publish(Houses.model(1));
        List<Row> rows = Houses.rows(2_000);
        rows.set(7, RowFactory.create(7L, 1.0, 2, "moon"));
        ScoringOptions explained = ScoringOptions.standard().contributions(true);
        Dataset<Row> scored = SparkScoring.transform(dataset(rows, 2), Houses.CHAMPION, config, explained);
        for (Row row : scored.collectAsList()) {
            int place = row.fieldIndex("prediction_contributions");
            if (row.getLong(0) == 7) {
                assertThat(row.isNullAt(place)).isTrue();
                continue;
            }
            Map<String, Double> parts = row.getJavaMap(place);
            assertThat(parts).containsEntry("(intercept)", 7.7).containsEntry("sqft", 101 * row.getDouble(1));
            assertThat(parts.values().stream().mapToDouble(part -> part).sum())
                    .isCloseTo(row.<Double>getAs("prediction"), within(1e-6));
        }
        assertThat(scored.where("prediction_contributions['bedrooms'] = 0").count())
                .isZero(); // what adds nothing is left out
        assertThat(scored.selectExpr("map_keys(prediction_contributions)")
                        .first()
                        .<String>getList(0)
                        .get(0))
                .isEqualTo("sqft"); // the largest comes first
        SparkScoring.register(SPARK, "explained", Houses.CHAMPION, config, explained);
        assertThat(dataset(rows, 3)
                        .selectExpr("*", "explained(struct(*)) as said")
                        .selectExpr("id", "sqft", "bedrooms", "area", "said.*")
                        .collectAsList())
                .isEqualTo(scored.collectAsList());
    }

    @Test
    void whatIsWrongIsSaidByTheDriver() {
        houses.publish(Houses.model(1));
        Dataset<Row> rows = dataset(Houses.rows(10), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkScoring.transform(rows.drop("area"), Houses.CHAMPION, config))
                .withMessageContaining("no column 'area', which the model house/1 requires");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SparkScoring.transform(rows.withColumnRenamed("id", "prediction"), Houses.CHAMPION, config))
                .withMessageContaining("a column 'prediction' already");
        assertThatIllegalArgumentException().isThrownBy(() -> SparkScoring.transform(rows, "house", config));
        for (String type : List.of(
                "array<double>", "binary", "map<string,double>", "struct<a:double>", "interval year to month")) {
            Dataset<Row> other = rows.withColumn("sqft", functions.expr("cast(null as " + type + ")"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparkScoring.transform(other, Houses.CHAMPION, config))
                    .withMessageContaining(
                            "column 'sqft' is of type " + type + ", of which the model house/1 reads nothing");
        }
        assertThatThrownBy(() -> SparkScoring.transform(rows, "models:/house@nowhere", config))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    /** Spark has one name for two columns of them, unless it looks at the case of letters. */
    @Test
    void aColumnWhoseNameDiffersInItsCaseAloneIsInTheWay() {
        houses.publish(Houses.model(1));
        Dataset<Row> rows = dataset(Houses.rows(10), 1).withColumnRenamed("id", "Prediction_Model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkScoring.transform(rows, Houses.CHAMPION, config))
                .withMessage(
                        "the dataset has a column 'Prediction_Model' already, and 'prediction_model' would be added;"
                                + " rename or drop it");
        LocalSpark.with(SPARK, "spark.sql.caseSensitive", "true", () -> {
            List<Row> scored = SparkScoring.transform(rows, Houses.CHAMPION, config)
                    .selectExpr("Prediction_Model", "prediction_model")
                    .collectAsList();
            assertThat(scored).hasSize(10).contains(RowFactory.create(7L, "house/1"));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void daysAndMomentsOfAnyYearAreTextsOfTheirIsoForm(boolean java8) {
        houses.publish(Houses.model(1));
        Map<String, String> areas = Map.of(
                "timestamp'0001-01-01 12:30:15'", "0001-01-01T12:30:15",
                "timestamp'1880-05-01 00:00:00'", "1880-05-01T00:00",
                "timestamp'2026-05-01 00:00:00'", "2026-05-01T00:00",
                "date'0001-01-01'", "0001-01-01",
                "date'2026-05-01'", "2026-05-01");
        LocalSpark.with(
                SPARK,
                "spark.sql.datetime.java8API.enabled",
                Boolean.toString(java8),
                () -> areas.forEach((area, text) -> {
                    Dataset<Row> row =
                            SPARK.range(1).selectExpr("id", "1e3 as sqft", "2 as bedrooms", area + " as area");
                    String error = SparkScoring.transform(row, Houses.CHAMPION, config)
                            .first()
                            .getAs("prediction_error");
                    assertThat(error).contains("never saw: \"" + text + "\"");
                }));
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    void aNullIsNamed() {
        Dataset<Row> rows = dataset(Houses.rows(10), 1);
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.transform(null, Houses.CHAMPION, config))
                .withMessage("dataset");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.transform(rows, null, config))
                .withMessage("uri");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.transform(rows, Houses.CHAMPION, null))
                .withMessage("config");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.transform(rows, Houses.CHAMPION, config, null))
                .withMessage("options");
    }

    @Test
    void thePage() {
        this.houses.publish(Houses.model(1));
        ClientConfig registry = config;
        Dataset<Row> houses = dataset(Houses.rows(100), 3);
        // region spark-scoring
        Dataset<Row> scored = SparkScoring.transform(houses, "models:/house@champion", registry);
        Dataset<Row> good = scored.where("prediction_error is null");
        // endregion
        // region spark-explained
        ScoringOptions explained = ScoringOptions.standard().contributions(true);
        Dataset<Row> reasons = SparkScoring.transform(houses, "models:/house@champion", registry, explained)
                .selectExpr("id", "prediction", "prediction_contributions");
        // endregion
        assertThat(reasons.count()).isEqualTo(100);
        assertThat(good.count()).isEqualTo(100);
    }
}
