package io.github.modelkeel.drift.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNumberTest {
    /** Of doubles drawn by chance: more of them in CI. */
    private static final int CASES = "required".equals(System.getProperty("interop")) ? 100_000 : 20_000;

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "5, 5.0",
        "0.1, 0.1",
        "2.0E-3, 0.002",
        "1.0E23, 1E+23",
        "4.9E-324, 5E-324",
        "-1.7976931348623157E308, -1.7976931348623157E+308",
        "4.000000000000001, 4.000000000000001",
        "9007199254740993, 9007199254740992",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "2.2250738585072011E-308, 2.225073858507201E-308"
    })
    void aDoubleIsWrittenInItsShortestForm(double value, String expected) {
        assertThat(JsonNumber.shortest(value)).hasToString(expected);
    }

    @Test
    void everyDoubleIsReadBackTheSame() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < CASES; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = JsonNumber.shortest(value).toString();
                assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
                        .isEqualTo(Double.doubleToRawLongBits(value));
                // never longer than the JDK's own, which is not the shortest before version 19
                assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(value)));
            }
        }
    }

    /** Of the mantissa, without the zeros at its ends. */
    private static int digits(String text) {
        int first = 0;
        int last = 0;
        int digits = 0;
        for (int i = 0; i < text.length() && text.charAt(i) != 'E'; i++) {
            char c = text.charAt(i);
            digits += Character.isDigit(c) ? 1 : 0;
            if (c >= '1' && c <= '9') {
                first = first == 0 ? digits : first;
                last = digits;
            }
        }
        return last == 0 ? 0 : last - first + 1;
    }
}
