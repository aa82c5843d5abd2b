package io.github.modelkeel.drift.column;

import java.util.Locale;

/** Reads a CSV field as a decimal number; what {@code Double.parseDouble} takes besides ("1d", "0x1p3") is text here. */
public final class DecimalField {
    /** The answer for a field that is not a number. A number is never NaN, because "NaN" means missing. */
    static final double NOT_A_NUMBER = Double.NaN;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT = 1L << 53;
    private static final int NO_EXPONENT = Integer.MIN_VALUE;
    private static final int MANY = 10_000;

    private DecimalField() {}

    public static double parse(String field) {
        return parse(field.toCharArray(), 0, field.length());
    }

    /** The same of some characters. */
    public static double parse(char[] text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && text[from] <= ' ') {
            from++;
        }
        while (to > from && text[to - 1] <= ' ') {
            to--;
        }
        if (from == to) {
            return NOT_A_NUMBER;
        }
        boolean signed = text[from] == '-' || text[from] == '+';
        double magnitude = unsigned(text, signed ? from + 1 : from, to);
        return signed && text[from] == '-' ? -magnitude : magnitude;
    }

    /**
     * Digits with at most one point are read directly. Of few, mantissa and power of ten are exact doubles, so that their quotient is correctly
     * rounded (W. D. Clinger, 1990); up to 19 are left to {@link ShortDecimal}. Everything else goes to {@code parseDouble} after a look at
     * its form.
     */
    private static double unsigned(char[] text, int from, int to) {
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        int i = from;
        for (; i < to; i++) {
            char c = text[i];
            if (c >= '0' && c <= '9') {
                digits += mantissa == 0 && c == '0' ? 0 : 1; // leading zeros do not count
                mantissa =
                        mantissa * 10 + (c - '0'); // of more digits than fit it is not used, and may be anything, 0 too
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                break;
            }
        }
        if (i - from == (point < 0 ? 0 : 1)) { // no digit
            return point < 0 && i < to ? word(new String(text, from, to - from)) : NOT_A_NUMBER;
        }
        int exponent = i == to ? 0 : exponent(text, i, to);
        if (exponent == NO_EXPONENT) {
            return NOT_A_NUMBER;
        }
        int scale = exponent - (point < 0 ? 0 : i - 1 - point);
        if (digits > ShortDecimal.MAX_DIGITS || Math.abs(scale) > ShortDecimal.MAX_EXPONENT) {
            return Double.parseDouble(new String(text, from, to - from));
        }
        if (mantissa >= 0 && mantissa <= EXACT && Math.abs(scale) < POWERS_OF_TEN.length) {
            return scale < 0 ? mantissa / POWERS_OF_TEN[-scale] : mantissa * POWERS_OF_TEN[scale];
        }
        return mantissa == 0 ? 0 : ShortDecimal.of(mantissa, scale);
    }

    /** What follows an {@code e}; of more than four digits only that there are many. */
    private static int exponent(char[] text, int from, int to) {
        if (text[from] != 'e' && text[from] != 'E') {
            return NO_EXPONENT;
        }
        int i = from + 1;
        boolean negative = i < to && text[i] == '-';
        if (i < to && (negative || text[i] == '+')) {
            i++;
        }
        if (i == to) {
            return NO_EXPONENT;
        }
        int exponent = 0;
        for (; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return NO_EXPONENT;
            }
            exponent = Math.min(MANY, exponent * 10 + text[i] - '0');
        }
        return negative ? -exponent : exponent;
    }

    private static double word(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            default -> NOT_A_NUMBER;
        };
    }
}
