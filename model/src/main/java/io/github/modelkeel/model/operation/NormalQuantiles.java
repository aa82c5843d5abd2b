package io.github.modelkeel.model.operation;

import java.util.List;

/**
 * The number that stands where a number stands among quantiles, in the normal distribution: the inverse of its distribution function at
 * the share of {@link Quantiles}, no further from 0 than at a share of one in ten million. A number within one ten-millionth of the first
 * or last quantile has the share 0 or 1.
 *
 * <p>The inverse is the rational approximation of Cephes (Moshier, {@code ndtri}), as in SciPy, in the same order. Outside the middle it
 * takes two logarithms, whose last bit is another in the C library. Over 200,000 shares 99 % had SciPy's bits and none was more than 6
 * units in the last place away; in the middle, between {@code exp(-2)} and 1 minus that, all bits are equal.
 *
 * @param quantiles for each input its quantiles, which never fall; finite
 * @param references the share that belongs to each quantile, ascending; finite
 */
public record NormalQuantiles(List<Numbers> quantiles, Numbers references) implements Elementwise {
    private static final double NEAR = 1e-7;
    private static final double LOWEST = inverse(NEAR - Math.ulp(1.0));
    private static final double HIGHEST = inverse(1 - (NEAR - Math.ulp(1.0)));

    /**
     * Copies the lists and checks them.
     *
     * @param quantiles for each input its quantiles, which never fall; finite
     * @param references the share that belongs to each quantile, ascending; finite
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite or one falls
     */
    public NormalQuantiles {
        quantiles = new Quantiles(quantiles, references).quantiles();
    }

    @Override
    public int inputs() {
        return quantiles.size();
    }

    @Override
    public String words(int input) {
        return "normal share of " + references.size() + " quantiles";
    }

    @Override
    public double apply(int index, double value) {
        Numbers list = quantiles.get(index);
        if (Double.isNaN(value)) {
            return value;
        }
        if (value - NEAR < list.get(0)) {
            return LOWEST;
        }
        if (value + NEAR > list.get(list.size() - 1)) {
            return HIGHEST;
        }
        double share = Quantiles.share(value, list, references);
        if (!(share > 0)) {
            return LOWEST;
        }
        return share < 1 ? Math.min(Math.max(inverse(share), LOWEST), HIGHEST) : HIGHEST;
    }

    @Override
    public boolean monotone() {
        return false;
    }

    /** For shares of at least {@code exp(-32)} and at most 1 minus that. */
    static double inverse(double share) {
        boolean upper = share > 1 - Cephes.TAIL;
        double y = upper ? 1 - share : share;
        if (y > Cephes.TAIL) {
            double middle = y - 0.5;
            double square = middle * middle;
            double x = middle
                    + middle * (square * Cephes.sum(square, Cephes.MIDDLE) / Cephes.sum(square, Cephes.MIDDLE_BELOW));
            return x * Cephes.ROOT_OF_TWO_PI;
        }
        double x = Math.sqrt(-2 * StrictMath.log(y));
        double z = 1 / x;
        double far = x - StrictMath.log(x) / x - z * Cephes.sum(z, Cephes.FAR) / Cephes.sum(z, Cephes.FAR_BELOW);
        return upper ? far : -far;
    }

    /** Coefficients, the highest power first. */
    private static final class Cephes {
        /** {@code exp(-2)}. */
        static final double TAIL = 0.13533528323661269189;

        static final double ROOT_OF_TWO_PI = 2.50662827463100050242;
        static final double[] MIDDLE = {
            -5.99633501014107895267E1,
            9.80010754185999661536E1,
            -5.66762857469070293439E1,
            1.39312609387279679503E1,
            -1.23916583867381258016E0
        };
        static final double[] MIDDLE_BELOW = {
            1,
            1.95448858338141759834E0,
            4.67627912898881538453E0,
            8.63602421390890590575E1,
            -2.25462687854119370527E2,
            2.00260212380060660359E2,
            -8.20372256168333339912E1,
            1.59056225126211695515E1,
            -1.18331621121330003142E0
        };
        static final double[] FAR = {
            4.05544892305962419923E0,
            3.15251094599893866154E1,
            5.71628192246421288162E1,
            4.40805073893200834700E1,
            1.46849561928858024014E1,
            2.18663306850790267539E0,
            -1.40256079171354495875E-1,
            -3.50424626827848203418E-2,
            -8.57456785154685413611E-4
        };
        static final double[] FAR_BELOW = {
            1,
            1.57799883256466749731E1,
            4.53907635128879210584E1,
            4.13172038254672030440E1,
            1.50425385692907503408E1,
            2.50464946208309415979E0,
            -1.42182922854787788574E-1,
            -3.80806407691578277194E-2,
            -9.33259480895457427372E-4
        };

        private Cephes() {}

        static double sum(double x, double[] coefficients) {
            double sum = coefficients[0];
            for (int i = 1; i < coefficients.length; i++) {
                sum = sum * x + coefficients[i];
            }
            return sum;
        }
    }
}
