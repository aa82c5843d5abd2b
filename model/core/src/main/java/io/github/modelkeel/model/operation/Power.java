package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.InvalidInputException;
import java.util.Locale;
import java.util.Objects;

/**
 * A power that makes numbers look normally distributed. The logarithms and exponentials are {@link StrictMath}'s: a few units in the
 * last place from the source's, more where the power itself cancels out digits.
 *
 * @param form which family of powers
 * @param lambdas the exponent, one an input; finite
 */
public record Power(Form form, Numbers lambdas) implements Elementwise {
    private static final double EPSILON = Math.ulp(1.0);
    private static final double MAX_EXPONENT = 709.78;

    /** A family of powers. Immutable, as every enum is. */
    public enum Form {
        /** For any number, as SciPy computes it: {@code expm1(lambda * log1p(x)) / lambda}. */
        YEO_JOHNSON,
        /** For any number, as scikit-learn computed it before: {@code (pow(x + 1, lambda) - 1) / lambda}. */
        YEO_JOHNSON_BY_POW,
        /** For numbers above 0; another one is refused. */
        BOX_COX
    }

    /**
     * Checks the parts.
     *
     * @param form which family of powers
     * @param lambdas the exponent, one an input; finite
     * @throws IllegalArgumentException if there are no exponents or one is not finite
     */
    public Power {
        Objects.requireNonNull(form, "form");
        Sizes.requireSome(lambdas.requireFinite("exponents").size(), "exponents");
    }

    @Override
    public int inputs() {
        return lambdas.size();
    }

    @Override
    public String words(int input) {
        return form.name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + lambdas.get(input);
    }

    @Override
    public double apply(int index, double value) {
        double lambda = lambdas.get(index);
        if (Double.isNaN(value)) {
            return value;
        }
        return switch (form) {
            case YEO_JOHNSON -> value >= 0 ? stable(value, lambda) : -stable(-value, 2 - lambda);
            case YEO_JOHNSON_BY_POW -> value >= 0 ? byPow(value, lambda) : -byPow(-value, 2 - lambda);
            case BOX_COX -> boxCox(value, lambda);
        };
    }

    private static double stable(double x, double lambda) {
        double log = StrictMath.log1p(x);
        return Math.abs(lambda) <= EPSILON ? log : StrictMath.expm1(lambda * log) / lambda;
    }

    private static double byPow(double x, double lambda) {
        return Math.abs(lambda) <= EPSILON ? StrictMath.log1p(x) : (StrictMath.pow(x + 1, lambda) - 1) / lambda;
    }

    private static double boxCox(double x, double lambda) {
        if (!(x > 0)) {
            throw new InvalidInputException(null, "the Box-Cox transformation needs a number above 0: " + x);
        }
        double log = StrictMath.log(x);
        if (Math.abs(lambda) < 1e-19) {
            return log;
        }
        if (lambda * log < MAX_EXPONENT) {
            return StrictMath.expm1(lambda * log) / lambda;
        }
        return Math.signum(lambda) * StrictMath.exp(lambda * log - StrictMath.log(Math.abs(lambda))) - 1 / lambda;
    }

    @Override
    public boolean monotone() {
        return false;
    }
}
