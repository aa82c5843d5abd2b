package io.github.modelkeel.drift.column;

import static org.assertj.core.api.Assertions.assertThat;

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
