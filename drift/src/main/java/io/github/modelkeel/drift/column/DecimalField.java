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
    private static final int MAX_PLAIN_LENGTH = 18;

    private DecimalField() {}

    public static double parse(String field) {
        int from = 0;
        int to = field.length();
        while (from < to && field.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && field.charAt(to - 1) <= ' ') {
            to--;
        }
        if (from == to) {
            return NOT_A_NUMBER;
        }
        boolean signed = field.charAt(from) == '-' || field.charAt(from) == '+';
        int start = signed ? from + 1 : from;
        double magnitude = unsigned(field, start, to);
        return signed && field.charAt(from) == '-' ? -magnitude : magnitude;
    }

    /**
     * Digits with at most one point are read directly: mantissa and power of ten are exact doubles, so that their quotient is correctly
     * rounded (W. D. Clinger, 1990). Everything else goes to {@code parseDouble} after a look at its form.
     */
    private static double unsigned(String field, int from, int to) {
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        for (int i = from; i < to; i++) {
            char c = field.charAt(i);
            if (c >= '0' && c <= '9') {
                mantissa = digits < MAX_PLAIN_LENGTH ? mantissa * 10 + (c - '0') : mantissa;
                digits++;
            } else if (c == '.' && point < 0) {
                point = i;
            } else if ((c == 'e' || c == 'E') && digits > 0) {
                return isInteger(field, i + 1, to) ? Double.parseDouble(field.substring(from, to)) : NOT_A_NUMBER;
            } else {
                return digits == 0 && point < 0 ? word(field.substring(from, to)) : NOT_A_NUMBER;
            }
        }
        if (digits == 0) {
            return NOT_A_NUMBER;
        }
        if (digits > MAX_PLAIN_LENGTH || mantissa > EXACT) {
            return Double.parseDouble(field.substring(from, to));
        }
        return point < 0 ? mantissa : mantissa / POWERS_OF_TEN[to - 1 - point];
    }

    private static boolean isInteger(String field, int from, int to) {
        int i = from < to && (field.charAt(from) == '-' || field.charAt(from) == '+') ? from + 1 : from;
        if (i == to) {
            return false;
        }
        for (; i < to; i++) {
            if (field.charAt(i) < '0' || field.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static double word(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            default -> NOT_A_NUMBER;
        };
    }
}
