package io.github.modelkeel.model.preprocessing;

import io.github.modelkeel.model.internal.Categories;
import io.github.modelkeel.model.internal.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One fitted step of preprocessing, with what it learned. Immutable.
 *
 * <p>A missing number (NaN) passes through every step on numbers but {@link FillNumber}.
 */
public sealed interface Step {
    /**
     * Replaces a missing number.
     *
     * @param value the finite number that stands in
     */
    record FillNumber(double value) implements Step {
        /**
         * Checks the number.
         *
         * @param value the finite number that stands in
         * @throws IllegalArgumentException if it is not finite
         */
        public FillNumber {
            requireFinite(value, "a fill value");
        }
    }

    /**
     * Replaces a missing text.
     *
     * @param value the text that stands in
     */
    record FillText(String value) implements Step {
        /**
         * Checks the text.
         *
         * @param value the text that stands in
         */
        public FillText {
            Objects.requireNonNull(value, "value");
        }
    }

    /** The natural logarithm of a number above 0. */
    record Log() implements Step {}

    /** The natural logarithm of 1 plus a number above -1. */
    record Log1p() implements Step {}

    /**
     * Moves a number into a range.
     *
     * @param low the smallest result, or {@code -Infinity}
     * @param high the largest result, or {@code Infinity}
     */
    record Clip(double low, double high) implements Step {
        /**
         * Checks the range.
         *
         * @param low the smallest result, or {@code -Infinity}
         * @param high the largest result, or {@code Infinity}
         * @throws IllegalArgumentException if it is empty or a bound is NaN
         */
        public Clip {
            if (!(low <= high)) {
                throw new IllegalArgumentException("clip needs low <= high: " + low + ", " + high);
            }
        }
    }

    /**
     * {@code (x - mean) / scale}; divided, not multiplied by the inverse, for scikit-learn's bits.
     *
     * @param mean the training rows' mean
     * @param scale the training rows' standard deviation (of the population), or 1 for a constant
     */
    record Standardize(double mean, double scale) implements Step {
        /**
         * Checks the numbers.
         *
         * @param mean the training rows' mean
         * @param scale the training rows' standard deviation (of the population), or 1 for a constant
         * @throws IllegalArgumentException if one is not finite or the scale is not above 0
         */
        public Standardize {
            requireFinite(mean, "a mean");
            requireFinite(scale, "a scale");
            if (!(scale > 0)) {
                throw new IllegalArgumentException("a scale must be above 0: " + scale);
            }
        }
    }

    /**
     * {@code x * scale + offset}, the form in which scikit-learn's min-max scaler computes.
     *
     * @param scale 1 divided by the range of the training rows, or 1 for a constant
     * @param offset minus the smallest training value times the scale
     */
    record MinMax(double scale, double offset) implements Step {
        /**
         * Checks the numbers.
         *
         * @param scale 1 divided by the range of the training rows, or 1 for a constant
         * @param offset minus the smallest training value times the scale
         * @throws IllegalArgumentException if one is not finite
         */
        public MinMax {
            requireFinite(scale, "a scale");
            requireFinite(offset, "an offset");
        }
    }

    /**
     * The number of edges that are at most {@code x}: 0 below the first edge, the number of edges from the last one on.
     *
     * @param edges finite edges, ascending
     * @param oneHot whether each bucket becomes a feature of its own, 1 or 0
     */
    record Bucket(List<Double> edges, boolean oneHot) implements Step {
        /**
         * Copies the edges and checks them.
         *
         * @param edges finite edges, ascending
         * @param oneHot whether each bucket becomes a feature of its own, 1 or 0
         * @throws IllegalArgumentException if there is none, one is not finite, or they do not ascend
         */
        public Bucket {
            edges = List.copyOf(edges);
            if (edges.isEmpty()) {
                throw new IllegalArgumentException("buckets need an edge");
            }
            for (int i = 0; i < edges.size(); i++) {
                requireFinite(edges.get(i), "an edge");
                if (i > 0 && !(edges.get(i - 1) < edges.get(i))) {
                    throw new IllegalArgumentException("edges must ascend: " + edges);
                }
            }
        }
    }

    /** What one-hot encoding does with a category that training never saw. Immutable, as every enum is. */
    enum Unseen {
        /** The row is refused. */
        ERROR,
        /** All the features of the column are 0. */
        IGNORE,
        /** It counts as the step's fallback category. */
        DEFAULT
    }

    /**
     * One feature a category: 1 for the row's own, 0 for the others.
     *
     * @param categories the categories seen in training, in the order of the features
     * @param unseen what happens to another category
     * @param fallback the category that stands in under {@link Unseen#DEFAULT}, otherwise {@code null}
     */
    record OneHot(
            List<String> categories,
            Unseen unseen,
            @Nullable String fallback) implements Step {
        /**
         * Copies the categories and checks them.
         *
         * @param categories the categories seen in training, in the order of the features
         * @param unseen what happens to another category
         * @param fallback the category that stands in under {@link Unseen#DEFAULT}, otherwise {@code null}
         * @throws IllegalArgumentException if there is none, one is there twice, or the fallback does not fit
         */
        public OneHot {
            categories = List.copyOf(categories);
            Objects.requireNonNull(unseen, "unseen");
            if (categories.isEmpty() || new HashSet<>(categories).size() != categories.size()) {
                throw new IllegalArgumentException("one-hot needs distinct categories: " + categories.size());
            }
            if ((unseen == Unseen.DEFAULT) != (fallback != null)) {
                throw new IllegalArgumentException("a fallback category goes with the rule DEFAULT, and only with it");
            }
            if (fallback != null && !categories.contains(fallback)) {
                throw new IllegalArgumentException("the fallback category " + Values.quote(fallback)
                        + " was not seen in training; seen were " + Categories.describe(categories));
            }
        }
    }

    private static void requireFinite(double number, String what) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(what + " must be finite: " + number);
        }
    }
}
