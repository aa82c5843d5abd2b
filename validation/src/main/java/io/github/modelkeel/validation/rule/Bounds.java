package io.github.modelkeel.validation.rule;

import io.github.modelkeel.drift.message.Numerals;
import org.jspecify.annotations.Nullable;

/**
 * Between which numbers something may be.
 *
 * @param min the least, null for none; negative infinity means the same
 * @param max the greatest, null for none; infinity means the same
 * @param strictMin whether the least itself is refused
 * @param strictMax whether the greatest itself is refused
 */
public record Bounds(@Nullable Double min, @Nullable Double max, boolean strictMin, boolean strictMax) {
    /** No bounds. */
    public static final Bounds NONE = new Bounds(null, null, false, false);

    public Bounds {
        if ((min != null && min.isNaN()) || (max != null && max.isNaN())) {
            throw new IllegalArgumentException("bounds must be numbers: NaN");
        }
        min = min != null && min == Double.NEGATIVE_INFINITY ? null : min;
        max = max != null && max == Double.POSITIVE_INFINITY ? null : max;
        if ((min != null && min.isInfinite()) || (max != null && max.isInfinite())) {
            throw new IllegalArgumentException("no finite number is between the bounds: min " + min + ", max " + max);
        }
        if (min != null && max != null && (min > max || (min.equals(max) && (strictMin || strictMax)))) {
            throw new IllegalArgumentException("no number is between the bounds: min " + min + ", max " + max);
        }
    }

    public boolean isEmpty() {
        return min == null && max == null;
    }

    /** NaN is not between any. */
    public boolean hold(double value) {
        return !Double.isNaN(value)
                && (min == null || (strictMin ? value > min : value >= min))
                && (max == null || (strictMax ? value < max : value <= max));
    }

    /** As words that follow "is" or "are". */
    public String describe() {
        if (min != null && max != null && !strictMin && !strictMax) {
            return min.equals(max) ? figure(min) : "between " + figure(min) + " and " + figure(max);
        }
        String low = min == null ? "" : (strictMin ? "over " : "at least ") + figure(min);
        String high = max == null ? "" : (strictMax ? "under " : "at most ") + figure(max);
        return low + (low.isEmpty() || high.isEmpty() ? "" : " and ") + high;
    }

    private static String figure(double value) {
        return Numerals.brief(value);
    }
}
