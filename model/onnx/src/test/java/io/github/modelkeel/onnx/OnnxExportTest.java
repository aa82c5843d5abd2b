package io.github.modelkeel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.formats.Samples;
import io.github.modelkeel.formats.onnx.OnnxExport;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our models as graphs, read back by the importer that has the bits of ONNX Runtime. */
class OnnxExportTest {
    /** Classifiers, whose graphs name the class, are run by ONNX Runtime in the tests of model-onnxruntime. */
    static Stream<ScoringModel> models() {
        return Stream.of(Samples.trees());
    }

    @ParameterizedTest
    @MethodSource("models")
    void theGraphGivesTheValuesOfTheModel(ScoringModel model) {
        ScoringModel graph = OnnxReader.read("model.onnx", OnnxExport.write(model), frame(model));
        for (Map<String, @Nullable Object> row : Samples.rows()) {
            double value = model.predict(row);
            assertThat(graph.predict(written(model, row))).isCloseTo(value, within(Math.abs(value) * 2e-7));
        }
    }

    /** What the graph reads: numbers, and everything else as a text, as Python writes it. */
    private static List<Column> frame(ScoringModel model) {
        return model.signature().inputs().stream()
                .map(column -> column.type() == ColumnType.NUMBER
                        ? Column.number(column.name()).asOptional()
                        : Column.text(column.name()))
                .toList();
    }

    private static Map<String, @Nullable Object> written(ScoringModel model, Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        for (Column column : model.signature().inputs()) {
            Object value = row.get(column.name());
            if (column.type() == ColumnType.NUMBER) {
                written.put(column.name(), value);
            } else if (value instanceof Boolean bool) {
                written.put(column.name(), bool ? "True" : "False");
            } else {
                written.put(column.name(), value == null ? "None" : value);
            }
        }
        return written;
    }

    @Test
    void aRowThatTheModelRefusesHasNoValueInTheGraphEither() {
        ScoringModel model = Samples.trees();
        ScoringModel graph = OnnxReader.read("model.onnx", OnnxExport.write(model), frame(model));
        List<Map<String, @Nullable Object>> bad = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            bad.add(new LinkedHashMap<>(Samples.rows().get(i)));
        }
        bad.get(0).put("größe", 0); // its logarithm is taken
        bad.get(1).put("kind", "unseen"); // one-hot without a rule for it
        bad.get(2).put("income", null); // required
        for (Map<String, @Nullable Object> row : bad) {
            assertThat(refuses(model, row)).isTrue();
            assertThat(refuses(graph, written(model, row))).isTrue();
        }
    }

    private static boolean refuses(ScoringModel model, Map<String, @Nullable Object> row) {
        try {
            model.predict(row);
            return false;
        } catch (InvalidInputException e) {
            return true;
        }
    }

    @Test
    void aModelOfNumbersHasAnInputForEachColumn() {
        Random random = new Random(3);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(Map.of("a", random.nextGaussian() * 1e6, "b", random.nextDouble() * 1e-9));
        }
        FittedPreprocessing fitted = Preprocessing.builder()
                .number("a", steps -> steps.scaleStandard())
                .number("b", steps -> steps.log1p().scaleMinMax())
                .build()
                .fit(rows);
        ScoringModel model = ScoringModelBuilder.model(
                fitted, Column.number("y"), LinearScorer.of(new double[] {0.1, 1 / 3.0}, 7), Link.IDENTITY);
        ScoringModel graph = OnnxReader.read("model.onnx", OnnxExport.write(model), List.of());
        assertThat(graph.signature().inputs()).extracting(Column::name).containsExactly("a", "b");
        for (Map<String, Object> row : rows) {
            assertThat(graph.predict(row)).isCloseTo(model.predict(row), within(1e-12));
        }
    }
}
