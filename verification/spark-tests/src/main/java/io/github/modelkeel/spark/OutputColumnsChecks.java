package io.github.modelkeel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.sparktests.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Each kind of model has the columns of what it says. */
class OutputColumnsChecks {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final List<List<String>> TARGETS = List.of(List.of("no", "yes"), List.of("a", "b", "c"));

    private static final StructType ROW = new StructType().add("id", "long").add("sqft", "double");

    /** What predicts; the executor is in this JVM. */
    private static volatile @Nullable ScoringModel model;

    @AfterAll
    static void stopSpark() {
        SPARK.stop();
    }

    /** Says one of two things, by the size of the house. */
    private static ScoringModelBuilder saying(Link link, double[] small, double[] large) {
        TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(1)
                .sums(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, new double[small.length])
                .tree()
                .split(0, 700, 1, 2, true)
                .leaf(small)
                .leaf(large)
                .build();
        return ScoringModelBuilder.of(
                Preprocessing.builder().number("sqft").build().fit(List.of(Map.of("sqft", 1.0))),
                Column.number("said"),
                scorer,
                link);
    }

    /** Rows with their columns, which a function gives too. */
    private static List<Row> scored(ScoringModel predicting) throws ReflectiveOperationException {
        model = predicting;
        PredictionColumns columns = PredictionColumns.of(predicting, ScoringOptions.standard());
        ExecutorModel version = ExecutorModel.broadcast(SPARK, new ModelFiles("m/1", null, new byte[0]));
        MapFunction<Row, Row> transform = row -> said(version, row, row);
        UDF1<Row, Row> function = row -> said(version, RowFactory.create(), row);
        Dataset<Row> rows = SPARK.range(0, 50, 1, 3).selectExpr("id", "cast(id * 30 as double) as sqft");
        List<Row> scored =
                rows.map(transform, Encoders.row(columns.addedTo(ROW, false))).collectAsList();
        SPARK.udf()
                .getClass()
                .getMethod("register", String.class, UDF1.class, DataType.class)
                .invoke(SPARK.udf(), "said", function, columns.schema());
        assertThat(rows.selectExpr("id", "sqft", "said(struct(*)) as said")
                        .selectExpr("id", "sqft", "said.*")
                        .collectAsList())
                .isEqualTo(scored);
        return scored;
    }

    private static Row said(ExecutorModel version, Row before, Row row) {
        ScoringModel predicting = Objects.requireNonNull(model);
        return PredictionColumns.of(predicting, ScoringOptions.standard())
                .values(before, Map.of(), version, expected(predicting, row), null);
    }

    private static List<String> added(Row row) {
        List<String> names = new ArrayList<>(Arrays.asList(row.schema().fieldNames()));
        names.removeAll(Arrays.asList(ROW.fieldNames()));
        return names;
    }

    private static Output expected(ScoringModel predicting, Row row) {
        return predicting.predictOne(Rows.of(Map.of("sqft", row.getDouble(1))));
    }

    @Test
    void aClassifierHasALabelAndProbabilities() throws ReflectiveOperationException {
        List<String> classes = List.of("q", "c", "x", "b", "y", "a");
        ScoringModel predicting = saying(Link.SOFTMAX, new double[] {1, 2, 3, 4, 5, 6}, new double[] {6, 5, 4, 3, 2, 1})
                .classes(classes)
                .build();
        List<Row> scored = scored(predicting);
        assertThat(added(scored.get(0)))
                .containsExactly(
                        "prediction",
                        "prediction_label",
                        "prediction_probabilities",
                        "prediction_model",
                        "prediction_digest",
                        "prediction_error");
        for (Row row : scored) {
            Output said = expected(predicting, row);
            Map<String, Double> probabilities = row.getJavaMap(row.fieldIndex("prediction_probabilities"));
            assertThat(row.<Double>getAs("prediction")).isEqualTo(said.value());
            assertThat(row.<String>getAs("prediction_label")).isEqualTo(said.label());
            assertThat(probabilities).isEqualTo(said.probabilities());
        }
    }

    @Test
    void aClassifierWithoutProbabilitiesHasALabel() throws ReflectiveOperationException {
        ScoringModel predicting = saying(Link.IDENTITY, new double[] {0}, new double[] {1})
                .classes(List.of("no", "yes"), DecisionRule.FIRST_OUTPUT)
                .build();
        List<Row> scored = scored(predicting);
        assertThat(added(scored.get(0))).startsWith("prediction", "prediction_label", "prediction_model");
        for (Row row : scored) {
            assertThat(row.<String>getAs("prediction_label")).isEqualTo(row.getDouble(1) <= 700 ? "no" : "yes");
        }
    }

    @Test
    void aRegressionOfSeveralNumbersHasAllOfThem() throws ReflectiveOperationException {
        ScoringModel predicting = saying(Link.IDENTITY, new double[] {1.5, 2.5}, new double[] {-0.0, 7})
                .build();
        List<Row> scored = scored(predicting);
        assertThat(added(scored.get(0))).startsWith("prediction", "prediction_values", "prediction_model");
        for (Row row : scored) {
            List<Double> said = row.getList(row.fieldIndex("prediction_values"));
            assertThat(said).isEqualTo(expected(predicting, row).values());
            assertThat(row.<Double>getAs("prediction")).isEqualTo(said.get(0));
        }
    }

    @Test
    void aClassifierOfSeveralTargetsHasAStructForEach() throws ReflectiveOperationException {
        ScoringModel predicting = saying(
                        Link.IDENTITY,
                        new double[] {1, 0.25, 0.75, 0, 0.5, 0.375, 0.125},
                        new double[] {0, 0.75, 0.25, 2, 0.125, 0.125, 0.75})
                .targets(TARGETS)
                .build();
        List<Row> scored = scored(predicting);
        assertThat(added(scored.get(0))).startsWith("prediction", "prediction_targets", "prediction_model");
        for (Row row : scored) {
            List<Row> targets = row.getList(row.fieldIndex("prediction_targets"));
            List<Output.Target> said = expected(predicting, row).targets();
            assertThat(row.<Double>getAs("prediction")).isEqualTo(said.get(0).index());
            assertThat(targets).hasSize(2);
            for (int i = 0; i < said.size(); i++) {
                assertThat(targets.get(i).getString(0)).isEqualTo(said.get(i).label());
                Map<String, Double> probabilities = targets.get(i).getJavaMap(1);
                assertThat(probabilities).isEqualTo(said.get(i).probabilities());
            }
        }
        ScoringModel labels = saying(Link.IDENTITY, new double[] {0, 2}, new double[] {1, 1})
                .targets(TARGETS)
                .build();
        for (Row row : scored(labels)) {
            List<Row> targets = row.getList(row.fieldIndex("prediction_targets"));
            assertThat(targets.get(1).getString(0)).isEqualTo(row.getDouble(1) <= 700 ? "c" : "b");
            assertThat(targets.get(1).isNullAt(1)).isTrue();
        }
    }
}
