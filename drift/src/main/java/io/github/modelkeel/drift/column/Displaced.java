package io.github.modelkeel.drift.column;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two columns as they would be if all current values had left those of the reference: the most that a comparison of these rows could find.
 * Values that are equal on a side stay so, and those of a side keep their order. Sides that have nothing in common are left as they are.
 *
 * @param reference the reference, whose values may be others of the same order
 * @param current as many values as it had, none of which the reference has
 */
public record Displaced<C extends ProfileColumn>(C reference, C current) {
    /** In widths of both sides; the test of the range looks at a tenth of one. */
    private static final double FAR = 100;

    private static final Set<String> BOOLEANS = Set.of("true", "false");

    /**
     * Numbers by their ranks, since larger numbers might not differ any more; the current ones are far above all of the reference. Each side
     * needs one.
     */
    public static Displaced<ProfileColumn.Numbers> of(ProfileColumn.Numbers reference, ProfileColumn.Numbers current) {
        long origin = WholeNumbers.origin(reference, current);
        double[] before = reference.sortedFrom(origin);
        double[] after = current.sortedFrom(origin);
        if (after[0] > before[before.length - 1] || after[after.length - 1] < before[0]) {
            return new Displaced<>(reference, current);
        }
        double far = FAR * ((double) before.length + after.length);
        return new Displaced<>(numbers(ranks(before, 0)), numbers(ranks(after, far)));
    }

    /** Categories of other names. Of true and false, which have no others, all rows have the one of which the reference has fewer. */
    public static Displaced<ProfileColumn.Categories> of(
            ProfileColumn.Categories reference, ProfileColumn.Categories current) {
        if (Collections.disjoint(reference.counts().keySet(), current.counts().keySet())) {
            return new Displaced<>(reference, current);
        }
        if (BOOLEANS.containsAll(reference.counts().keySet())
                && BOOLEANS.containsAll(current.counts().keySet())) {
            long ofTrue = reference.counts().getOrDefault("true", 0L);
            long ofFalse = reference.counts().getOrDefault("false", 0L);
            return new Displaced<>(
                    reference, categories(current, Map.of(ofTrue < ofFalse ? "true" : "false", current.values())));
        }
        return new Displaced<>(
                categories(reference, renamed(reference, "reference ")),
                categories(current, renamed(current, "current ")));
    }

    private static double[] ranks(double[] sorted, double first) {
        double[] ranks = new double[sorted.length];
        double rank = first;
        for (int i = 0; i < sorted.length; i++) {
            rank += i > 0 && sorted[i] > sorted[i - 1] ? 1 : 0;
            ranks[i] = rank;
        }
        return ranks;
    }

    private static ProfileColumn.Numbers numbers(double[] sorted) {
        return new ProfileColumn.Numbers(0, 0, 0, sorted, null, false, 0);
    }

    private static Map<String, Long> renamed(ProfileColumn.Categories column, String prefix) {
        Map<String, Long> counts = new TreeMap<>();
        column.counts().forEach((category, count) -> counts.put(prefix + category, count));
        return counts;
    }

    private static ProfileColumn.Categories categories(ProfileColumn.Categories column, Map<String, Long> counts) {
        return new ProfileColumn.Categories(0, column.values(), counts, 0);
    }
}
