package io.github.modelkeel.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Graphs with operators that model-formats does not know, and what ONNX Runtime 1.31.1 gave in Python.
 * {@code verification/interop-tests/src/test/resources/python/make_onnx_files.py} makes them.
 */
class OnnxRuntimeTest {
    private static final Path GRAPHS = Path.of("src/test/resources/graphs");

    /** A line of {@code cases.json}: three numbers, and the bits of what comes out. */
    private static final Pattern CASE = Pattern.compile("\\[\\[([^\\]]*)\\], \\[([^\\]]*)\\]\\]");

    private record Case(Map<String, Object> row, List<Double> expected) {}

    private static List<Case> cases(String graph) throws IOException {
        List<Case> cases = new ArrayList<>();
        Matcher matcher = CASE.matcher(Files.readString(GRAPHS.resolve(graph).resolve("cases.json")));
        while (matcher.find()) {
            List<Double> numbers = Pattern.compile(", ")
                    .splitAsStream(matcher.group(1))
                    .map(Double::valueOf)
                    .toList();
            List<Double> expected = Pattern.compile(", ")
                    .splitAsStream(matcher.group(2).replace("\"", ""))
                    .map(bits -> Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)))
                    .toList();
            boolean finite = expected.stream().allMatch(Double::isFinite)
                    && numbers.stream().allMatch(number -> Math.abs(number) < 1e6);
            if (finite) {
                cases.add(new Case(Map.of("f0", numbers.get(0), "f1", numbers.get(1), "f2", numbers.get(2)), expected));
            }
        }
        assertThat(cases).hasSizeGreaterThan(20);
        return cases;
    }

    @Test
    void aGraphOfOtherOperatorsGivesTheNumbersOfPython() throws IOException {
        ScoringModel model = ModelBundle.read(GRAPHS.resolve("waves")).model();
        for (Case each : cases("waves")) {
            assertThat(model.predict(each.row()))
                    .as("%s", each.row())
                    .isCloseTo(each.expected().get(0), within(1e-6));
        }
    }

    @Test
    void aMapOfProbabilitiesIsAClassifier() throws IOException {
        ScoringModel model = ModelBundle.read(GRAPHS.resolve("wave-classes")).model();
        assertThat(model.classes()).containsExactly("2", "5", "11");
        for (Case each : cases("wave-classes")) {
            List<Double> probabilities = model.predictOne(Rows.of(each.row())).classProbabilities();
            for (int i = 0; i < probabilities.size(); i++) {
                assertThat(probabilities.get(i)).isCloseTo(each.expected().get(i), within(1e-6));
            }
        }
    }

    @Test
    void manyThreadsShareAModel() throws Exception {
        ScoringModel model = ModelBundle.read(GRAPHS.resolve("waves")).model();
        List<Case> cases = cases("waves");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<double[]>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> model.predictValues(
                        Rows.ofMaps(cases.stream().map(Case::row).toList()))));
            }
            for (Future<double[]> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS))
                        .isEqualTo(answers.get(0).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aGraphOfTextsIsRefused() {
        assertThatThrownBy(() -> ModelBundle.read(GRAPHS.resolve("words")))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("'X' is not a tensor of numbers");
    }

    @Test
    void aGraphThatTheRuntimeDoesNotKnowEitherIsRefused(@TempDir Path directory) throws IOException {
        byte[] graph = Files.readAllBytes(GRAPHS.resolve("waves/model.onnx"));
        String text = new String(graph, StandardCharsets.ISO_8859_1).replace("Sin", "Sun");
        Files.write(directory.resolve("model.onnx"), text.getBytes(StandardCharsets.ISO_8859_1));
        Files.copy(GRAPHS.resolve("waves/MLmodel"), directory.resolve("MLmodel"));
        assertThatThrownBy(() -> ModelBundle.read(directory))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("ONNX Runtime refuses the graph");
    }

    @Test
    void aModelOfARuntimeCannotBeSaved(@TempDir Path directory) throws IOException {
        ModelBundle bundle = ModelBundle.read(GRAPHS.resolve("waves"));
        ModelBundle again = ModelBundle.of(bundle.model(), List.of(Map.of("f0", 1, "f1", 2, "f2", 3)));
        assertThatThrownBy(() -> again.writeTo(directory)).hasMessageContaining("cannot be saved");
    }
}
