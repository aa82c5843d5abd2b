package io.github.modelkeel.drift.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search part by part against all values, one by one. */
class KolmogorovSmirnovTest {
    private static final int CASES = 60;

    private static long gap(double[] reference, double[] current, double value) {
        return (long) SortedValues.countUpTo(reference, value) * current.length
                - (long) SortedValues.countUpTo(current, value) * reference.length;
    }

    private static long largestGap(double[] reference, double[] current) {
        return DoubleStream.concat(Arrays.stream(reference), Arrays.stream(current))
                .mapToLong(value -> Math.abs(gap(reference, current, value)))
                .max()
                .orElseThrow();
    }

    private static double[] sample(SplittableRandom random, int size, double shift, int distinct) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> {
            double value = random.nextDouble() + random.nextDouble() + shift;
            return distinct == 0 ? value : Math.rint(value * distinct);
        });
        SortedValues.sort(values);
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 40, 1_000})
    void theLargestGapIsThatOfAllValues(int distinct) {
        SplittableRandom random = new SplittableRandom(distinct);
        for (int i = 0; i < CASES; i++) {
            double[] reference = sample(random, 1 + random.nextInt(i % 2 == 0 ? 20 : 4_000), 0, distinct);
            int size = i % 5 == 0 ? reference.length : 1 + random.nextInt(4_000);
            double[] current = sample(random, size, i % 3 == 0 ? 0 : random.nextDouble() - 0.5, distinct);
            KolmogorovSmirnov found = KolmogorovSmirnov.of(reference, current);
            assertThat(found.distance()).as("case %s", i).isEqualTo(largestGap(reference, current));
            assertThat(gap(reference, current, found.location()))
                    .as("case %s", i)
                    .isEqualTo(found.sign() * found.distance());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 129, 5_000})
    void samplesThatDoNotOverlapAreApartByAll(int size) {
        double[] low = new double[size];
        double[] high = new double[3 * size];
        Arrays.setAll(low, i -> i);
        Arrays.setAll(high, i -> size + i);
        assertThat(KolmogorovSmirnov.of(low, high))
                .isEqualTo(new KolmogorovSmirnov(3L * size * size, size - 1, 1, size, 3 * size));
        assertThat(KolmogorovSmirnov.of(high, low))
                .isEqualTo(new KolmogorovSmirnov(3L * size * size, size - 1, -1, 3 * size, size));
        assertThat(KolmogorovSmirnov.of(low, low)).isEqualTo(new KolmogorovSmirnov(0, 0, 1, size, size));
    }
}
