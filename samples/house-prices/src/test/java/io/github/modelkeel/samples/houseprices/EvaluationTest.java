package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void theFiguresAreThoseOfTheDefinitions() {
        Evaluation evaluation = Evaluation.of(new double[] {1, 2, 3, 6}, new double[] {1, 3, 3, 4});
        assertThat(evaluation.rmse()).isEqualTo(Math.sqrt(5 / 4.0));
        assertThat(evaluation.mae()).isEqualTo(0.75);
        assertThat(evaluation.r2()).isEqualTo(1 - 5 / 14.0);
    }

    @Test
    void aConstantTargetExplainsNothing() {
        assertThat(Evaluation.of(new double[] {2, 2}, new double[] {2, 3}).r2()).isZero();
    }

    @Test
    void differentOrNoLengthsAreRefused() {
        assertThatThrownBy(() -> Evaluation.of(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Evaluation.of(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
