package io.github.modelkeel.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.evaluation.PerformanceEstimator.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerformanceEstimatorTest {
    private static final boolean[] LABELS = new boolean[20];
    private static final double[] SCORES = new double[20];

    static {
        for (int i = 0; i < 20; i++) {
            LABELS[i] = i % 2 == 0;
            SCORES[i] = i / 20.0;
        }
    }

    private static PerformanceEstimator plain() {
        return Evaluation.defaults().estimator(LABELS, SCORES, Calibration.NONE);
    }

    /** By hand: 0.9 and 0.6 are predicted positive, 0.2 negative; equal scores are half above each other. */
    @Test
    void partsOfRowsAreCounted() {
        Performance estimate = plain().estimate(new double[] {0.9, 0.6, 0.2});
        assertThat(estimate.metric("accuracy").value()).isCloseTo((0.9 + 0.6 + 0.8) / 3, within(1e-15));
        assertThat(estimate.metric("precision").value()).isCloseTo(0.75, within(1e-15));
        assertThat(estimate.metric("recall").value()).isCloseTo(1.5 / 1.7, within(1e-15));
        assertThat(estimate.metric("f1").value()).isCloseTo(3 / 3.7, within(1e-15));
        assertThat(plain().estimate(new double[] {0.5, 0.5}).metric("auc").value())
                .isEqualTo(0.5);
        assertThat(estimate.metrics()).doesNotContainKeys("brier", "log_loss");
    }

    @Test
    void isotonicValuesArePooledAndJoined() {
        Isotonic isotonic = Isotonic.of(new double[] {0.2, 0.1, 0.3, 0.4, 0.3}, new double[] {1, 0, 0, 1, 0});
        assertThat(isotonic.of(new double[] {0, 0.1, 0.15, 0.2, 0.3, 0.35, 0.4, 1}))
                .containsExactly(new double[] {0, 0, 1.0 / 6, 1.0 / 3, 1.0 / 3, 2.0 / 3, 1, 1}, within(1e-12));
    }

    @Test
    void theIntervalHoldsWhatHappens() {
        Random random = new Random(4);
        Evaluation fast = Evaluation.builder().resamples(200).build();
        PerformanceEstimator estimator = fast.estimator(LABELS, SCORES, Calibration.NONE);
        int held = 0;
        for (int r = 0; r < 100; r++) {
            double[] scores = random.doubles(150).toArray();
            boolean[] labels = new boolean[150];
            for (int i = 0; i < 150; i++) {
                labels[i] = random.nextDouble() < scores[i];
            }
            double real = fast.binary(labels, scores).metric("auc").value();
            held += estimator.estimate(scores).metric("auc").covers(real) ? 1 : 0;
        }
        assertThat(held).isBetween(86, 100);
    }

    @Test
    void chunksAreInOrderAndTheLastHasTheRest() {
        List<Performance> chunks = plain().estimate(SCORES, 8);
        assertThat(chunks).extracting(Performance::rows).containsExactly(8, 8, 4);
        assertThat(chunks.get(0).metric("accuracy").value())
                .isGreaterThan(chunks.get(1).metric("accuracy").value());
        assertThatThrownBy(() -> plain().estimate(SCORES, 0)).hasMessageContaining("a chunk must have a row: 0");
    }

    @Test
    void aReferenceThatTeachesNothingIsRefused() {
        assertThatThrownBy(() -> Evaluation.defaults().estimator(new boolean[5], new double[5], Calibration.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 rows");
        assertThatThrownBy(() -> Evaluation.defaults().estimator(new boolean[30], new double[30], Calibration.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never 'true'");
        assertThatThrownBy(() -> plain().estimate(new double[][] {{1, 0}}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one score");
        assertThatThrownBy(() -> plain().estimate(new double[0])).hasMessageContaining("empty");
    }

    @Test
    void scoresThatSayNothingOfProbabilitiesAreCalibrated() {
        Random random = new Random(6);
        double[] scores = new double[600];
        boolean[] labels = new boolean[600];
        for (int i = 0; i < 600; i++) {
            double p = random.nextDouble();
            labels[i] = random.nextDouble() < p;
            scores[i] = 0.9 + 0.1 * p; // the order is right, the values are not
        }
        PerformanceEstimator estimator = Evaluation.defaults().estimator(labels, scores, Calibration.WHERE_IT_HELPS);
        assertThat(estimator.calibrates()).isTrue();
        Performance estimate = estimator.estimate(scores);
        Performance real = Evaluation.defaults().binary(labels, scores);
        for (String name : BinaryScore.ESTIMATED) {
            assertThat(estimate.metric(name).value())
                    .as(name)
                    .isCloseTo(real.metric(name).value(), within(0.02));
        }
        assertThat(plain().calibrates()).isFalse();
    }

    @Test
    void noRowsAreRefusedInChunksToo() {
        boolean[] labels = new boolean[40];
        double[] scores = new double[40];
        double[][] rows = new double[40][];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            labels[i] = i % 3 == 0;
            scores[i] = i / 40.0;
            rows[i] = new double[] {scores[i], 1 - scores[i]};
            names.add(labels[i] ? "a" : "b");
        }
        Evaluation evaluation = Evaluation.defaults();
        PerformanceEstimator two = evaluation.estimator(labels, scores, PerformanceEstimator.Calibration.NONE);
        PerformanceEstimator several =
                evaluation.estimator(names, List.of("a", "b"), rows, PerformanceEstimator.Calibration.NONE);
        assertThatThrownBy(() -> two.estimate(new double[0], 500))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scores is empty");
        assertThatThrownBy(() -> several.estimate(new double[0][], 500))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("probabilities is empty");
    }
}
