package io.github.modelkeel.model.operation;

import java.util.List;

/**
 * The share of the training values below a number, interpolated between quantiles from below and from above, as numpy does.
 *
 * @param quantiles for each input its quantiles, which never fall; finite
 * @param references the share that belongs to each quantile, ascending; finite
 */
public record Quantiles(List<Numbers> quantiles, Numbers references) implements Elementwise {
    /**
     * Copies the lists and checks them.
     *
     * @param quantiles for each input its quantiles, which never fall; finite
     * @param references the share that belongs to each quantile, ascending; finite
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite or one falls
     */
    public Quantiles {
        quantiles = List.copyOf(quantiles);
        Sizes.requireSome(quantiles.size(), "inputs");
        Sizes.requireSome(references.size(), "references");
        requireRising(references, "references");
        for (Numbers list : quantiles) {
            requireRising(list.requireSize(references.size(), "quantiles"), "quantiles");
        }
    }

    private static void requireRising(Numbers list, String what) {
        list.requireFinite(what);
        for (int i = 1; i < list.size(); i++) {
            if (list.get(i) < list.get(i - 1)) {
                throw new IllegalArgumentException(what + " must not fall: " + list);
            }
        }
    }

    @Override
    public int inputs() {
        return quantiles.size();
    }

    @Override
    public String words(int input) {
        return "share of " + references.size() + " quantiles";
    }

    @Override
    public double apply(int index, double value) {
        Numbers list = quantiles.get(index);
        if (Double.isNaN(value)) {
            return value;
        }
        if (value == list.get(0)) {
            return 0;
        }
        if (value == list.get(list.size() - 1)) {
            return 1;
        }
        return share(value, list, references);
    }

    /** The mean of the interpolation from below and that from above. */
    static double share(double value, Numbers list, Numbers references) {
        return 0.5 * (interpolate(value, list, references, 1) - interpolate(-value, list, references, -1));
    }

    /** Interpolates in the lists, or (-1) in their negatives read from the end. */
    private static double interpolate(double x, Numbers places, Numbers values, int sign) {
        int last = places.size() - 1;
        if (x > sign * at(places, last, sign)) {
            return sign * at(values, last, sign);
        }
        int at = -1;
        int beyond = last + 1;
        while (beyond - at > 1) {
            int middle = (at + beyond) >>> 1;
            if (sign * at(places, middle, sign) <= x) {
                at = middle;
            } else {
                beyond = middle;
            }
        }
        if (at < 0) {
            return sign * at(values, 0, sign);
        }
        double place = sign * at(places, at, sign);
        double value = sign * at(values, at, sign);
        if (at == last || place == x) {
            return value;
        }
        double slope = (sign * at(values, at + 1, sign) - value) / (sign * at(places, at + 1, sign) - place);
        return slope * (x - place) + value;
    }

    private static double at(Numbers list, int index, int sign) {
        return list.get(sign > 0 ? index : list.size() - 1 - index);
    }

    @Override
    public boolean monotone() {
        return false;
    }
}
