package io.github.modelkeel.drift.message;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes figures for people, the same in every locale. */
public final class Numerals {
    private Numerals() {}

    /** At most six significant digits, without trailing zeros. */
    public static String brief(double value) {
        return brief(value, 6);
    }

    /** At most that number of significant digits, without trailing zeros; more where a large number has more before its point. */
    public static String brief(double value, int most) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits(value, most), RoundingMode.HALF_EVEN));
        double magnitude = Math.abs(value);
        String text = magnitude >= 1e-4 && magnitude < 1e12
                ? rounded.stripTrailingZeros().toPlainString()
                : scientific(rounded, most);
        return text.replace('-', '−');
    }

    /** Large numbers keep their digits before the point, and a few after it where the value is not whole. */
    private static int digits(double value, int most) {
        double magnitude = Math.abs(value);
        if (magnitude < 1e5 || magnitude >= 1e12) {
            return most;
        }
        int whole = (int) Math.floor(Math.log10(magnitude)) + 1;
        return Math.max(most, value == Math.rint(value) ? whole + 1 : whole + 4);
    }

    private static String scientific(BigDecimal rounded, int most) {
        String[] parts =
                String.format(Locale.ROOT, "%." + (most - 1) + "e", rounded).split("e", 2);
        String mantissa = new BigDecimal(parts[0]).stripTrailingZeros().toPlainString();
        return mantissa + "e" + Integer.parseInt(parts[1]);
    }

    /** A share as percent; nearly nothing and nearly all are not rounded to nothing and all. */
    public static String percent(double share) {
        if (share > 0.9995 && share < 1) {
            return "> 99.9%";
        }
        if (share > 0 && share < 0.00005) {
            return "< 0.01%";
        }
        return String.format(Locale.ROOT, Math.abs(share) < 0.1 ? "%.2f%%" : "%.1f%%", share * 100);
    }

    /** A change of a share, in points of percent with its sign. */
    public static String points(double change) {
        if (Math.abs(change) < 0.00005) {
            return "0";
        }
        return String.format(Locale.ROOT, "%+.1f", change * 100).replace('-', '−');
    }

    /** A score with three digits after the point. */
    public static String score(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A p-value: two significant digits, and a bound where doubles end. */
    public static String pValue(double p) {
        if (p == 0) {
            return "< 1e−300";
        }
        if (p >= 0.001) {
            return String.format(Locale.ROOT, "%.3f", p);
        }
        String[] parts = String.format(Locale.ROOT, "%.1e", p).split("e", 2);
        return parts[0] + "e" + String.valueOf(Integer.parseInt(parts[1])).replace('-', '−');
    }

    /** A count with thin groups. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
