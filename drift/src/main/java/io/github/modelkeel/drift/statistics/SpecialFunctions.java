package io.github.modelkeel.drift.statistics;

/**
 * The few special functions that p-values need, each to about 1e-13 relative, also far out in the tails.
 *
 * <p>Everything rests on two quantities of C. Loader, <i>Fast and accurate computation of binomial probabilities</i>
 * (2000): the error of Stirling's formula and the deviance. They keep the large terms of {@code log n!} from cancelling.
 */
public final class SpecialFunctions {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
    private static final int MAX_ITERATIONS = 50_000_000;
    private static final double TINY = 1e-300;

    private SpecialFunctions() {}

    /** The survival function of the chi-square distribution with {@code dof} degrees of freedom. */
    public static double chiSquareSurvival(double x, double dof) {
        return upperGamma(dof / 2, x / 2);
    }

    /** The two-sided p-value of a standard normal score: {@code P(|Z| >= |z|)}. */
    public static double normalTwoSided(double z) {
        return upperGamma(0.5, z * z / 2);
    }

    /** The standard normal score of a two-sided tail: {@code P(|Z| >= z) = p}, for p in (0, 1). Halves an interval; not for hot loops. */
    static double normalScore(double p) {
        double low = 0;
        double high = 40;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (normalTwoSided(middle) > p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The regularised upper incomplete gamma function Q(a, x): the power series below {@code a + 1}, the continued fraction
     * (DLMF 8.9.2, evaluated by Lentz's method) above.
     */
    static double upperGamma(double a, double x) {
        if (!(a > 0) || Double.isNaN(x)) {
            throw new ArithmeticException(
                    "the incomplete gamma function needs a > 0 and a number, got a=" + a + " x=" + x);
        }
        if (x <= 0) {
            return 1;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double power = poissonTerm(a, x);
        if (x < a + 1) {
            return Math.max(0, 1 - power * lowerSeries(a, x));
        }
        return Math.min(1, power * a * upperFraction(a, x));
    }

    /** {@code x^a e^-x / Gamma(a + 1)}. */
    private static double poissonTerm(double a, double x) {
        return Math.exp(-stirlingError(a) - deviance(a, x) - HALF_LOG_TWO_PI) / Math.sqrt(a);
    }

    private static double lowerSeries(double a, double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; k <= MAX_ITERATIONS; k++) {
            term *= x / (a + k);
            sum += term;
            if (term < sum * 1e-17) {
                return sum;
            }
        }
        throw new ArithmeticException(
                "the series of the incomplete gamma function does not converge at a=" + a + " x=" + x);
    }

    private static double upperFraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double value = d;
        for (int i = 1; i <= MAX_ITERATIONS; i++) {
            double numerator = -i * (i - a);
            b += 2;
            d = 1 / awayFromZero(numerator * d + b);
            c = awayFromZero(b + numerator / c);
            double factor = d * c;
            value *= factor;
            if (Math.abs(factor - 1) < 3e-16) {
                return value;
            }
        }
        throw new ArithmeticException(
                "the fraction of the incomplete gamma function does not converge at a=" + a + " x=" + x);
    }

    private static double awayFromZero(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }

    /** {@code log Gamma(x + 1)} minus Stirling's {@code (x + 1/2) log x - x + log(2 pi) / 2}, for {@code x > 0}. */
    static double stirlingError(double x) {
        double shifted = x;
        double correction = 0;
        while (shifted < 16) { // the recurrence of Gamma, up to where the series is exact to the last bit
            correction += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
            shifted += 1;
        }
        double inverse = 1 / shifted;
        double square = inverse * inverse;
        double series = 1.0 / 1680 - square * (1.0 / 1188 - square * (691.0 / 360360));
        series = 1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * series));
        return correction + inverse * series;
    }

    /** Loader's deviance {@code x log(x / mean) + mean - x}, without cancellation where the two are close. */
    static double deviance(double x, double mean) {
        if (x == 0) {
            return mean;
        }
        double difference = x - mean;
        if (Math.abs(difference) >= 0.1 * (x + mean)) {
            return x * Math.log(x / mean) - difference;
        }
        double v = difference / (x + mean);
        double sum = difference * v;
        double term = 2 * x * v;
        double square = v * v;
        for (int j = 1; ; j++) {
            term *= square;
            double next = sum + term / (2 * j + 1);
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }

    /** {@code P(X = k)} for a binomial with {@code n} trials of probability {@code mean / n}. */
    static double binomialTerm(double k, double n, double mean) {
        if (k == 0) {
            return Math.exp(n * Math.log1p(-mean / n));
        }
        if (k == n) {
            return Math.exp(n * Math.log(mean / n));
        }
        double exponent = stirlingError(n)
                - stirlingError(k)
                - stirlingError(n - k)
                - deviance(k, mean)
                - deviance(n - k, n - mean)
                - HALF_LOG_TWO_PI;
        return Math.exp(exponent) * Math.sqrt(n / (k * (n - k)));
    }
}
