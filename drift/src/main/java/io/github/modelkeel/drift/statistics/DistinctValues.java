package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How often each of a few distinct numbers is there. */
public final class DistinctValues {
    private DistinctValues() {}

    /** The counts of the values of both sides, sorted; null if there are more of them than a number. */
    public static @Nullable CountTable counts(double[] reference, double[] current, int most) {
        long[] before = new long[most];
        long[] after = new long[most];
        int i = 0;
        int j = 0;
        int values = 0;
        while (i < reference.length || j < current.length) {
            if (values == most) {
                return null;
            }
            double value = i == reference.length
                    ? current[j]
                    : j == current.length ? reference[i] : Math.min(reference[i], current[j]);
            int nextI = end(reference, i, value);
            int nextJ = end(current, j, value);
            before[values] = (long) nextI - i;
            after[values] = (long) nextJ - j;
            i = nextI;
            j = nextJ;
            values++;
        }
        return CountTable.of(Arrays.copyOf(before, values), Arrays.copyOf(after, values));
    }

    /** Where the run of a value that starts at a place ends; one look where it does not start there. */
    private static int end(double[] sorted, int from, double value) {
        if (from == sorted.length || sorted[from] != value) {
            return from;
        }
        return from + 1 < sorted.length && sorted[from + 1] == value ? SortedValues.countUpTo(sorted, value) : from + 1;
    }
}
