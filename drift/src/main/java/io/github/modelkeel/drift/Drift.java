package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.report.ReportData;
import io.github.modelkeel.drift.report.Trends;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
     * Compares segments, for instance countries: of each value of a column the rows that have it, with one correction for all of them.
     * {@link Profile#segments} and {@link Profile#segmentsOfCsv} make the profiles.
     *
     * @param reference what is normal, by segment
     * @param current what is to be judged, by segment
     * @param options what counts as drift
     * @return a report for each segment of either side, in the order of the reference; that of a segment which a side lacks is
     *     {@link DriftState#UNDECIDED}
     * @throws IllegalArgumentException if the options name a column that no segment has
     */
    public static Map<String, DriftReport> compareBy(
            Map<String, Profile> reference, Map<String, Profile> current, DriftOptions options) {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(options, "options");
        Set<String> names = new LinkedHashSet<>(reference.keySet());
        names.addAll(current.keySet());
        Comparison.checkNames(columns(reference.values()), columns(current.values()), options);
        Profile nothing = Profile.ofColumns(Map.of());
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        for (String name : names) {
            Profile before = reference.getOrDefault(name, nothing);
            comparisons.put(name, Comparison.unchecked(before, current.getOrDefault(name, nothing), options));
        }
        return Comparison.together(comparisons, options);
    }

    /**
     * Compares segments, for instance countries, each with the same stored profile, with one correction for all of them.
     *
     * @param reference what is normal
     * @param current what is to be judged, by segment, counted by this reference
     * @param options what counts as drift; neither a schema, which the reference has, nor Evidently's rules, which need the rows
     * @return a report for each segment, in their order
     * @throws IllegalArgumentException if a segment was counted by another reference, or the options name a column that neither the reference nor a
     *     segment has, a schema, or Evidently's rules
     */
    public static Map<String, DriftReport> compareBy(
            StoredProfile reference, Map<String, StoredProfile> current, DriftOptions options) {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(options, "options");
        List<String> names = current.values().stream()
                .flatMap(segment -> StoredPairing.columnNames(segment).stream())
                .distinct()
                .toList();
        Comparison.checkNames(reference.columnNames(), names, options);
        StoredPairing pairing = new StoredPairing(reference, options);
        ReportData.Side before = side(reference, reference.columnNames().size(), options);
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        current.forEach((name, segment) -> comparisons.put(name, stored(pairing, before, segment, options)));
        return Comparison.together(comparisons, options);
    }

    /**
     * Compares a series of windows, for instance days, each with the same reference, with one correction for all of them. {@link #trend} says
     * whether they move away from it.
     *
     * @param reference what is normal, for instance the training data
     * @param windows what is to be judged, by name, in the order of time
     * @param options what counts as drift
     * @return a report for each window, in their order
     * @throws IllegalArgumentException if the options name a column that neither the reference nor a window has
     */
    public static Map<String, DriftReport> compareWindows(
            Profile reference, Map<String, Profile> windows, DriftOptions options) {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(windows, "windows");
        Objects.requireNonNull(options, "options");
        Comparison.checkNames(reference.columnNames(), columns(windows.values()), options);
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        windows.forEach((name, window) -> comparisons.put(name, Comparison.unchecked(reference, window, options)));
        return Comparison.together(comparisons, options);
    }

    /**
     * Whether the columns of windows move away from the reference, or come back: the test of Mann and Kendall, of each column's excess of the
     * PSI over what no drift would give ({@link ColumnDrift.Score#excess()}), in the order of the reports. A window in which a column has
     * no score does not count.
     *
     * @param windows the reports of a series, for instance the values of {@link #compareWindows}
     * @return by column, for those with four scores or more, {@code mann_kendall}: the statistic is Kendall's tau, 1 if the excess grows from
     *     each window to the next, -1 if it falls; the p-value is two-sided, and the adjusted one corrected for the number of columns by
     *     Benjamini and Hochberg. Figure: {@code slope}, by how much the excess changes from a window to the next, the median over all pairs
     *     (Sen, 1968)
     */
    public static Map<String, DriftTest> trend(Collection<DriftReport> windows) {
        List<ReportData> reports = Objects.requireNonNull(windows, "windows").stream()
                .map(DriftReport::content)
                .toList();
        Map<String, DriftTest> trends = new LinkedHashMap<>();
        Trends.of(reports).forEach((column, trend) -> trends.put(column, new DriftTest(trend)));
        return Collections.unmodifiableMap(trends);
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
        Comparison.checkNames(reference.columnNames(), StoredPairing.columnNames(current), options);
        ReportData.Side before = side(reference, reference.columnNames().size(), options);
        return stored(new StoredPairing(reference, options), before, current, options)
                .report();
    }

    /** Of profiles whose names were checked. */
    private static Comparison stored(
            StoredPairing pairing, ReportData.Side before, StoredProfile current, DriftOptions options) {
        return new Comparison(
                () -> pairing.with(current),
                before,
                side(current, StoredPairing.columnNames(current).size(), options),
                options);
    }

    /**
     * Whether all columns together distinguish the rows of two tables: a changed correlation, for instance, which no column
     * shows, or many changes that are too small one by one. Boosted trees learn a half of the rows of each side and judge the other half,
     * and the other way round; of a side with more than 20,000 rows that number is drawn. It needs the rows, which profiles do not keep, and is not
     * part of a comparison. The values are read as a comparison with the default options reads them, by what the reference's columns are
     * ({@link Schema#of(Profile)}); dates by the day of the week. Leave out what always differs, such as a time or an index.
     *
     * @param reference what is normal: columns by name, arrays or collections as {@link Profile#ofColumns} takes them, all in the order of the rows
     * @param current what is to be judged; of columns that only one side has nothing is used
     * @param seed of the halves and the trees; the same one gives the same answer
     * @return the test {@code domain_classifier}: the statistic is the area under the ROC curve, 0.5 if nothing distinguishes the rows and 1 if
     *     everything does; see {@link DriftTest}
     * @throws InvalidDataException if the columns of a side differ in length, are of an unsupported type, or have fewer than 40 rows
     * @throws IllegalArgumentException if the sides have no column in common
     */
    public static DriftTest domainClassifier(Map<String, ?> reference, Map<String, ?> current, long seed) {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(current, "current");
        List<String> names = reference.keySet().stream()
                .filter(current::containsKey)
                .sorted()
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no column in common: the reference has " + reference.keySet()
                    + ", the current " + current.keySet());
        }
        try {
            return new DriftTest(JointTest.of(names, reference, current, seed));
        } catch (MalformedDataException e) {
            throw new InvalidDataException(e);
        }
    }

    private static List<String> columns(Collection<Profile> profiles) {
        return profiles.stream()
                .flatMap(profile -> profile.columnNames().stream())
                .distinct()
                .toList();
    }

    private static ReportData.Side side(StoredProfile profile, int columns, DriftOptions options) {
        return new ReportData.Side(profile.rows(), columns, options.fingerprints() ? profile.fingerprint() : null);
    }
}
