package io.github.modelkeel.drift.json;

import com.grack.nanojson.JsonStringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes doubles: the shortest decimal that reads back as the same double, on every JDK (its own is not the shortest before version 19). */
public final class JsonNumber {
    /** Different decimals of at most this number of digits are different doubles, unless they are subnormal. */
    private static final int SURE_DIGITS = 15;

    private JsonNumber() {}

    /** JSON has no NaN and no infinity; they are written as strings. */
    public static void write(JsonStringWriter json, String name, double value) {
        if (Double.isFinite(value)) {
            json.value(name, shortest(value));
        } else {
            json.value(name, Double.toString(value));
        }
    }

    /** Finite numbers only. */
    public static void write(JsonStringWriter json, String name, double[] values) {
        json.array(name);
        for (double value : values) {
            json.value(shortest(value));
        }
        json.end();
    }

    /** The number that is written for a finite one. */
    public static Number shortest(double value) {
        if (value == 0) {
            return value; // keeps the sign
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (shortest.precision() > SURE_DIGITS || Math.abs(value) < Double.MIN_NORMAL) {
            shortest = searched(value).stripTrailingZeros();
        }
        boolean plain = shortest.scale() <= 0 && shortest.precision() - shortest.scale() <= SURE_DIGITS;
        return plain ? shortest.setScale(1) : shortest;
    }

    /** Tries one digit after the other on the exact decimal: ten times slower than the JDK's own text, where that is known to be right. */
    private static BigDecimal searched(double value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = Math.abs(value) < Double.MIN_NORMAL ? 1 : SURE_DIGITS;
        BigDecimal rounded;
        do {
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            digits++;
        } while (rounded.doubleValue() != value);
        return rounded;
    }
}
