package io.github.modelkeel.sparktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.spark.SparkScoring;
import java.nio.file.Path;
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

/** A model as a function of SQL says what {@code transform} says. */
class SparkFunctionChecks {
    private static final SparkSession SPARK = LocalSpark.session();

    private final Houses houses;
    private final ClientConfig config;

    SparkFunctionChecks(@TempDir Path directory) {
        this.houses = new Houses(directory);
        this.config = houses.config();
        houses.publish(Houses.model(1));
    }

    @AfterEach
    void stop() {
        houses.close();
    }

    @AfterAll
    static void stopSpark() {
        SPARK.stop();
    }

    private static Dataset<Row> view(List<Row> rows) {
        Dataset<Row> dataset = Houses.dataset(SPARK, rows, 3);
        dataset.createOrReplaceTempView("houses");
        return dataset;
    }

    @Test
    void itSaysWhatTransformSaysByTheVersionOfTheRegistration() {
        List<Row> rows = Houses.rows(3_000);
        rows.set(7, RowFactory.create(7L, 1.0, 2, "moon"));
        rows.set(2_500, RowFactory.create(2_500L, null, 2, "north"));
        Dataset<Row> dataset = view(rows);
        SparkScoring.register(SPARK, "house_price", Houses.CHAMPION, config);
        List<Row> expected = SparkScoring.transform(dataset, Houses.CHAMPION, config)
                .drop("sqft", "bedrooms", "area")
                .collectAsList();
        houses.publish(Houses.model(2)); // the alias moves
        houses.close(); // and the registry goes down
        List<Row> said = SPARK.sql("select id, p.* from (select id, house_price(struct(*)) as p from houses)")
                .collectAsList();
        assertThat(said).isEqualTo(expected);
        assertThat(said.get(0).<String>getAs("prediction_model")).isEqualTo("house/1");
        assertThat(said.stream().filter(row -> row.getAs("prediction_error") != null))
                .extracting(row -> row.getLong(0))
                .containsExactly(7L, 2_500L);
    }

    @Test
    void structsMayHaveOtherOrdersTypesAndColumnsAndBeConstantOrNull() {
        view(Houses.rows(10));
        SparkScoring.register(SPARK, "house_price", Houses.CHAMPION, config);
        assertThat(SPARK.sql("select house_price(named_struct('area', 'north', 'bedrooms', 2, 'sqft', 1000)).prediction"
                                + ", house_price(named_struct('sqft', 1e3, 'bedrooms', 2, 'area', 'north')).prediction")
                        .collectAsList())
                .containsExactly(RowFactory.create(
                        Houses.model(1).predict(Houses.named(RowFactory.create(0L, 1e3, 2, "north"))),
                        Houses.model(1).predict(Houses.named(RowFactory.create(0L, 1e3, 2, "north")))));
        assertThat(SPARK.sql("select house_price(if(id = 3, null, struct(*))) is null from houses where id in (3, 4)")
                        .collectAsList())
                .containsExactly(RowFactory.create(true), RowFactory.create(false));
        assertThat(SPARK.table("houses")
                        .select(functions.expr("house_price(struct(area, sqft, bedrooms)).prediction_error"))
                        .distinct()
                        .collectAsList())
                .containsExactly(RowFactory.create((Object) null));
    }

    @Test
    void aRowIsPredictedOnceForAllOfItsColumns() {
        view(Houses.rows(10));
        SparkScoring.register(SPARK, "house_price", Houses.CHAMPION, config);
        String plan = SPARK.sql("explain select id, p.* from (select id, house_price(struct(*)) as p from houses)")
                .first()
                .getString(0);
        assertThat(plan).containsOnlyOnce("house_price(");
    }

    @Test
    void anotherRegistrationIsAnotherVersion() {
        view(Houses.rows(10));
        SparkScoring.register(SPARK, "house_price", Houses.CHAMPION, config);
        houses.publish(Houses.model(2));
        String versions = "select distinct house_price(struct(*)).prediction_model from houses";
        assertThat(SPARK.sql(versions).collectAsList()).containsExactly(RowFactory.create("house/1"));
        SparkScoring.register(SPARK, "house_price", Houses.CHAMPION, config);
        assertThat(SPARK.sql(versions).collectAsList()).containsExactly(RowFactory.create("house/2"));
    }

    @Test
    void aQueryThatCannotBeMeantFails() {
        view(Houses.rows(10));
        SparkScoring.register(SPARK, "house_price", Houses.CHAMPION, config);
        assertThatThrownBy(() -> SPARK.sql("select house_price(struct(sqft, bedrooms)) from houses")
                        .collectAsList())
                .hasStackTraceContaining("no column 'area', which the model house/1 requires");
        Map<String, String> kinds = Map.of(
                "sqft", "a number",
                "area", "a string",
                "true", "a boolean",
                "array(sqft)", "an array",
                "map('a', sqft)", "a map",
                "cast(area as binary)", "a binary",
                "current_date()", "a date, a time or an interval");
        kinds.forEach((argument, kind) -> assertThatThrownBy(
                        () -> SPARK.sql("select house_price(" + argument + ") from houses")
                                .collectAsList())
                .hasStackTraceContaining("house_price takes one struct that has the model's columns by name, as in"
                        + " house_price(struct(*)); it was given " + kind));
        assertThatThrownBy(
                        () -> SPARK.sql("select house_price(struct(array(sqft) as sqft, bedrooms, area)) from houses")
                                .collectAsList())
                .hasStackTraceContaining(
                        "column 'sqft' is of type array<double>, of which the model house/1 reads nothing");
        for (String name : List.of("count", "Abs", "explode", "int")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparkScoring.register(SPARK, name, Houses.CHAMPION, config))
                    .withMessageStartingWith("'" + name + "' is a function of Spark");
        }
        assertThat(SPARK.sql("select count(*) from houses").first().getLong(0)).isEqualTo(10);
        assertThatThrownBy(() -> SparkScoring.register(SPARK, "price", "models:/house@nowhere", config))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparkScoring.register(SPARK, "house-price", Houses.CHAMPION, config))
                .withMessageContaining("letters, digits and underscores");
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    void aNullIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.register(null, "f", Houses.CHAMPION, config))
                .withMessage("spark");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.register(SPARK, null, Houses.CHAMPION, config))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.register(SPARK, "f", null, config))
                .withMessage("uri");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.register(SPARK, "f", Houses.CHAMPION, null))
                .withMessage("config");
        assertThatNullPointerException()
                .isThrownBy(() -> SparkScoring.register(SPARK, "f", Houses.CHAMPION, config, null))
                .withMessage("options");
    }

    @Test
    void thePage() {
        SparkSession spark = SPARK;
        ClientConfig registry = config;
        view(Houses.rows(10));
        // region spark-function
        SparkScoring.register(spark, "house_price", "models:/house@champion", registry);
        spark.sql("select *, house_price(struct(*)).prediction as price from houses");
        spark.sql("select id, p.* from (select id, house_price(struct(*)) as p from houses)"); // all of it
        // endregion
        assertThat(SPARK.sql("select house_price(struct(*)).prediction as price from houses")
                        .count())
                .isEqualTo(10);
    }
}
