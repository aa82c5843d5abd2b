package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.sklearn.python.ExpectedJson;
import io.github.modelkeel.sklearn.python.PythonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What scikit-learn's estimators say of missing, huge and tied rows, which of them they refuse, and their scores. The files are made by
 * {@code make_sklearn_score_files.py} of the interop tests.
 */
class ScoreFixturesTest {
    private static final Path FILES = Path.of("src/test/resources/sklearn-scores");
    private static final double BOUND = 1e-12;
    private static final ExpectedJson EXPECTED = ExpectedJson.read(FILES.resolve("expected.json"));

    static List<String> models() {
        List<String> names = new ArrayList<>();
        if (EXPECTED.get("models").value() instanceof Map<?, ?> models) {
            models.keySet().forEach(name -> names.add((String) name));
        }
        assertThat(names).hasSizeGreaterThan(35);
        return names;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void everyRowIsAnsweredOrRefusedAsInPython(String name) throws IOException {
        ScoringModel model = model(name).withScores();
        ExpectedJson expected = EXPECTED.get("models").get(name);
        List<ExpectedJson> wanted = expected.get("predict").list();
        List<ExpectedJson> rows = EXPECTED.get("rows").list();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Double> row = row(rows.get(i));
            String where = name + " row " + i + " " + row;
            if (wanted.get(i).value() == null) {
                assertThatThrownBy(() -> model.predictOne(Rows.of(row)))
                        .as(where)
                        .isInstanceOf(InvalidInputException.class);
                continue;
            }
            Output answer = model.predictOne(Rows.of(row));
            same(predicted(answer), wanted.get(i).list(), where);
            double bound = expected.get("exact").isTrue() ? 0 : BOUND;
            List<Double> decision = answer.hasDecisionFunction() ? answer.decisionFunction() : List.of();
            close(decision, expected.find("decision_function"), i, bound, where);
            List<Double> samples = answer.hasScoreSamples() ? List.of(answer.scoreSamples()) : List.of();
            close(samples, expected.find("score_samples"), i, bound, where);
            if (expected.find("predict_proba").isPresent()) {
                close(answer.classProbabilities(), expected.find("predict_proba"), i, BOUND, where);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void manyRowsHaveTheSameScoresAsEachOfThem(String name) throws IOException {
        ScoringModel model = model(name).withScores();
        List<Map<String, Double>> usual = EXPECTED.get("rows").list().subList(0, 25).stream()
                .map(ScoreFixturesTest::row)
                .toList();
        assertThat(model.predict(Rows.ofMaps(usual)))
                .isEqualTo(usual.stream()
                        .map(row -> model.predictOne(Rows.of(row)))
                        .toList());
        assertThat(model(name).predictOne(Rows.of(usual.get(0))).hasDecisionFunction())
                .as("nothing is computed that was not asked for")
                .isFalse();
    }

    private static List<String> predicted(Output answer) {
        if (answer.hasLabel()) {
            return List.of(answer.label());
        }
        return answer.hasTargets()
                ? answer.targets().stream().map(Output.Target::label).toList()
                : answer.values().stream().map(String::valueOf).toList();
    }

    /** Labels are the same texts, numbers the same numbers. */
    private static void same(List<String> found, List<ExpectedJson> wanted, String where) {
        assertThat(found).as(where).hasSameSizeAs(wanted);
        for (int i = 0; i < found.size(); i++) {
            assertThat(plain(found.get(i)))
                    .as(where)
                    .isEqualTo(plain(wanted.get(i).text()));
        }
    }

    private static Object plain(String text) {
        return text.matches("-?[0-9.]+(e[-+]?[0-9]+)?") ? (Object) Double.valueOf(text) : text;
    }

    private static void close(List<Double> found, Optional<ExpectedJson> method, int row, double bound, String where) {
        if (method.isEmpty()) {
            assertThat(found).as(where).isEmpty();
            return;
        }
        List<ExpectedJson> wanted = method.get().list().get(row).list();
        assertThat(found).as(where).hasSameSizeAs(wanted);
        for (int i = 0; i < found.size(); i++) {
            double number = ofBits(wanted.get(i));
            assertThat(found.get(i)).as(where).isCloseTo(number, within(bound * Math.max(1, Math.abs(number))));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "imblearn; the estimator an object imblearn.pipeline.Pipeline is not supported; fit_resample",
                "class-estimator; of the class __main__.Mean, whose code cloudpickle carries by value; as ONNX",
                "class-step; model.steps[0][1]: an object of the class __main__.Ratio, whose code cloudpickle; own transformers",
                "function-step; the function 'doubled', whose code cloudpickle carries by value; transform the rows before",
                "lambda-step; the function '<lambda>', whose code cloudpickle carries by value; transform the rows before"
            })
    void whatCannotBeServedIsRefusedByItsName(String name, String words, String wayOut) throws IOException {
        Path file = Path.of("src/test/resources/sklearn-scores-refused").resolve(name + ".pkl");
        ModelFlavor flavor =
                ModelFlavor.of("sklearn", "model.pkl", "", List.of(new ModelFlavor.Input("city", "string", true)));
        assertThatThrownBy(() -> SklearnModel.read(flavor, PythonFile.read("model.pkl", Files.readAllBytes(file))))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(words)
                .hasMessageContaining(wayOut);
    }

    @Test
    void theFirstFunctionsOfTheDetectorsAreThere() throws IOException {
        assertThat(model("isolation").decisionFunction()).isPresent();
        assertThat(model("isolation").scoreSamples()).isPresent();
        assertThat(model("logistic").scoreSamples()).isEmpty();
        assertThat(model("adaboost-numbers").decisionFunction()).isEmpty();
    }

    private static ScoringModel model(String name) throws IOException {
        List<ModelFlavor.Input> inputs = Stream.of("f0", "f1", "f2")
                .map(column -> new ModelFlavor.Input(column, "double", true))
                .toList();
        ModelFlavor flavor = ModelFlavor.of("sklearn", name + ".pkl", "", inputs);
        return SklearnModel.read(
                flavor, PythonFile.read(name + ".pkl", Files.readAllBytes(FILES.resolve(name + ".pkl"))));
    }

    private static Map<String, Double> row(ExpectedJson bits) {
        Map<String, Double> row = new HashMap<>();
        for (ExpectedJson one : bits.list()) {
            row.put("f" + row.size(), ofBits(one));
        }
        return row;
    }

    private static double ofBits(ExpectedJson bits) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(bits.text(), 16));
    }
}
