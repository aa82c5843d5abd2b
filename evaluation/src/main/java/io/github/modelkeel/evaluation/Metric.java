package io.github.modelkeel.evaluation;

import java.util.Objects;

/**
 * A figure of how well a model does, with the interval in which the true one is. Immutable and safe for use by multiple threads.
 *
 * @param name by which {@link Performance} has it
 * @param value the figure
 * @param lower the lower end of the interval; NaN if there is none
 * @param upper the upper end of the interval; NaN if there is none
 */
public record Metric(String name, double value, double lower, double upper) {
    /**
     * Checks the arguments.
     *
     * @param name by which {@link Performance} has it
     * @param value the figure
     * @param lower the lower end of the interval; NaN if there is none
     * @param upper the upper end of the interval; NaN if there is none
     */
    public Metric {
        Objects.requireNonNull(name, "name");
        if (Double.isNaN(value) || lower > upper) {
            throw new IllegalArgumentException(name + " must have a value and an interval that ascends: " + value + " ["
                    + lower + ", " + upper + "]");
        }
    }

    /**
     * Whether a figure is in the interval.
     *
     * @param figure the figure
     * @return false also if there is no interval
     */
    public boolean covers(double figure) {
        return lower <= figure && figure <= upper;
    }

    /**
     * The difference of two independent figures, with the interval of Zou and Donner (<i>Construction of confidence intervals about effect
     * measures: a general approach</i>, 2008), which of two shares is that of Newcombe (1998): {@code d - sqrt((v - l)^2 + (U - V)^2)} to
     * {@code d + sqrt((u - v)^2 + (V - L)^2)}.
     */
    Metric minus(Metric earlier) {
        double difference = value - earlier.value;
        double down = Math.hypot(Math.max(0, value - lower), Math.max(0, earlier.upper - earlier.value));
        double up = Math.hypot(Math.max(0, upper - value), Math.max(0, earlier.value - earlier.lower));
        boolean both = !Double.isNaN(lower) && !Double.isNaN(earlier.lower);
        return new Metric(name, difference, both ? difference - down : Double.NaN, both ? difference + up : Double.NaN);
    }
}
