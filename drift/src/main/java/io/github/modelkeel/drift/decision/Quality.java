package io.github.modelkeel.drift.decision;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.WholeNumbers;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.OutOfRange;
import io.github.modelkeel.drift.statistics.RateTests;
import io.github.modelkeel.drift.statistics.UnseenCategories;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a drift score does not see of a column.
 *
 * @param missingPValue of the change of the missing rate
 * @param outOfRange current numbers outside of the reference's range
 * @param farOut of these, those by more than a tenth of the range's width: a new sample often goes a little beyond
 * @param unseen current texts of categories that the reference lacks
 * @param unseenCategories the most frequent of these
 * @param singletons reference texts of a category of their own: each would be unseen if it were left out
 */
public record Quality(
        double missingPValue,
        Rate outOfRange,
        Rate farOut,
        Rate unseen,
        List<String> unseenCategories,
        long singletons) {
    private static final double MARGIN = 0.1;

    public static final Quality NONE = withoutRates(1);
    private static final int EXAMPLES = 5;

    /**
     * Some of the current values.
     *
     * @param hits how many
     * @param total of how many; 0 if the rate does not apply to the column
     * @param reference how many values the reference has
     * @param pValue how likely that many are without drift
     */
    public record Rate(long hits, long total, long reference, double pValue) {
        static final Rate NONE = new Rate(0, 0, 0, 1);

        public double share() {
            return total == 0 ? 0 : (double) hits / total;
        }
    }

    public static Quality of(ProfileColumn reference, ProfileColumn current) {
        double p = CountTable.ofRates(reference.missing(), reference.rows(), current.missing(), current.rows())
                .chiSquarePValue();
        if (reference instanceof ProfileColumn.Numbers before && current instanceof ProfileColumn.Numbers after) {
            long origin = WholeNumbers.origin(before, after);
            double[] sorted = before.sortedFrom(origin);
            double[] now = after.sortedFrom(origin);
            return new Quality(p, outOfRange(sorted, now), farOut(sorted, now), Rate.NONE, List.of(), 0);
        }
        if (reference instanceof ProfileColumn.Categories before && current instanceof ProfileColumn.Categories after) {
            long singletons = before.counts().values().stream()
                    .filter(count -> count == 1)
                    .count();
            return new Quality(
                    p, Rate.NONE, Rate.NONE, unseen(before, after), unseenCategories(before, after), singletons);
        }
        return withoutRates(p);
    }

    private static Quality withoutRates(double missingPValue) {
        return new Quality(missingPValue, Rate.NONE, Rate.NONE, Rate.NONE, List.of(), 0);
    }

    private static Rate outOfRange(double[] reference, double[] current) {
        if (reference.length == 0 || current.length == 0) {
            return Rate.NONE;
        }
        long hits = OutOfRange.count(reference, current, 0);
        return new Rate(
                hits, current.length, reference.length, RateTests.outOfRange(hits, reference.length, current.length));
    }

    private static Rate farOut(double[] reference, double[] current) {
        if (reference.length == 0 || current.length == 0) {
            return Rate.NONE;
        }
        long hits = OutOfRange.count(reference, current, MARGIN);
        return new Rate(hits, current.length, reference.length, OutOfRange.pValue(reference, current, MARGIN, hits));
    }

    private static Rate unseen(ProfileColumn.Categories reference, ProfileColumn.Categories current) {
        if (reference.values() == 0 || current.values() == 0) {
            return Rate.NONE;
        }
        Set<String> keys = new TreeSet<>(reference.counts().keySet());
        keys.addAll(current.counts().keySet());
        long[] before = keys.stream()
                .mapToLong(key -> reference.counts().getOrDefault(key, 0L))
                .toArray();
        long[] after = keys.stream()
                .mapToLong(key -> current.counts().getOrDefault(key, 0L))
                .toArray();
        return new Rate(
                UnseenCategories.count(before, after),
                current.values(),
                reference.values(),
                UnseenCategories.pValue(before, after));
    }

    private static List<String> unseenCategories(ProfileColumn.Categories reference, ProfileColumn.Categories current) {
        return current.counts().entrySet().stream()
                .filter(entry -> !reference.counts().containsKey(entry.getKey()))
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .limit(EXAMPLES)
                .map(entry -> entry.getKey())
                .toList();
    }
}
