package io.github.modelkeel.sparktests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.spark.SparkScoring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pipelines that Python fitted, logged and predicted with, see {@code SparkOnRealSparkTest} of interop-tests, which says where they are: the bits of Spark's columns are
 * those of a predictor and of Python.
 */
class SparkParityChecks {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final int ROWS = 5_000;

    private final Path directory = Path.of(System.getProperty("modelkeel.parity", "missing"));

    @TempDir
    private Path work;

    /** The numbers and the label of a row; bits, as -0.0 and 0.0 are equal. */
    private record Said(List<Long> bits, @Nullable String label) {
        static Said of(List<Double> numbers, @Nullable String label) {
            return new Said(numbers.stream().map(Double::doubleToRawLongBits).toList(), label);
        }
    }

    static Stream<String> pipelines() {
        return Arrays.stream(
                System.getProperty("modelkeel.parity.pipelines", "none").split(","));
    }

    @AfterAll
    static void stopSpark() {
        SPARK.stop();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void theBitsAreThoseOfAPredictorAndOfPython(String name) throws IOException {
        PythonPredictions python = PythonPredictions.read(directory, name);
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(System.getProperty("modelkeel.parity.registry", "missing"))
                .cacheDirectory(work)
                .build();
        String uri = "models:/" + name + "-skops@champion";
        Dataset<Row> rows = python.dataset(SPARK, 7);
        List<Row> scored = SparkScoring.transform(rows, uri, config).collectAsList();
        List<Said> ofPython = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            ofPython.add(Said.of(python.numbers(i), python.label(i)));
        }
        try (Predictor predictor = Predictor.builder(uri).config(config).load()) {
            List<Said> ofPredictor = python.rows().stream()
                    .map(row -> said(predictor.predict(row)))
                    .toList();
            List<String> classes = predictor.model().classes();
            List<Said> spark = scored.stream().map(row -> said(row, classes)).toList();
            assertThat(spark).hasSize(ROWS).isEqualTo(ofPredictor).isEqualTo(ofPython);
            SparkScoring.register(SPARK, "predicted", uri, config);
            assertThat(rows.selectExpr("predicted(struct(*)) as said")
                            .select("said.*")
                            .collectAsList())
                    .extracting(row -> said(row, classes))
                    .isEqualTo(spark);
        }
    }

    /** What the columns of a row say. */
    private static Said said(Row row, List<String> classes) {
        assertThat(row.<String>getAs("prediction_error")).isNull();
        List<String> columns = Arrays.asList(row.schema().fieldNames());
        boolean classifier = columns.contains("prediction_label");
        if (columns.contains("prediction_probabilities")) {
            Map<String, Double> shares = row.getJavaMap(row.fieldIndex("prediction_probabilities"));
            return Said.of(classes.stream().map(shares::get).toList(), row.getAs("prediction_label"));
        } else if (classifier) {
            return Said.of(List.of(), row.getAs("prediction_label"));
        } else if (columns.contains("prediction_values")) {
            return Said.of(row.getList(row.fieldIndex("prediction_values")), null);
        }
        return Said.of(List.of(row.<Double>getAs("prediction")), null);
    }

    private static Said said(Prediction prediction) {
        if (prediction.classes().isEmpty()) {
            return Said.of(prediction.values(), null);
        }
        return Said.of(
                prediction.output().hasProbabilities()
                        ? List.copyOf(prediction.probabilities().values())
                        : List.of(),
                prediction.label());
    }
}
