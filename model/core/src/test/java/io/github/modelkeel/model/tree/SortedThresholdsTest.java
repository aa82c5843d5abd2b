package io.github.modelkeel.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedThresholdsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void ranksAreThoseOfACountWhateverTheNumbersAreLike(long seed) {
        Random random = new Random(seed);
        List<DoubleSupplier> kinds = List.of(
                random::nextGaussian,
                () -> random.nextInt(50),
                () -> Math.exp(40 * random.nextGaussian()),
                () -> 1 + random.nextInt(300) * Math.ulp(1.0),
                () -> random.nextBoolean() ? random.nextDouble() * 1e-9 : 1e9 + random.nextDouble(),
                () -> Double.longBitsToDouble(random.nextLong()),
                () -> random.nextInt(200) * Double.MIN_VALUE);
        for (DoubleSupplier kind : kinds) {
            for (int count : new int[] {0, 1, 2, 3, 7, 64, 500}) {
                check(cuts(kind, count));
            }
        }
    }

    private static double[] cuts(DoubleSupplier kind, int count) {
        double[] drawn = new double[count];
        Arrays.setAll(drawn, i -> kind.getAsDouble() + 0.0);
        return Arrays.stream(drawn).filter(Double::isFinite).sorted().distinct().toArray();
    }

    @Test
    void theFirstCutMayBeNegativeInfinity() {
        check(new double[] {Double.NEGATIVE_INFINITY});
        check(new double[] {Double.NEGATIVE_INFINITY, 0, 1, 2, 3});
    }

    @Test
    void theWholeRangeOfDoublesHasRanksToo() {
        check(new double[] {-Double.MAX_VALUE, -1, 0, Double.MIN_VALUE, Double.MAX_VALUE});
    }

    private static void check(double[] ascending) {
        List<Double> asked = new ArrayList<>(List.of(
                0.0,
                -0.0,
                1.5,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY));
        for (double cut : ascending) {
            asked.addAll(List.of(cut, Math.nextUp(cut), Math.nextDown(cut)));
        }
        SortedThresholds sortedThresholds = SortedThresholds.of(ascending);
        for (double number : asked) {
            long below = Arrays.stream(ascending).filter(cut -> cut < number).count();
            assertThat(sortedThresholds.below(number))
                    .as("%s among %s", number, ascending)
                    .isEqualTo((int) below);
        }
    }
}
