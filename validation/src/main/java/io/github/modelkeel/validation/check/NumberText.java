package io.github.modelkeel.validation.check;

import java.math.BigDecimal;

/** Writes a double as Python's {@code str} does, so that regular expressions see the same letters. */
final class NumberText {
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_BELOW = 1e16;

    private NumberText() {}

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            return Double.toString(value);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (magnitude >= PLAIN_FROM && magnitude < PLAIN_BELOW) {
            return (decimal.scale() <= 0 ? decimal.setScale(1) : decimal).toPlainString();
        }
        int exponent = decimal.precision() - decimal.scale() - 1;
        String mantissa = decimal.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        String digits = String.valueOf(Math.abs(exponent));
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (digits.length() < 2 ? "0" : "") + digits;
    }
}
