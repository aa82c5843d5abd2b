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
        static final double TAIL = 0.1353352832366127;

        static final double ROOT_OF_TWO_PI = 2.5066282746310007;
        static final double[] MIDDLE = {
            -59.96335010141079, 98.00107541859997, -56.67628574690703, 13.931260938727968, -1.2391658386738125
        };
        static final double[] MIDDLE_BELOW = {
            1,
            1.9544885833814176,
            4.676279128988815,
            86.36024213908905,
            -225.46268785411937,
            200.26021238006066,
            -82.03722561683334,
            15.90562251262117,
            -1.1833162112133
        };
        static final double[] FAR = {
            4.0554489230596245,
            31.525109459989388,
            57.16281922464213,
            44.08050738932008,
            14.684956192885803,
            2.1866330685079025,
            -0.1402560791713545,
            -0.03504246268278482,
            -0.0008574567851546854
        };
        static final double[] FAR_BELOW = {
            1,
            15.779988325646675,
            45.39076351288792,
            41.3172038254672,
            15.04253856929075,
            2.504649462083094,
            -0.14218292285478779,
            -0.03808064076915783,
            -0.0009332594808954574
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
