package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.InvalidInputException;
import java.util.Arrays;
import java.util.Objects;

/**
 * The values of all B-splines of a degree at a number, by the recursion of de Boor and Cox. The training range goes from the knot of
 * index {@code degree} to the one as far from the end.
 *
 * @param knots the knots, which never fall; finite
 * @param degree the degree, at least 1
 * @param beyond what a number outside the training range gives
 * @param missingAsZeros whether a missing number gives zeros; otherwise it gives missing ones
 */
public record Spline(Numbers knots, int degree, Beyond beyond, boolean missingAsZeros) implements Operation {
    /** What a number outside the training range gives. Immutable, as every enum is. */
    public enum Beyond {
        /** The values at the end of the range. */
        CONSTANT,
        /** The values on the tangent at the end of the range. */
        LINEAR,
        /** The polynomials of the last piece. */
        CONTINUE,
        /** The values of the number moved into the range by whole periods. */
        PERIODIC,
        /** The row is refused. */
        ERROR
    }

    /**
     * Checks the knots.
     *
     * @param knots the knots, which never fall; finite
     * @param degree the degree, at least 1
     * @param beyond what a number outside the training range gives
     * @param missingAsZeros whether a missing number gives zeros; otherwise it gives missing ones
     * @throws IllegalArgumentException if there are too few knots, they fall, or the range is empty
     */
    public Spline {
        Objects.requireNonNull(beyond, "beyond");
        knots.requireFinite("knots");
        if (degree < 1 || knots.size() < 2 * (degree + 1)) {
            throw new IllegalArgumentException(knots.size() + " knots are too few for the degree " + degree);
        }
        for (int i = 1; i < knots.size(); i++) {
            if (knots.get(i) < knots.get(i - 1)) {
                throw new IllegalArgumentException("knots must not fall");
            }
        }
        if (!(knots.get(degree) < knots.get(knots.size() - degree - 1))) {
            throw new IllegalArgumentException("the range of the knots is empty");
        }
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        int splines = knots.size() - degree - 1;
        return beyond == Beyond.PERIODIC ? splines - degree : splines;
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return !missingAsZeros && missingInputs[0];
    }

    @Override
    public String words(int input) {
        return outputs() + " splines of degree " + degree;
    }

    @Override
    public Kernel compile(CompileContext around) {
        Ends ends = new Ends(this);
        String name = around.nameOf(0);
        int count = outputs();
        return (slots, from, to) -> {
            double x = slots[from[0]];
            Arrays.fill(slots, to, to + count, Double.isNaN(x) && !missingAsZeros ? Double.NaN : 0);
            if (Double.isNaN(x)) {
                return;
            }
            if (beyond == Beyond.ERROR && (x < ends.low || x > ends.high)) {
                throw new InvalidInputException(
                        name, "'" + name + "' is " + x + ", outside the knots from " + ends.low + " to " + ends.high);
            }
            if ((beyond == Beyond.CONSTANT || beyond == Beyond.LINEAR) && (x < ends.low || x > ends.high)) {
                ends.extend(x, slots, to);
                return;
            }
            values(beyond == Beyond.PERIODIC ? ends.moved(x) : x, 0, slots, to);
        };
    }

    /** Adds the values, or the first derivatives, of the splines that are not 0. */
    void values(double x, int derivative, double[] result, int to) {
        int interval = interval(x);
        double[] basis = basis(x, interval, derivative);
        int count = outputs();
        for (int i = 0; i <= degree; i++) {
            int spline = interval - degree + i;
            result[to + spline % count] += basis[i];
        }
    }

    /** The last interval of the range that starts at or below the number. */
    private int interval(double x) {
        int low = degree;
        int high = knots.size() - degree - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (knots.get(middle) <= x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double[] basis(double x, int interval, int derivative) {
        double[] basis = new double[degree + 1];
        double[] before = new double[degree + 1];
        basis[0] = 1;
        for (int order = 1; order <= degree; order++) {
            System.arraycopy(basis, 0, before, 0, order);
            basis[0] = 0;
            for (int i = 1; i <= order; i++) {
                double right = knots.get(interval + i);
                double left = knots.get(interval + i - order);
                if (right == left) {
                    basis[i] = 0;
                } else if (order > degree - derivative) {
                    double slope = order * before[i - 1] / (right - left);
                    basis[i - 1] -= slope;
                    basis[i] = slope;
                } else {
                    double share = before[i - 1] / (right - left);
                    basis[i - 1] += share * (right - x);
                    basis[i] = share * (x - left);
                }
            }
        }
        return basis;
    }

    /** The ends of the training range, and the splines' values and slopes there. */
    private static final class Ends {
        private final double low;
        private final double high;
        private final double[] atLow;
        private final double[] atHigh;
        private final double[] slopesAtLow;
        private final double[] slopesAtHigh;
        private final int moving;

        Ends(Spline spline) {
            low = spline.knots.get(spline.degree);
            high = spline.knots.get(spline.knots.size() - spline.degree - 1);
            boolean linear = spline.beyond == Beyond.LINEAR;
            int count = spline.outputs();
            atLow = new double[count];
            atHigh = new double[count];
            slopesAtLow = new double[count];
            slopesAtHigh = new double[count];
            spline.values(low, 0, atLow, 0);
            spline.values(high, 0, atHigh, 0);
            if (linear) {
                spline.values(low, 1, slopesAtLow, 0);
                spline.values(high, 1, slopesAtHigh, 0);
            }
            moving = Math.min(count, linear ? Math.max(2, spline.degree) : spline.degree);
        }

        /** The first splines below the range, the last ones above it; the slopes are 0 where the values stay. */
        void extend(double x, double[] result, int to) {
            for (int i = 0; i < moving; i++) {
                if (x < low) {
                    result[to + i] = atLow[i] + (x - low) * slopesAtLow[i];
                } else {
                    int last = atHigh.length - 1 - i;
                    result[to + last] = atHigh[last] + (x - high) * slopesAtHigh[last];
                }
            }
        }

        /** The remainder has the sign of the period, as in Python. */
        double moved(double x) {
            double period = high - low;
            double rest = (x - low) % period;
            return low + (rest < 0 ? rest + period : rest);
        }
    }
}
