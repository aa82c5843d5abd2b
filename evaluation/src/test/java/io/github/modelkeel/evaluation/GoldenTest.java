package io.github.modelkeel.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The figures of scikit-learn that {@code make_golden.py} wrote, and of NannyML that {@code make_estimates.py} wrote. */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TestFactory
    Stream<DynamicTest> metricsAreThoseOfScikitLearn() {
        return Json.read(GOLDEN.resolve("performance.json")).get("cases").list().stream()
                .map(golden -> DynamicTest.dynamicTest(
                        golden.get("kind").text() + ", " + golden.get("name").text(), () -> {
                            Performance performance = performance(golden);
                            Json metrics = golden.get("metrics");
                            assertThat(performance.metrics().keySet()).containsAll(metrics.names());
                            for (String name : metrics.names()) {
                                double expected = metrics.number(name);
                                assertThat(performance.metric(name).value())
                                        .as(name)
                                        .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
                            }
                            assertThat(performance.metrics().containsKey("auc")).isEqualTo(metrics.has("auc"));
                        }));
    }

    private static Performance performance(Json golden) {
        double[] weights = golden.get("weights").value() == null
                ? null
                : golden.get("weights").numbers();
        return switch (golden.get("kind").text()) {
            case "regression" ->
                Evaluation.defaults()
                        .regression(
                                golden.get("actual").numbers(),
                                golden.get("predicted").numbers(),
                                weights);
            case "binary" ->
                Evaluation.builder()
                        .threshold(golden.number("threshold"))
                        .build()
                        .binary(
                                labels(golden.get("actual")),
                                golden.get("predicted").numbers(),
                                weights);
            default -> multiclass(golden, weights);
        };
    }

    private static Performance multiclass(Json golden, double @Nullable [] weights) {
        List<String> actual = texts(golden.get("actual"));
        Performance of = Evaluation.defaults()
                .multiclass(actual, texts(golden.get("classes")), rows(golden.get("probabilities")), weights);
        if (weights == null) {
            Performance ofGuesses = Evaluation.defaults().multiclass(actual, texts(golden.get("guess")));
            assertThat(ofGuesses.metrics().keySet()).hasSize(7);
            ofGuesses
                    .metrics()
                    .values()
                    .forEach(metric -> assertThat(metric.value())
                            .isEqualTo(of.metric(metric.name()).value()));
        }
        return of;
    }

    private static boolean[] labels(Json json) {
        double[] numbers = json.numbers();
        boolean[] labels = new boolean[numbers.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = numbers[i] == 1;
        }
        return labels;
    }

    private static List<String> texts(Json json) {
        return json.list().stream().map(Json::text).toList();
    }

    private static double[][] rows(Json json) {
        return json.list().stream().map(Json::numbers).toArray(double[][]::new);
    }

    /** NannyML decides by splits of NumPy's generator whether to calibrate; here its decision is given, and ours compared with it. */
    @TestFactory
    Stream<DynamicTest> estimatesAreThoseOfNannyMl() {
        return Json.read(GOLDEN.resolve("estimates.json")).get("cases").list().stream()
                .map(golden -> DynamicTest.dynamicTest(golden.get("name").text(), () -> {
                    boolean binary = golden.get("kind").text().equals("binary");
                    List<Performance> chunks = binary ? binary(golden) : multiclass(golden);
                    Json estimates = golden.get("estimates");
                    for (String name : estimates.names()) {
                        double[] expected = estimates.get(name).numbers();
                        assertThat(chunks).hasSize(expected.length);
                        for (int i = 0; i < expected.length; i++) {
                            assertThat(chunks.get(i).metric(ours(name, binary)).value())
                                    .as(name)
                                    .isCloseTo(expected[i], within(1e-6));
                        }
                    }
                }));
    }

    private static String ours(String name, boolean binary) {
        String plain = name.equals("roc_auc") ? "auc" : name;
        return binary || plain.equals("accuracy") ? plain : plain + "_macro";
    }

    private static List<Performance> binary(Json golden) {
        boolean calibrated = Boolean.TRUE.equals(golden.get("calibrated").value());
        boolean[] labels = labels(golden.get("reference_labels"));
        double[] scores = golden.get("reference_scores").numbers();
        PerformanceEstimator.Calibration decided =
                calibrated ? PerformanceEstimator.Calibration.ISOTONIC : PerformanceEstimator.Calibration.NONE;
        assertThat(Evaluation.defaults()
                        .estimator(labels, scores, PerformanceEstimator.Calibration.WHERE_IT_HELPS)
                        .calibrates())
                .isEqualTo(calibrated);
        return Evaluation.defaults()
                .estimator(labels, scores, decided)
                .estimate(golden.get("scores").numbers(), (int) golden.number("chunk"));
    }

    private static List<Performance> multiclass(Json golden) {
        List<Object> decisions = golden.get("calibrated").list().stream()
                .<Object>map(Json::value)
                .distinct()
                .toList();
        assertThat(decisions).hasSize(1); // one decision of all classes, so that it can be given
        PerformanceEstimator.Calibration decided = Boolean.TRUE.equals(decisions.get(0))
                ? PerformanceEstimator.Calibration.ISOTONIC
                : PerformanceEstimator.Calibration.NONE;
        return Evaluation.defaults()
                .estimator(
                        texts(golden.get("reference_labels")),
                        texts(golden.get("classes")),
                        rows(golden.get("reference_probabilities")),
                        decided)
                .estimate(rows(golden.get("probabilities")), (int) golden.number("chunk"));
    }
}
