package io.github.modelkeel.drift.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalFieldTest {
    private static final int CASES = 100_000;

    private static void equalsJava(String text) {
        equalsJavaAsItIs(text);
        equalsJavaAsItIs("-" + text);
    }

    /** Millions of times, and so without a description of what is right. */
    private static void equalsJavaAsItIs(String text) {
        double parsed = DecimalField.parse(text);
        if (Double.compare(parsed, Double.parseDouble(text)) != 0) {
            assertThat(parsed).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void digitsGiveTheNearestDouble() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CASES; i++) {
            String digits = Long.toUnsignedString(random.nextLong() >>> random.nextInt(64));
            int point = random.nextInt(digits.length() + 1);
            equalsJava(digits);
            equalsJava("0" + digits.substring(0, point) + "." + digits.substring(point));
            equalsJava("0." + "0".repeat(random.nextInt(25)) + digits);
            equalsJava(digits + "e" + random.nextInt(-80, 80));
        }
    }

    /** 2^64 and its multiples of twenty digits, of which a long of 64 bits keeps nothing. */
    @Test
    void numbersOfWhichALongKeepsNothing() {
        BigInteger wrap = BigInteger.ONE.shiftLeft(64);
        for (BigInteger value = wrap; value.bitLength() < 75; value = value.add(wrap)) {
            String digits = value.toString();
            equalsJava(digits);
            equalsJava(digits + ".0");
            equalsJava(digits.charAt(0) + "." + digits.substring(1));
            equalsJava("000" + digits + "e-7");
            equalsJava("0.00" + digits + "E12");
        }
    }

    @Test
    void moreDigitsThanALongHas() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < CASES; i++) {
            StringBuilder digits = new StringBuilder();
            int count = random.nextInt(18, 23);
            while (digits.length() < count) {
                digits.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
            }
            equalsJava(digits.toString());
            equalsJava(digits + "e" + random.nextInt(-40, 40));
            equalsJava(digits.insert(random.nextInt(count + 1), '.').toString());
        }
    }

    @Test
    void textsOfDoublesGiveTheDoubles() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < CASES; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                equalsJavaAsItIs(Double.toString(value));
            }
            equalsJavaAsItIs(Double.toString(random.nextDouble()));
        }
    }

    /** Numbers in the middle of two doubles, and those next to the middle. */
    @Test
    void halfwayNumbersGoToTheEvenDouble() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < CASES; i++) {
            BigDecimal middle = BigDecimal.valueOf(1L << 53 | random.nextLong(1L << 53) | 1);
            BigDecimal part = middle.divide(BigDecimal.valueOf(1L << random.nextInt(5)));
            equalsJava(middle.toPlainString());
            equalsJava(part.toPlainString());
            equalsJava(part.add(part.ulp()).toPlainString());
            equalsJava(part.subtract(part.ulp()).toPlainString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "00",
                "0.0",
                "0e5",
                "0e-99999",
                "1e22",
                "1e23",
                "9007199254740993",
                "9007199254740993e-5",
                "1e99999999999",
                "1e-99999999999",
                "4.9e-324",
                "1.7976931348623157e308",
                "18446744073709551615",
                "99999999999999999999",
                ".5",
                "5.",
                "1E+5",
                "8.41e+21",
                "9223372036854775808",
                "1.000000000000000000e+00"
            })
    void formsThatAreNumbers(String text) {
        equalsJava(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e5", ".", "+", "1e", "1e+", "1e5x", "1e5.0", "1..2", "1.2.3", "1x", "- 1", "e", ".e1"})
    void formsThatAreNot(String text) {
        assertThat(DecimalField.parse(text)).as(text).isNaN();
    }
}
