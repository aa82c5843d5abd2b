package io.github.modelkeel.model.preprocessing;

import io.github.modelkeel.model.InvalidInputException;

/** Divides two columns. */
public final class RatioInput {
    private RatioInput() {}

    static ChainProgram.Input of(Source.Ratio ratio, int numerator, int denominator) {
        return buffer -> divide(ratio, buffer[numerator], buffer[denominator]);
    }

    public static double divide(Source.Ratio ratio, double numerator, double denominator) {
        if (denominator == 0) {
            return switch (ratio.zeroDivision()) {
                case ERROR ->
                    throw new InvalidInputException(
                            ratio.denominator(),
                            "column '" + ratio.denominator() + "' is 0, but the model divides '" + ratio.numerator()
                                    + "' by it");
                case MISSING -> Double.NaN;
                case ZERO -> 0;
            };
        }
        double result = numerator / denominator;
        if (Double.isInfinite(result)) {
            throw new InvalidInputException(
                    ratio.denominator(),
                    "column '" + ratio.numerator() + "' divided by '" + ratio.denominator() + "' is too large: "
                            + numerator + " / " + denominator);
        }
        return result;
    }
}
