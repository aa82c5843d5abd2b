package io.github.modelkeel.model.tree;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The nodes of all trees in flat arrays: tree after tree, a leaf marked by feature -1, children numbered within their tree. */
public final class TreeNodes {
    private static final int LEAF = -1;
    private static final int MAX_FEATURES = 1_000_000;
    private static final int[] NO_SET = {};

    private final int featureCount;
    private final int[] starts;
    private final int[] feature;
    private final double[] value;
    private final int[] left;
    private final int[] right;
    private final BitSet missingLeft;
    private final BitSet zeroMissing;
    private final Map<Integer, int[]> sets;
    private final int leafWidth;
    private final double[] further;

    private TreeNodes(Builder builder) {
        featureCount = builder.featureCount;
        starts = Arrays.copyOf(builder.starts, builder.trees + 1);
        starts[builder.trees] = builder.size;
        feature = Arrays.copyOf(builder.feature, builder.size);
        value = Arrays.copyOf(builder.value, builder.size);
        left = Arrays.copyOf(builder.left, builder.size);
        right = Arrays.copyOf(builder.right, builder.size);
        missingLeft = (BitSet) builder.missingLeft.clone();
        zeroMissing = (BitSet) builder.zeroMissing.clone();
        sets = Map.copyOf(builder.sets);
        leafWidth = Math.max(1, builder.leafWidth);
        further = Arrays.copyOf(builder.further, builder.furtherSize);
    }

    public int featureCount() {
        return featureCount;
    }

    public int treeCount() {
        return starts.length - 1;
    }

    public int size() {
        return feature.length;
    }

    /** The index of a tree's root among all nodes; of the tree after the last one, the number of nodes. */
    int start(int tree) {
        return starts[tree];
    }

    public boolean isLeaf(int node) {
        return feature[node] == LEAF;
    }

    public int feature(int node) {
        return feature[node];
    }

    public double value(int node) {
        return value[node];
    }

    /** How many values each leaf has: one, or one an output. */
    public int leafWidth() {
        return leafWidth;
    }

    /** All values of a leaf, a new array. */
    double[] values(int leaf) {
        double[] values = new double[leafWidth];
        values[0] = value[leaf];
        System.arraycopy(further, left[leaf], values, 1, leafWidth - 1);
        return values;
    }

    int leafCount() {
        int leaves = 0;
        for (int index : feature) {
            leaves += index == LEAF ? 1 : 0;
        }
        return leaves;
    }

    /** The number of splits on the longest way from a tree's root to a leaf. */
    int depth(int tree) {
        return Arrays.stream(depths(tree)).max().orElse(0);
    }

    /** The number of splits above a leaf of a tree, on average over its leaves. */
    double averageDepth(int tree) {
        int[] depths = depths(tree);
        long sum = 0;
        int leaves = 0;
        for (int i = 0; i < depths.length; i++) {
            if (isLeaf(starts[tree] + i)) {
                sum += depths[i];
                leaves++;
            }
        }
        return (double) sum / leaves;
    }

    /** For each node of a tree the number of splits above it. */
    private int[] depths(int tree) {
        int[] depths = new int[starts[tree + 1] - starts[tree]];
        for (int i = 0; i < depths.length; i++) {
            int node = starts[tree] + i;
            if (!isLeaf(node)) {
                depths[left[node]] = depths[i] + 1;
                depths[right[node]] = depths[i] + 1;
            }
        }
        return depths;
    }

    /** The thresholds of the splits on a feature. */
    public DoubleStream thresholds(int index) {
        return IntStream.range(0, feature.length)
                .filter(node -> feature[node] == index)
                .mapToDouble(node -> value[node]);
    }

    int left(int node) {
        return isLeaf(node) ? 0 : left[node];
    }

    int right(int node) {
        return right[node];
    }

    boolean missingLeft(int node) {
        return missingLeft.get(node);
    }

    public boolean zeroMissing(int node) {
        return zeroMissing.get(node);
    }

    boolean isCategorical(int node) {
        return sets.containsKey(node);
    }

    /** The ascending categories that a categorical split sends to the left; not to be changed. */
    int[] categories(int node) {
        return sets.getOrDefault(node, NO_SET);
    }

    /** Whether every split compares a number with a threshold, and only a NaN is missing. */
    boolean plain() {
        return sets.isEmpty() && zeroMissing.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeNodes that
                && featureCount == that.featureCount
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(feature, that.feature)
                && Arrays.equals(value, that.value)
                && Arrays.equals(left, that.left)
                && Arrays.equals(right, that.right)
                && missingLeft.equals(that.missingLeft)
                && zeroMissing.equals(that.zeroMissing)
                && leafWidth == that.leafWidth
                && Arrays.equals(further, that.further)
                && sameSets(that);
    }

    private boolean sameSets(TreeNodes that) {
        return sets.keySet().equals(that.sets.keySet())
                && sets.keySet().stream().allMatch(node -> Arrays.equals(categories(node), that.categories(node)));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value) * 31 + Arrays.hashCode(feature);
    }

    public static void requireFloat(double number, String what) {
        if (Double.compare((double) (float) number, number) != 0) {
            throw new IllegalArgumentException("a " + what + " must be a float here: " + number);
        }
    }

    /** Grows the arrays and checks them. */
    public static final class Builder {
        private final int featureCount;
        private final BitSet missingLeft = new BitSet();
        private final BitSet zeroMissing = new BitSet();
        private final Map<Integer, int[]> sets = new HashMap<>();
        private int[] starts = new int[16];
        private int[] feature = new int[256];
        private double[] value = new double[256];
        private int[] left = new int[256];
        private int[] right = new int[256];
        private int trees;
        private int size;
        private int leafWidth;
        private double[] further = {};
        private int furtherSize;

        public Builder(int featureCount) {
            if (featureCount < 1 || featureCount > MAX_FEATURES) {
                throw new IllegalArgumentException(
                        "the number of features must be 1 to " + MAX_FEATURES + ": " + featureCount);
            }
            this.featureCount = featureCount;
        }

        public int startTree() {
            if (trees + 1 >= starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            starts[trees] = size;
            return trees++;
        }

        public void split(int index, double threshold, int leftChild, int rightChild, boolean missing) {
            if (index < 0 || index >= featureCount) {
                throw new IllegalArgumentException("there is no feature " + index + " among " + featureCount);
            }
            if (Double.isNaN(threshold)) {
                throw new IllegalArgumentException(
                        "a threshold must be finite, or infinite where it parts the missing from all others: "
                                + threshold);
            }
            int node = add(index, threshold);
            left[node] = leftChild;
            right[node] = rightChild;
            missingLeft.set(node, missing);
        }

        public void categorical(int index, int[] categories, int leftChild, int rightChild, boolean missing) {
            int before = -1;
            for (int category : categories) {
                if (category <= before) {
                    throw new IllegalArgumentException(
                            "categories must ascend and be at least 0: " + category + " after " + before);
                }
                before = category;
            }
            split(index, 0, leftChild, rightChild, missing);
            sets.put(size - 1, categories.clone());
        }

        public void zeroMissing() {
            if (size == 0 || feature[size - 1] == LEAF || sets.containsKey(size - 1)) {
                throw new IllegalStateException("only a split at a threshold can take zero as missing");
            }
            zeroMissing.set(size - 1);
        }

        /** A leaf; the values after the first one are kept apart, and found by what would be its left child. */
        public void leaf(double[] values) {
            if (values.length == 0 || (leafWidth > 0 && leafWidth != values.length)) {
                throw new IllegalArgumentException(
                        "every leaf needs the same number of values: " + values.length + " after " + leafWidth);
            }
            for (double number : values) {
                requireFinite(number);
            }
            int node = add(LEAF, values[0]);
            leafWidth = values.length;
            left[node] = furtherSize;
            int end = Math.addExact(furtherSize, leafWidth - 1);
            if (end > further.length) {
                further = Arrays.copyOf(further, Math.max(end, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * end)));
            }
            System.arraycopy(values, 1, further, furtherSize, leafWidth - 1);
            furtherSize = end;
        }

        public int leafWidth() {
            return Math.max(1, leafWidth);
        }

        private static void requireFinite(double number) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("a leaf must be finite: " + number);
            }
        }

        private int add(int index, double number) {
            if (trees == 0) {
                throw new IllegalStateException("start a tree before adding a node");
            }
            if (size == feature.length) {
                grow();
            }
            feature[size] = index;
            value[size] = number;
            return size++;
        }

        private void grow() {
            int capacity = size * 2;
            feature = Arrays.copyOf(feature, capacity);
            value = Arrays.copyOf(value, capacity);
            left = Arrays.copyOf(left, capacity);
            right = Arrays.copyOf(right, capacity);
        }

        /** Nothing is less than -Infinity, so that only a missing feature could go to the left. */
        public void requireSomethingLess() {
            for (int node = 0; node < size; node++) {
                if (feature[node] != LEAF && value[node] == Double.NEGATIVE_INFINITY) {
                    throw new IllegalArgumentException(
                            "a threshold that features must be less than cannot be -Infinity");
                }
            }
        }

        public void requireFloatThresholds() {
            for (int node = 0; node < size; node++) {
                if (feature[node] != LEAF) {
                    requireFloat(value[node], "threshold");
                }
            }
        }

        public void requireFloatLeaves() {
            for (int node = 0; node < size; node++) {
                if (feature[node] == LEAF) {
                    requireFloat(value[node], "leaf");
                }
            }
            for (int i = 0; i < furtherSize; i++) {
                requireFloat(further[i], "leaf");
            }
        }

        public TreeNodes build() {
            if (trees == 0) {
                throw new IllegalArgumentException("a tree ensemble needs a tree");
            }
            for (int tree = 0; tree < trees; tree++) {
                int end = tree + 1 < trees ? starts[tree + 1] : size;
                checkShape(tree, starts[tree], end);
            }
            return new TreeNodes(this);
        }

        /** Each node but the root is the child of exactly one node before it, so the nodes are one tree without a cycle. */
        private void checkShape(int tree, int start, int end) {
            BitSet reached = new BitSet(end - start);
            reached.set(0);
            for (int node = start; node < end; node++) {
                if (feature[node] != LEAF) {
                    claim(tree, node - start, left[node], end - start, reached);
                    claim(tree, node - start, right[node], end - start, reached);
                }
            }
            if (start == end || reached.cardinality() != end - start) {
                throw new IllegalArgumentException("tree " + tree + " is empty or has a node without a parent");
            }
        }

        private static void claim(int tree, int parent, int child, int count, BitSet reached) {
            if (child <= parent || child >= count || reached.get(child)) {
                throw new IllegalArgumentException("tree " + tree + ": node " + parent + " cannot have child " + child
                        + "; a child comes after its parent and has no other");
            }
            reached.set(child);
        }
    }
}
