package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.evaluation.Evaluation;
import io.github.modelkeel.evaluation.Metric;
import io.github.modelkeel.evaluation.Performance;
import io.github.modelkeel.evaluation.PerformanceChange;
import io.github.modelkeel.evaluation.PerformanceEstimator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The code blocks of docs/evaluation.md. */
class EvaluationPageTest {
    private final Random random = new Random(1);

    private double[] scores(int rows, double spread) {
        return random.doubles(rows).map(p -> 0.5 + spread * (p - 0.5)).toArray();
    }

    /** Labels that the scores are right about. */
    private boolean[] labels(double[] scores) {
        boolean[] labels = new boolean[scores.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextDouble() < scores[i];
        }
        return labels;
    }

    @Test
    void measuresWithLabels() {
        double[] probabilities = scores(500, 1);
        boolean[] paid = labels(probabilities);
        // region evaluation
        Performance performance = Evaluation.defaults().binary(paid, probabilities);

        Metric auc = performance.metric("auc");
        System.out.println(auc.value() + " (" + auc.lower() + " to " + auc.upper() + ")");
        // endregion
        assertThat(auc.covers(auc.value())).isTrue();
        assertThat(auc.value()).isBetween(0.75, 0.92);
    }

    @Test
    void comparesWithTheReference() {
        double[] before = scores(1000, 1);
        boolean[] labelsBefore = labels(before);
        double[] after = scores(1000, 1);
        boolean[] labelsAfter = labels(scores(1000, 1)); // of other rows: the scores say nothing
        // region evaluation-change
        Evaluation evaluation = Evaluation.builder().threshold(0.6).build();
        Performance atTraining = evaluation.binary(labelsBefore, before);
        Performance today = evaluation.binary(labelsAfter, after);

        PerformanceChange change = today.since(atTraining);
        for (String metric : change.worse()) {
            System.out.println(metric + " changed by " + change.differences().get(metric));
        }
        // endregion
        assertThat(change.worse()).contains("auc", "accuracy", "brier", "log_loss");
        assertThat(change.better()).isEmpty();
    }

    @Test
    void estimatesWithoutLabels() {
        double[] before = scores(2000, 1);
        boolean[] labelsBefore = labels(before);
        double[] today = scores(1000, 0.4);
        // region evaluation-estimate
        PerformanceEstimator estimator =
                Evaluation.defaults().estimator(labelsBefore, before, PerformanceEstimator.Calibration.WHERE_IT_HELPS);

        List<Performance> weeks = estimator.estimate(today, 500); // chunks of 500 rows
        for (Performance week : weeks) {
            System.out.println(week.metric("accuracy"));
        }
        // endregion
        assertThat(weeks).hasSize(2);
        assertThat(Evaluation.defaults()
                        .binary(labels(today), today)
                        .metric("accuracy")
                        .covers(weeks.get(0).metric("accuracy").value()))
                .isTrue();
    }
}
