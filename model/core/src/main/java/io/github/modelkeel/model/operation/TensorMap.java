package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import java.util.Objects;

/**
 * A function of ONNX on each number. Exponentials and logarithms of floats are computed in doubles and rounded; ONNX Runtime has
 * approximations of its own, which differ from that by a few units in the last place.
 *
 * @param function the function
 * @param precision the type of the numbers
 * @param inputs how many numbers, at least 1
 */
public record TensorMap(Function function, TensorPrecision precision, int inputs) implements Elementwise {
    /** What is computed. Immutable, as every enum is. */
    public enum Function {
        /** The number as the type has it. */
        CAST,
        /** The number as the type has it; a row with a fraction or a missing number is refused. */
        WHOLE,
        /** The absolute value. */
        ABS,
        /** The negative. */
        NEGATIVE,
        /** The exponential. */
        EXP,
        /** The natural logarithm. */
        LOG,
        /** The square root. */
        SQRT,
        /** 1 divided by the number. */
        RECIPROCAL,
        /** The logistic function. */
        SIGMOID,
        /** The logistic function of ONNX's trees and linear classifiers: {@code v = 1 / (1 + exp(-|x|))}, or {@code 1 - v} below 0. */
        LOGISTIC,
        /** The probit of ONNX's trees, in floats: an approximation of the inverse normal distribution. */
        PROBIT,
        /** The hyperbolic tangent. */
        TANH,
        /** The number, or 0 below 0. */
        RELU,
        /** The largest whole number not above. */
        FLOOR,
        /** The smallest whole number not below. */
        CEIL,
        /** The nearest whole number, the even one of two. */
        ROUND,
        /** -1, 0 or 1. */
        SIGN,
        /** 1 for 0, otherwise 0. */
        NOT,
        /** 0 for 0, otherwise 1. */
        TRUTH,
        /** 1 for a missing number, otherwise 0. */
        IS_MISSING,
        /** 1 for an infinite number, otherwise 0. */
        IS_INFINITE
    }

    /**
     * Checks the count.
     *
     * @param function the function
     * @param precision the type of the numbers
     * @param inputs how many numbers, at least 1
     * @throws IllegalArgumentException if there are none
     */
    public TensorMap {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(precision, "precision");
        if (inputs < 1) {
            throw new IllegalArgumentException("a function needs a number: " + inputs);
        }
    }

    @Override
    public boolean monotone() {
        return switch (function) {
            case CAST, SQRT, RELU, FLOOR, CEIL, ROUND, SIGN -> true;
            default -> false;
        };
    }

    @Override
    public double apply(int index, double value) {
        return switch (function) {
            case CAST -> precision.of(value);
            case WHOLE -> whole(value);
            case NOT -> value == 0 ? 1 : 0;
            case TRUTH -> value == 0 ? 0 : 1;
            case IS_MISSING -> Double.isNaN(value) ? 1 : 0;
            case IS_INFINITE -> Double.isInfinite(value) ? 1 : 0;
            case LOGISTIC -> logistic(value);
            case PROBIT -> probit((float) value);
            default -> precision.of(compute(value));
        };
    }

    private double compute(double x) {
        return switch (function) {
            case ABS -> Math.abs(x);
            case NEGATIVE -> -x;
            case EXP -> precision == TensorPrecision.FLOAT ? Link.FLOAT_EXP.apply(x) : StrictMath.exp(x);
            case LOG -> StrictMath.log(x);
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case TANH -> StrictMath.tanh(x);
            case RELU -> x < 0 ? 0 : x;
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case SIGN -> Double.isNaN(x) ? x : Math.signum(x);
            default -> throw new IllegalStateException("not computed here: " + function);
        };
    }

    private double whole(double value) {
        if (precision.of(value) != value) {
            throw new InvalidInputException(null, "a whole number is needed, but it is " + value);
        }
        return value;
    }

    private static double probit(float x) {
        float y = 2 * x - 1;
        float sign = y < 0 ? -1 : 1;
        float log = (float) StrictMath.log((1 - y) * (1 + y));
        float v = 2 / (3.14159f * 0.147f) + 0.5f * log;
        float v2 = 1 / 0.147f * log;
        float v3 = -v + (float) Math.sqrt(v * v - v2);
        return 1.4142135f * (sign * (float) Math.sqrt(v3));
    }

    private double logistic(double x) {
        if (precision == TensorPrecision.DOUBLE) {
            double v = 1 / (1 + StrictMath.exp(-Math.abs(x)));
            return x < 0 ? 1 - v : v;
        }
        float v = 1 / (1 + (float) Link.FLOAT_EXP.apply(-Math.abs((float) x)));
        return x < 0 ? 1 - v : v;
    }
}
