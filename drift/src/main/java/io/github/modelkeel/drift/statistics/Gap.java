package io.github.modelkeel.drift.statistics;

import java.io.Serializable;

/**
 * The difference of two empirical distribution functions at a value.
 *
 * <p>Where several values have the largest one, SciPy's answer depends on how its shares round: the largest difference of shares, reference values
 * before current ones, the first of these. This follows it, to spare users a difference to explain.
 *
 * @param distance {@code |i m - j n|}, if {@code i} of {@code n} reference values and {@code j} of {@code m} current ones are at most the value
 * @param sign 1 where the reference's function is the higher one or both are equal, else -1
 * @param difference of the shares, as it rounds
 * @param value the value
 * @param inReference whether the reference has it
 */
public record Gap(long distance, int sign, double difference, double value, boolean inReference)
        implements Serializable {
    /** Before any other. */
    public static final Gap NONE = new Gap(-1, 1, -1, 0, false);

    /** The larger one of two, of which the other is at a larger value. */
    public Gap or(Gap later) {
        return later.isAbove(this) ? later : this;
    }

    private boolean isAbove(Gap earlier) {
        if (distance != earlier.distance) {
            return distance > earlier.distance;
        }
        if (difference != earlier.difference) {
            return difference > earlier.difference;
        }
        return sign != earlier.sign ? sign > earlier.sign : inReference && !earlier.inReference;
    }
}
