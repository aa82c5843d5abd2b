package io.github.modelkeel.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void everyFiniteDoubleComesBack(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double number = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextGaussian();
            if (Double.isFinite(number)) {
                assertSame(number);
            }
        }
    }

    @Test
    void theEdgesComeBack() {
        for (double number : new double[] {
            0.0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Math.nextDown(Double.MIN_NORMAL),
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            1e15,
            999999999999999.0,
            1e22,
            Double.parseDouble("1e23"),
            2e-3,
            9007199254740994.0,
            0.1f,
            2 * Double.MIN_VALUE
        }) {
            assertSame(number);
        }
    }

    private static void assertSame(double number) {
        String text = NumberText.of(number);
        assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
                .as(text)
                .isEqualTo(Double.doubleToRawLongBits(number));
        assertThat(text).matches("-?[0-9]+(\\.[0-9]+)?(E[+-][0-9]+)?").matches(".*[.E].*");
        assertThat(text.replaceAll("E.*|[-.]", "").replaceAll("^0+", "").length())
                .isLessThanOrEqualTo(18);
    }

    /** {@code Double.toString(2e-3)} has changed between JDKs, as that of 2^-44 and many others. */
    @ParameterizedTest
    @CsvSource({
        "0.002, 0.002",
        "5.684341886080802E-14, 5.6843418860808015E-14",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "2.0E-3, 0.002",
        "1.0E23, 1E+23",
        "2.2E-322, 2.22329540628561E-322",
        "123456789012345680, 1.2345678901234568E+17",
        "12345678901234567, 12345678901234568.0",
        "1500, 1500.0",
        "-0.0, -0.0",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004"
    })
    void theTextIsFixed(double number, String text) {
        assertThat(NumberText.of(number)).isEqualTo(text);
    }
}
