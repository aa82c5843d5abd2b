package io.github.modelkeel.model.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The splits of compiled trees that are more than a comparison: those by category, and those that take zero as missing. */
final class SpecialSplits {
    /** LightGBM's {@code kZeroThreshold}. */
    private static final double ZERO = 1e-35f;

    private final boolean[] zeroMissing;
    private final int[] @Nullable [] categories;
    private final double leastCategory;
    private final boolean floats;

    SpecialSplits(int size, Thresholds rule) {
        zeroMissing = new boolean[size];
        categories = new int[size][];
        leastCategory = rule.orEqual() ? Math.nextUp(-1.0) : 0;
        floats = rule.floats();
    }

    void put(int at, TreeNodes source, int node) {
        zeroMissing[at] = source.zeroMissing(node);
        categories[at] = source.isCategorical(node) ? source.categories(node) : null;
    }

    boolean isMissing(int node, double value) {
        return Double.isNaN(value) || (zeroMissing[node] && Math.abs(value) <= ZERO);
    }

    boolean isCategorical(int node) {
        return categories[node] != null;
    }

    /** Whether the value without its fraction is among the node's categories. */
    boolean contains(int node, double value) {
        int[] set = categories[node];
        double category = floats ? (float) value : value;
        return set != null && category >= leastCategory && Arrays.binarySearch(set, (int) category) >= 0;
    }
}
