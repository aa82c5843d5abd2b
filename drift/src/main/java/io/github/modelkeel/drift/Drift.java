package io.github.modelkeel.drift;

import io.github.modelkeel.drift.report.ReportData;
import java.util.List;
import java.util.Objects;

/**
 * Compares the data a model was made with to the data it meets now. Immutable, without state, and safe for use by multiple threads.
 *
 * <p>Numbers are scored by the population stability index over the reference's deciles and tested by Kolmogorov and Smirnov; text is scored
 * by the same index over its categories and tested by Pearson's chi-square. A column drifted if its score is large <em>and</em> the test,
 * corrected for the number of columns, says that it is not noise. Missing, infinite, out-of-range and unseen values and changes of the
 * schema are reported beside the score.
 */
public final class Drift {
    private Drift() {}

    /**
     * Compares two profiles with {@link DriftOptions#defaults()}.
     *
     * @param reference what is normal, for instance the training data
     * @param current what is to be judged
     * @return the report; also for empty profiles
     */
    public static DriftReport compare(Profile reference, Profile current) {
        return compare(reference, current, DriftOptions.defaults());
    }

    /**
     * Compares two profiles. A column that cannot be scored does not stop the others: its result says why.
     *
     * @param reference what is normal, for instance the training data
     * @param current what is to be judged
     * @param options what counts as drift
     * @return the report; also for empty profiles
     * @throws IllegalArgumentException if the options name a column, in a threshold or to be ignored, that neither profile has
     */
    public static DriftReport compare(Profile reference, Profile current, DriftOptions options) {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(options, "options");
        return new Comparison(reference, current, options, ColumnComparison::of).report();
    }

    /**
     * Compares data with a stored profile, with {@link DriftOptions#defaults()}.
     *
     * @param reference what is normal
     * @param current what is to be judged
     * @return the report; the same as of {@code compare(reference, reference.count(current))}
     */
    public static DriftReport compare(StoredProfile reference, Profile current) {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(current, "current");
        return compare(reference, reference.count(current), DriftOptions.defaults());
    }

    /**
     * Compares a profile of current data, for instance one that was merged from parts, with a stored one. See {@link StoredProfile} for what
     * the verdict rests on.
     *
     * @param reference what is normal
     * @param current what is to be judged, counted by this reference
     * @param options what counts as drift; neither a schema, which the reference has, nor Evidently's rules, which need the rows
     * @return the report; also for empty profiles
     * @throws IllegalArgumentException if the current profile was counted by another reference, or the options name a column that neither
     *     profile has, a schema, or Evidently's rules
     */
    public static DriftReport compare(StoredProfile reference, StoredProfile current, DriftOptions options) {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(options, "options");
        List<String> names = StoredPairing.columnNames(current);
        Comparison.checkNames(reference.columnNames(), names, options);
        return new Comparison(
                        StoredPairing.of(reference, current, options),
                        side(reference, reference.columnNames().size()),
                        side(current, names.size()),
                        options)
                .report();
    }

    private static ReportData.Side side(StoredProfile profile, int columns) {
        return new ReportData.Side(profile.rows(), columns, profile.fingerprint());
    }
}
