package io.github.modelkeel.model.operation;

import java.util.Arrays;
import java.util.Objects;

/**
 * A value on straight lines between known points, as {@code numpy.interp} computes it: {@code slope * (x - x0) + y0}, the known value at a
 * known point. The bits are numpy's.
 *
 * @param x the known points, ascending and finite, at least one
 * @param y the finite value at each
 * @param clipped whether beyond the known points the value at the nearest one is taken; otherwise it is missing
 */
public record Interpolate(Numbers x, Numbers y, boolean clipped) implements Elementwise {
    /**
     * Checks the points.
     *
     * @param x the known points, ascending and finite, at least one
     * @param y the finite value at each
     * @param clipped whether beyond the known points the value at the nearest one is taken
     * @throws IllegalArgumentException if there are none, they do not ascend, or a number is not finite
     */
    public Interpolate {
        Objects.requireNonNull(x, "x").requireFinite("points");
        Objects.requireNonNull(y, "y").requireFinite("values").requireSize(x.size(), "values");
        if (x.isEmpty()) {
            throw new IllegalArgumentException("an interpolation needs a point");
        }
        for (int i = 1; i < x.size(); i++) {
            if (!(x.get(i - 1) < x.get(i))) {
                throw new IllegalArgumentException("points must ascend: " + x.get(i) + " after " + x.get(i - 1));
            }
        }
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public double apply(int index, double value) {
        return between(x.toArray(), y.toArray(), value);
    }

    @Override
    public boolean monotone() {
        return false;
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] points = x.toArray();
        double[] values = y.toArray();
        return (slots, from, to) -> slots[to] = between(points, values, slots[from[0]]);
    }

    private double between(double[] points, double[] values, double at) {
        int last = points.length - 1;
        if (Double.isNaN(at) || (!clipped && (at < points[0] || at > points[last]))) {
            return Double.NaN;
        }
        if (at <= points[0] || at >= points[last]) {
            return at <= points[0] ? values[0] : values[last];
        }
        int found = Arrays.binarySearch(points, at + 0.0);
        if (found >= 0) {
            return values[found];
        }
        int left = -found - 2;
        double slope = (values[left + 1] - values[left]) / (points[left + 1] - points[left]);
        return slope * (at - points[left]) + values[left];
    }
}
