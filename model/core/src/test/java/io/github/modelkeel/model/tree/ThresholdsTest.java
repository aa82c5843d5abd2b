package io.github.modelkeel.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {
    private static final float[] EDGES = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1f,
        -1f,
        0.1f,
        Math.nextDown(Float.MAX_VALUE),
        Math.nextUp(-Float.MAX_VALUE),
        16777216f,
        16777218f
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theInclusiveDoubleDecidesAsTheSource(long seed) {
        Random random = new Random(seed);
        for (float edge : EDGES) {
            checkAround(edge);
        }
        for (int i = 0; i < 20_000; i++) {
            float threshold = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(threshold)) {
                checkAround(threshold);
            }
        }
    }

    private static void checkAround(float threshold) {
        double up = ((double) threshold + Math.nextUp(threshold)) / 2;
        double down = ((double) threshold + Math.nextDown(threshold)) / 2;
        for (double x : new double[] {
            threshold,
            up,
            down,
            -threshold,
            0,
            -0.0,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Float.MAX_VALUE,
            Double.MIN_VALUE
        }) {
            for (double near : new double[] {x, Math.nextUp(x), Math.nextDown(x)}) {
                check(near, threshold);
            }
        }
        double half = Math.ulp(Float.MAX_VALUE) / 2.0;
        check(Float.MAX_VALUE + half, threshold);
        check(Math.nextDown(Float.MAX_VALUE + half), threshold);
        check(-Float.MAX_VALUE - half, threshold);
        check(Math.nextUp(-Float.MAX_VALUE - half), threshold);
    }

    private static void check(double x, float t) {
        assertThat(x <= inclusive(Comparison.LESS, Inputs.FLOAT, t))
                .as("(float) %s < %s", x, t)
                .isEqualTo((float) x < t);
        assertThat(x <= inclusive(Comparison.LESS_OR_EQUAL, Inputs.FLOAT, t))
                .as("(float) %s <= %s", x, t)
                .isEqualTo((float) x <= t);
        assertThat(x <= inclusive(Comparison.LESS, Inputs.DOUBLE, t))
                .as("%s < %s", x, t)
                .isEqualTo(x < t);
        assertThat(x <= inclusive(Comparison.LESS_OR_EQUAL, Inputs.DOUBLE, t))
                .as("%s <= %s", x, t)
                .isEqualTo(x <= t);
    }

    private static double inclusive(Comparison comparison, Inputs inputs, double threshold) {
        return new Thresholds(comparison == Comparison.LESS_OR_EQUAL, inputs != Inputs.DOUBLE).inclusive(threshold);
    }
}
