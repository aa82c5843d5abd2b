package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * How like the inputs are to each support vector. Bound: the sums run in the order of the features, those of libsvm's matrix library in
 * another one, within {@code n} half ulps for {@code n} features; an exponential is within one ulp of the C library's, a hyperbolic
 * tangent within 2.
 *
 * @param vectors a row a support vector
 * @param form which function
 * @param gamma the factor of the product or distance
 * @param offset what is added to the product
 * @param degree the power of a polynomial, at least 0
 */
public record SupportKernel(Matrix vectors, Form form, double gamma, double offset, int degree) implements Operation {
    /** A function. Immutable, as every enum is. */
    public enum Form {
        /** The sum of products. */
        LINEAR,
        /** {@code (gamma * product + offset) ^ degree}. */
        POLYNOMIAL,
        /** {@code exp(-gamma * squared distance)}. */
        RADIAL,
        /** {@code tanh(gamma * product + offset)}. */
        SIGMOID,
        /** {@code exp(-r)} of the distance r. */
        MATERN_1,
        /** {@code (1 + r) * exp(-r)} of the distance times the root of 3. */
        MATERN_3,
        /** {@code (1 + r + r * r / 3) * exp(-r)} of the distance times the root of 5. */
        MATERN_5,
        /** {@code (1 + gamma * squared distance) ^ -offset}. */
        RATIONAL;

        boolean isOfDistance() {
            return this != LINEAR && this != POLYNOMIAL && this != SIGMOID;
        }
    }

    /**
     * Checks the numbers.
     *
     * @param vectors a row a support vector
     * @param form which function
     * @param gamma the factor of the product or distance
     * @param offset what is added to the product
     * @param degree the power of a polynomial, at least 0
     * @throws IllegalArgumentException if a number is not finite, or the degree below 0
     */
    public SupportKernel {
        Objects.requireNonNull(form, "form");
        vectors.values().requireFinite("support vectors");
        if (!Double.isFinite(gamma) || !Double.isFinite(offset) || degree < 0) {
            throw new IllegalArgumentException(
                    "a kernel's numbers must be finite: " + gamma + ", " + offset + ", " + degree);
        }
    }

    @Override
    public int inputs() {
        return vectors.columns();
    }

    @Override
    public int outputs() {
        return vectors.rows();
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] known = vectors.values().toArray();
        int count = vectors.rows();
        boolean distance = form.isOfDistance();
        return (slots, from, to) -> {
            for (int row = 0; row < count; row++) {
                double sum = 0;
                for (int i = 0; i < from.length; i++) {
                    double x = slots[from[i]];
                    double other = known[row * from.length + i];
                    sum += distance ? (x - other) * (x - other) : x * other;
                }
                slots[to + row] = of(sum);
            }
        };
    }

    private double of(double sum) {
        return switch (form) {
            case LINEAR -> sum;
            case POLYNOMIAL -> power(gamma * sum + offset, degree);
            case RADIAL -> StrictMath.exp(-gamma * sum);
            case SIGMOID -> StrictMath.tanh(gamma * sum + offset);
            case MATERN_1 -> StrictMath.exp(-Math.sqrt(sum));
            case MATERN_3 -> {
                double r = Math.sqrt(sum) * Math.sqrt(3);
                yield (1 + r) * StrictMath.exp(-r);
            }
            case MATERN_5 -> {
                double r = Math.sqrt(sum) * Math.sqrt(5);
                yield (1 + r + r * r / 3) * StrictMath.exp(-r);
            }
            case RATIONAL -> StrictMath.pow(1 + gamma * sum, -offset);
        };
    }

    /** By squaring, the lowest bit of the exponent first. */
    private static double power(double base, int exponent) {
        double result = 1;
        double square = base;
        for (int rest = exponent; rest > 0; rest /= 2) {
            if (rest % 2 == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
