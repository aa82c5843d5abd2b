package io.github.modelkeel.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that scikit-learn fitted, written as graphs and run by ONNX Runtime: the values are the model's. ONNX gives the sum of trees as a
 * float, half a unit of which is 6e-8 of it; everything else is in doubles. So values may differ by 2e-7 of them, and probabilities by
 * 2e-7.
 */
class ExportedModelsTest {
    private static final Path FILES = Path.of("../sklearn/src/test/resources");
    private static final Path ESTIMATORS = FILES.resolve("sklearn/estimators");
    private static final double BOUND = 2e-7;
    private static final List<Double> EXTREMES = List.of(Double.NaN, 1e30, -1e39, 0.0, -0.0, 1e300);

    @TempDir
    private Path directory;

    /** A file of which Python's answers are known, and how many columns it reads. */
    record Estimator(String file, int columns) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Estimator> estimators() throws IOException {
        Map<String, Integer> columns = new HashMap<>();
        List<Estimator> estimators = new ArrayList<>();
        List<String> lines = Files.readAllLines(ESTIMATORS.resolve("expected.txt"));
        for (int i = 1; i < lines.size(); i++) {
            String[] words = lines.get(i).split(" ", -1);
            if (words[0].equals("rows")) {
                columns.put(words[1], lines.get(i + 1).split(" ", -1).length);
                i += Integer.parseInt(words[2]);
            } else {
                estimators.add(new Estimator(words[1], columns.getOrDefault(words[2], 0)));
                i += Integer.parseInt(words[3]);
            }
        }
        assertThat(estimators).hasSizeGreaterThan(80);
        return estimators;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estimators")
    void anEstimatorGivesItsValuesInOnnxRuntime(Estimator estimator) throws IOException, OrtException {
        Files.copy(ESTIMATORS.resolve(estimator.file()), directory.resolve("model.bin"));
        String inputs = IntStream.range(0, estimator.columns())
                .mapToObj(i -> "{\"type\": \"double\", \"name\": \"f" + i + "\", \"required\": false}")
                .collect(Collectors.joining(", ", "[", "]"));
        Files.writeString(directory.resolve("MLmodel"), """
                flavors:
                  sklearn:
                    pickled_model: model.bin
                    sklearn_version: 1.9.1
                signature:
                  inputs: '%s'
                """.formatted(inputs));
        ModelBundle bundle = ModelBundle.read(directory);
        assertThat(compare(bundle, numbers(bundle.model()))).isNotZero();
    }

    @Test
    void aPreprocessorOfTextsAndItsModelGiveTheirValuesInOnnxRuntime() throws IOException, OrtException {
        ModelBundle bundle = ModelBundle.read(FILES.resolve("two-files"));
        ScoringModel model = bundle.model();
        Random random = new Random(5);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (Column column : model.signature().inputs()) {
                List<String> known = model.categories().getOrDefault(column.name(), List.of());
                row.put(
                        column.name(),
                        random.nextInt(9) == 0
                                ? null
                                : column.type() == ColumnType.TEXT
                                        ? random.nextInt(9) == 0 ? "unseen" : known.get(random.nextInt(known.size()))
                                        : (Object) (random.nextGaussian() * 5));
            }
            rows.add(row);
        }
        assertThat(compare(bundle, rows)).isGreaterThan(20);
    }

    private static List<Map<String, @Nullable Object>> numbers(ScoringModel model) {
        Random random = new Random(3);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (Column column : model.signature().inputs()) {
                row.put(column.name(), random.nextInt(20) == 0 ? null : (Object) (random.nextGaussian() * 3));
            }
            if (i >= 40) {
                Column some = model.signature().inputs().get(random.nextInt(row.size()));
                row.put(some.name(), EXTREMES.get(i % EXTREMES.size()));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Compares the values of the rows that the model accepts, says how many, and requires NaN for the others. */
    private int compare(ModelBundle bundle, List<Map<String, @Nullable Object>> rows) throws IOException, OrtException {
        Path graph = directory.resolve("graph.onnx");
        ScoringModel model = bundle.model();
        try {
            bundle.writeOnnx(graph);
        } catch (UnsupportedOperationException e) {
            assertThat(e)
                    .hasMessageMatching(
                            "the export to ONNX does not know the operation .*|a split by categories cannot be said in ONNX"
                                    + "|a classifier of several targets is not exported to ONNX");
            return -1;
        }
        Map<String, Object> outputs = run(graph, model, rows);
        int compared = 0;
        for (int i = 0; i < rows.size(); i++) {
            List<Double> found = numbers(outputs, i);
            Output answer;
            try {
                answer = model.predictOne(Rows.of(rows.get(i)));
            } catch (InvalidInputException e) {
                assertThat(found).as("row %d: %s", i, e.getMessage()).containsOnly(Double.NaN);
                assertThat(label(outputs, i)).isEmpty();
                continue;
            }
            compared++;
            List<Double> wanted = new ArrayList<>();
            if (answer.hasLabel()) {
                wanted.add(model.predict(rows.get(i)));
                wanted.addAll(answer.hasProbabilities() ? answer.classProbabilities() : List.of());
                assertThat(label(outputs, i)).as("row %d %s", i, answer).isEqualTo(answer.label());
            } else {
                wanted.addAll(answer.values());
            }
            assertClose("row " + i + " " + rows.get(i), found, wanted, answer.hasLabel());
        }
        return compared;
    }

    private static String label(Map<String, Object> outputs, int row) {
        return outputs.get("label") instanceof String[][] labels ? labels[row][0] : "";
    }

    private static void assertClose(String row, List<Double> found, List<Double> wanted, boolean absolute) {
        assertThat(found).as(row).hasSameSizeAs(wanted);
        for (int k = 0; k < found.size(); k++) {
            double size = absolute ? Math.max(1, Math.abs(wanted.get(k))) : Math.abs(wanted.get(k));
            assertThat(Math.abs(found.get(k) - wanted.get(k)))
                    .as("%s, number %d: %s, not %s", row, k, found.get(k), wanted.get(k))
                    .isLessThanOrEqualTo(BOUND * size);
        }
    }

    private static List<Double> numbers(Map<String, Object> outputs, int row) {
        return outputs.values().stream()
                .filter(double[][].class::isInstance)
                .map(values -> ((double[][]) values)[row][0])
                .toList();
    }

    private static Map<String, Object> run(Path graph, ScoringModel model, List<Map<String, @Nullable Object>> rows)
            throws OrtException, IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        List<Column> columns = model.signature().inputs();
        if (columns.stream().anyMatch(column -> column.type() == ColumnType.TEXT)) {
            String[][] frame = rows.stream()
                    .map(row -> columns.stream()
                            .map(column -> written(row.get(column.name())))
                            .toArray(String[]::new))
                    .toArray(String[][]::new);
            inputs.put("columns", OnnxTensor.createTensor(environment, frame));
        } else {
            for (Column column : columns) {
                double[] values = IntStream.range(0, rows.size())
                        .mapToDouble(i -> number(rows.get(i).get(column.name())))
                        .toArray();
                inputs.put(column.name(), OnnxTensor.createTensor(environment, shaped(values, columns.size())));
            }
        }
        Map<String, Object> outputs = new LinkedHashMap<>();
        try (OrtSession session = environment.createSession(Files.readAllBytes(graph));
                OrtSession.Result result = session.run(inputs)) {
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.put(output.getKey(), output.getValue().getValue());
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        return outputs;
    }

    /** A graph with a single input reads a matrix. */
    private static Object shaped(double[] values, int columns) {
        return columns > 1
                ? values
                : IntStream.range(0, values.length)
                        .mapToObj(i -> new double[] {values[i]})
                        .toArray(double[][]::new);
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static String written(@Nullable Object value) {
        return value == null ? "nan" : value.toString();
    }
}
