package io.github.modelkeel.samples.houseprices;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Places values on a stretch of pixels, and chooses round numbers for the axis.
 *
 * @param low the value at pixel {@code from}
 * @param high the value at pixel {@code to}
 * @param step the distance between two marks
 */
record Scale(double low, double high, double step, double from, double to) {
    private static final int MARKS = 6;

    /** A scale that holds all values between min and max and starts and ends at a mark. */
    static Scale around(double min, double max, double from, double to) {
        double span = max > min ? max - min : Math.max(Math.abs(max), 1);
        double power = Math.pow(10, Math.floor(Math.log10(span / MARKS)));
        double step = 10 * power;
        for (double factor : new double[] {5, 2.5, 2, 1}) {
            if (span / (factor * power) <= MARKS) {
                step = factor * power;
            }
        }
        double low = Math.floor(min / step) * step;
        double high = Math.ceil(max / step) * step;
        return new Scale(low, high > low ? high : low + step, step, from, to);
    }

    double pixel(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        long count = Math.round((high - low) / step);
        for (long i = 0; i <= count; i++) {
            marks.add(low + i * step);
        }
        return marks;
    }

    /** 250000 as "250k", 1500000 as "1.5M", 0.25 as "0.25". */
    static String label(double value) {
        double size = Math.abs(value);
        if (size >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return size >= 1e3 ? trimmed(value / 1e3) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        if (value != 0 && Math.abs(value) < 0.01) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        String text = String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
        String shorter = text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
        return shorter.equals("-0") ? "0" : shorter;
    }
}
