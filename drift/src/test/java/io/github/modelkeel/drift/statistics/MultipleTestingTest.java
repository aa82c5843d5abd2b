package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against the definitions: of Bonferroni's single step, and of the step-up procedures by their smallest level of rejection. */
class MultipleTestingTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-15);

    @Test
    void figuresThatCanBeWorkedOutByHand() {
        double[] p = {0.01, 0.04, 0.03, 0.005};
        assertThat(MultipleTesting.bonferroni(p)).containsExactly(new double[] {0.04, 0.16, 0.12, 0.02}, ROUNDING);
        assertThat(MultipleTesting.benjaminiHochberg(p))
                .containsExactly(new double[] {0.02, 0.04, 0.04, 0.02}, ROUNDING);
        double harmonic = 25.0 / 12;
        assertThat(MultipleTesting.benjaminiYekutieli(p))
                .containsExactly(
                        new double[] {0.02 * harmonic, 0.04 * harmonic, 0.04 * harmonic, 0.02 * harmonic}, ROUNDING);
        assertThat(MultipleTesting.bonferroni(new double[] {0.6, 0.2})).containsExactly(1, 0.4);
        assertThat(MultipleTesting.benjaminiYekutieli(new double[] {0.9, 0.8})).containsExactly(1, 1);
        assertThat(MultipleTesting.benjaminiHochberg(new double[0])).isEmpty();
    }

    /** Benjamini and Hochberg reject the k smallest for the largest k whose p-value is at most k alpha / n. */
    @Test
    void adjustedIsTheSmallestLevelAtWhichATestIsRejected() {
        Random random = new Random(4);
        for (int trial = 0; trial < 50; trial++) {
            double[] p = random.doubles(1 + random.nextInt(12)).map(x -> x * x).toArray();
            double[] adjusted = MultipleTesting.benjaminiHochberg(p);
            for (int i = 0; i < p.length; i++) {
                assertThat(adjusted[i]).isBetween(p[i], 1.0);
                assertThat(isRejected(p, i, adjusted[i] * (1 + 1e-9))).isTrue();
                assertThat(adjusted[i] < 1 && isRejected(p, i, adjusted[i] * (1 - 1e-9)))
                        .isFalse();
            }
        }
    }

    private static boolean isRejected(double[] p, int test, double alpha) {
        double largest = 0;
        for (double candidate : p) {
            long k = Arrays.stream(p).filter(other -> other <= candidate).count();
            if (candidate <= k * alpha / p.length) {
                largest = Math.max(largest, candidate);
            }
        }
        return p[test] <= largest;
    }
}
