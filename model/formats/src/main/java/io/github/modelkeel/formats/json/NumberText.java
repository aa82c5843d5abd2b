package io.github.modelkeel.formats.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as text that gives the same double back. The text is the exact value rounded to 15, 16 or 17 digits, the first that does, so
 * it does not depend on the JDK: {@link Double#toString(double)} changed its digits in JDK 19.
 */
final class NumberText {
    private static final int EXACT_DIGITS = 15;
    private static final int MAX_DIGITS = 17;
    private static final double EXACT_INTEGERS = 1e15;
    private static final int MAX_PLAIN_EXPONENT = 15;
    private static final int MIN_PLAIN_EXPONENT = -7;

    private NumberText() {}

    /** The text of a finite number, fit for JSON; it has a point or an exponent. */
    static String of(double number) {
        if (number == Math.rint(number) && Math.abs(number) < EXACT_INTEGERS) {
            boolean negativeZero = number == 0 && Double.doubleToRawLongBits(number) != 0;
            return (negativeZero ? "-0" : Long.toString((long) number)) + ".0";
        }
        BigDecimal exact = new BigDecimal(number);
        for (int digits = EXACT_DIGITS; digits < MAX_DIGITS; digits++) {
            String text = rounded(exact, digits);
            if (Double.parseDouble(text) == number) {
                return text;
            }
        }
        return rounded(exact, MAX_DIGITS);
    }

    private static String rounded(BigDecimal exact, int digits) {
        BigDecimal decimal =
                exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        boolean plain = exponent >= MIN_PLAIN_EXPONENT && exponent <= MAX_PLAIN_EXPONENT;
        String text = plain ? decimal.toPlainString() : decimal.toString();
        return text.indexOf('.') < 0 && text.indexOf('E') < 0 ? text + ".0" : text;
    }
}
