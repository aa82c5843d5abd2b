package io.github.modelkeel.model.tree;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns features and thresholds into whole numbers, their keys, so that {@code x} goes right exactly when its key is above the
 * threshold's. Where features are floats, the key of a number is its bits in an order of integers; where they are doubles, the key of
 * a threshold is its rank among the thresholds of its feature, and that of {@code x} the number of thresholds below it.
 *
 * <p>A missing feature has a key below or above all others, by the way that a split sends it; so a feature has up to two places in
 * the array of keys, one for either kind of split. Immutable and safe for use by multiple threads.
 */
final class FeatureKeys {
    private final boolean floats;
    private final Thresholds rule;
    private final int[] features;
    private final long[] ofMissing;
    private final int[] placeOf;
    private final SortedThresholds[] ranked;

    FeatureKeys(TreeNodes nodes, Thresholds rule) {
        this.rule = rule;
        floats = rule.floats();
        TreeMap<Integer, TreeSet<Double>> used = new TreeMap<>();
        for (int node = 0; node < nodes.size(); node++) {
            if (!nodes.isLeaf(node)) {
                int way = 2 * nodes.feature(node) + (nodes.missingLeft(node) ? 0 : 1);
                TreeSet<Double> thresholds = used.computeIfAbsent(way, key -> new TreeSet<>());
                double limit = rule.inclusive(nodes.value(node)) + 0.0;
                if (!floats && limit != Double.POSITIVE_INFINITY) {
                    thresholds.add(limit);
                }
            }
        }
        features = new int[Math.max(1, used.size())];
        ofMissing = new long[features.length];
        ranked = new SortedThresholds[features.length];
        Arrays.fill(ranked, SortedThresholds.of(new double[0]));
        placeOf = new int[2 * nodes.featureCount()];
        int place = 0;
        for (Map.Entry<Integer, TreeSet<Double>> each : used.entrySet()) {
            int way = each.getKey();
            features[place] = way / 2;
            ofMissing[place] = way % 2 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
            ranked[place] = SortedThresholds.of(
                    each.getValue().stream().mapToDouble(Double::doubleValue).toArray());
            placeOf[way] = place++;
        }
    }

    /** How many places there are. */
    int size() {
        return features.length;
    }

    /** The place of the key that a split compares with its threshold. */
    int place(TreeNodes nodes, int split) {
        return placeOf[2 * nodes.feature(split) + (nodes.missingLeft(split) ? 0 : 1)];
    }

    /** The key of a split's threshold. */
    int threshold(TreeNodes nodes, int split) {
        if (floats) {
            return order(rule.inclusiveFloat(nodes.value(split)));
        }
        return ranked[place(nodes, split)].below(rule.inclusive(nodes.value(split)) + 0.0);
    }

    /** Writes the keys of a row of features. */
    void write(double[] row, long[] keys) {
        for (int place = 0; place < features.length; place++) {
            keys[place] = key(place, row);
        }
    }

    /** The key of one place for a row of features. */
    long key(int place, double[] row) {
        double value = row[features[place]];
        if (Double.isNaN(value)) {
            return ofMissing[place];
        }
        return floats ? order((float) value) : ranked[place].below(value);
    }

    /** How many keys of thresholds, all those of a place in ascending order, are below a key. */
    int rank(int[] thresholds, long key) {
        return floats ? below(thresholds, key) : (int) Math.max(0, Math.min(thresholds.length, key));
    }

    /** A float's bits, such that greater floats have greater integers; both zeros have the same. */
    private static int order(float value) {
        int bits = Float.floatToRawIntBits(value + 0.0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /** How many of the ascending keys are below a key. */
    private static int below(int[] ascending, long key) {
        int from = 0;
        int size = ascending.length;
        while (size > 1) {
            int half = size >>> 1;
            from += (int) ((ascending[from + half - 1] - key) >> 63) & half;
            size -= half;
        }
        return size == 1 && ascending[from] < key ? from + 1 : from;
    }
}
