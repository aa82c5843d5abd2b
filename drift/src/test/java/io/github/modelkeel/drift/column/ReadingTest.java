package io.github.modelkeel.drift.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How single values are read. */
class ReadingTest {
    /** A short way for short numbers must give what the long way gives. */
    @Test
    void aFloatIsReadAsWhatItWasWrittenAs() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000_000; i++) {
            float value = switch (i % 4) {
                case 0 -> Float.intBitsToFloat(random.nextInt());
                case 1 -> random.nextInt(-2_000_000, 2_000_000) / 16f;
                case 2 -> random.nextInt(-2_000_000, 2_000_000) / 10_000f;
                default -> random.nextInt(-200_000, 200_000) / 8f;
            };
            if (Float.isFinite(value)) {
                double expected = value == Math.rint(value) ? value : Double.parseDouble(Float.toString(value));
                assertThat(FloatGrid.onGrid(value, false)).as("%s", value).isEqualTo(expected);
            }
        }
    }

    /** However rare and wherever it is: what a column is must not depend on which of its values are looked at. */
    @Test
    void oneWidenedFloatSaysThatAColumnCameFromFloats() {
        for (int place : new int[] {0, 1, 4_999, 9_998, 9_999}) {
            double[] values = new double[10_000];
            for (int i = 0; i < values.length; i++) {
                values[i] = i == place ? i + 0.1f : i / 4.0;
            }
            Arrays.sort(values);
            assertThat(FloatGrid.isOfFloats(numbers(values))).isTrue();
            assertThat(FloatGrid.isOfFloats(numbers(Arrays.stream(values)
                            .filter(value -> value * 4 == Math.rint(value * 4))
                            .toArray())))
                    .isFalse();
        }
        assertThat(FloatGrid.isOfFloats(numbers(new double[] {0.1f, 0.2}))).isFalse();
        assertThat(FloatGrid.isOfFloats(numbers(new double[0]))).isFalse();
    }

    private static ProfileColumn.Numbers numbers(double[] sorted) {
        return new ProfileColumn.Numbers(0, 0, 0, sorted, null, false, 0);
    }

    @Test
    void valuesOfATextColumnThatCannotBeReadStayInvalidAmongNumbers() {
        ProfileColumn texts = new ProfileColumn.Categories(1, 3, Map.of("1", 2L, "x", 1L), 5);
        ProfileColumn numbers = ReadColumn.asNumbers(texts);
        assertThat(numbers.invalid()).isEqualTo(6);
        assertThat(numbers.rows()).isEqualTo(texts.rows());
    }

    @Test
    void anInfiniteCodeIsWrittenInOneWay() {
        assertThat(ValueText.codeOf(Double.POSITIVE_INFINITY)).isEqualTo("inf");
        assertThat(ValueText.codeOf(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
        assertThat(ValueText.codeOf(-3.0)).isEqualTo("-3");
    }
}
