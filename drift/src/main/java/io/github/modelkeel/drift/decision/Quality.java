package io.github.modelkeel.drift.decision;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.column.WholeNumbers;
import io.github.modelkeel.drift.statistics.CountTable;
import io.github.modelkeel.drift.statistics.RateTests;
import io.github.modelkeel.drift.statistics.SortedValues;
import java.util.List;

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
            return new Quality(p, outOfRange(sorted, now, 0), outOfRange(sorted, now, MARGIN), Rate.NONE, List.of(), 0);
        }
        if (reference instanceof ProfileColumn.Categories before && current instanceof ProfileColumn.Categories after) {
            long singletons = before.counts().values().stream()
                    .filter(count -> count == 1)
                    .count();
            return new Quality(
                    p,
                    Rate.NONE,
                    Rate.NONE,
                    unseen(before, after, singletons),
                    unseenCategories(before, after),
                    singletons);
        }
        return withoutRates(p);
    }

    private static Quality withoutRates(double missingPValue) {
        return new Quality(missingPValue, Rate.NONE, Rate.NONE, Rate.NONE, List.of(), 0);
    }

    private static Rate outOfRange(double[] reference, double[] current, double margin) {
        if (reference.length == 0 || current.length == 0) {
            return Rate.NONE;
        }
        double low = reference[0];
        double high = reference[reference.length - 1];
        double beyond = margin == 0 ? 0 : margin * high - margin * low;
        long below = SortedValues.countBelow(current, low - beyond);
        long above = current.length - (long) SortedValues.countUpTo(current, high + beyond);
        long outside = below + above;
        return new Rate(
                outside,
                current.length,
                reference.length,
                RateTests.outOfRange(outside, reference.length, current.length));
    }

    private static Rate unseen(ProfileColumn.Categories reference, ProfileColumn.Categories current, long singletons) {
        if (reference.values() == 0 || current.values() == 0) {
            return Rate.NONE;
        }
        long unseen = current.counts().entrySet().stream()
                .filter(entry -> !reference.counts().containsKey(entry.getKey()))
                .mapToLong(entry -> entry.getValue())
                .sum();
        double p = RateTests.unseen(unseen, singletons, reference.values(), current.values());
        return new Rate(unseen, current.values(), reference.values(), p);
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
