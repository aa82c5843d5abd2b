package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * The inverse of {@link Power}: of Yeo and Johnson's family by {@code pow(lambda * x + 1, 1 / lambda) - 1} for numbers from 0 on and
 * {@code 1 - pow((lambda - 2) * x + 1, 1 / (2 - lambda))} below, of Box and Cox's by {@code exp(log1p(lambda * x) / lambda)}; by
 * exponentials where the exponent would be 0. Bound: a power and an exponential are each within one ulp of the C library's, and where 1 is
 * taken from a number near it the difference has that error times what cancels out.
 *
 * @param boxCox whether the family is that of Box and Cox
 * @param lambdas an exponent a number
 */
public record InversePower(boolean boxCox, Numbers lambdas) implements Elementwise {
    private static final double EPSILON = Math.ulp(1.0);

    /**
     * Checks the exponents.
     *
     * @param boxCox whether the family is that of Box and Cox
     * @param lambdas an exponent a number
     * @throws IllegalArgumentException if there are none, or one is not finite
     */
    public InversePower {
        if (Objects.requireNonNull(lambdas, "lambdas")
                .requireFinite("exponents")
                .isEmpty()) {
            throw new IllegalArgumentException("there must be an exponent");
        }
    }

    @Override
    public int inputs() {
        return lambdas.size();
    }

    @Override
    public double apply(int index, double value) {
        double lambda = lambdas.get(index);
        if (boxCox) {
            return lambda == 0 ? StrictMath.exp(value) : StrictMath.exp(StrictMath.log1p(lambda * value) / lambda);
        }
        if (value >= 0) {
            return Math.abs(lambda) < EPSILON
                    ? StrictMath.exp(value) - 1
                    : StrictMath.pow(value * lambda + 1, 1 / lambda) - 1;
        }
        return Math.abs(lambda - 2) > EPSILON
                ? 1 - StrictMath.pow(-(2 - lambda) * value + 1, 1 / (2 - lambda))
                : 1 - StrictMath.exp(-value);
    }

    @Override
    public boolean monotone() {
        return false;
    }
}
