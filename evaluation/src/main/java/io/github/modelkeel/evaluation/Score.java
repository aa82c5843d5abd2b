package io.github.modelkeel.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of some rows as a function of how often each row counts, so that the same arithmetic serves weights and resamples.
 *
 * @param <T> the labels: numbers, parts of a positive, or parts of each class
 */
interface Score<T> {
    /** What the values are called. */
    List<String> names();

    /** The values in the order of the names, NaN where the rows do not have one. */
    double[] values(T labels, double[] weights);

    /** How many rows succeeded of how many, for a metric that is a share of rows; null for others. */
    double @Nullable [] share(String name, T labels);
}
