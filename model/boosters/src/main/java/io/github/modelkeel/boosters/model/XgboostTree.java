package io.github.modelkeel.boosters.model;

import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.util.Arrays;
import java.util.BitSet;

/** One tree of an XGBoost file. Its nodes are lists; pruned nodes are still there, but no node's children. */
final class XgboostTree {
    private static final int CATEGORICAL = 1;

    private final DataNode where;
    private final int[] left;
    private final int[] right;
    private final int[] feature;
    private final double[] value;
    private final double[] defaultLeft;
    private final double[] splitType;
    private final int[][] sets;

    XgboostTree(DataNode tree) {
        where = tree;
        left = tree.get("left_children").integers();
        right = tree.get("right_children").integers();
        feature = tree.get("split_indices").integers();
        value = tree.get("split_conditions").numbers();
        defaultLeft = tree.get("default_left").numbers();
        splitType = tree.find("split_type").map(DataNode::numbers).orElseGet(() -> new double[left.length]);
        tree.find("tree_param").flatMap(param -> param.find("size_leaf_vector")).ifPresent(size -> {
            if (size.integer() > 1) {
                throw size.bad("says that leaves are vectors; train with multi_strategy='one_output_per_tree'");
            }
        });
        for (int length :
                new int[] {right.length, feature.length, value.length, defaultLeft.length, splitType.length}) {
            if (length != left.length) {
                throw tree.bad("has lists of nodes of different lengths");
            }
        }
        sets = sets(tree);
    }

    private int[][] sets(DataNode tree) {
        int[][] byNode = new int[left.length][];
        if (tree.find("categories_nodes").isEmpty()) {
            return byNode;
        }
        int[] nodes = tree.get("categories_nodes").integers();
        int[] starts = tree.get("categories_segments").integers();
        int[] sizes = tree.get("categories_sizes").integers();
        int[] categories = tree.get("categories").integers();
        if (starts.length != nodes.length || sizes.length != nodes.length) {
            throw tree.bad("has lists of categories of different lengths");
        }
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i] < 0 || nodes[i] >= left.length || byNode[nodes[i]] != null) {
                throw tree.bad("has categories for a node that is not there, or twice for one");
            }
            if (starts[i] < 0 || sizes[i] < 0 || sizes[i] > categories.length - starts[i]) {
                throw tree.bad("has categories outside its list");
            }
            int[] set = Arrays.copyOfRange(categories, starts[i], starts[i] + sizes[i]);
            Arrays.sort(set);
            byNode[nodes[i]] = set;
        }
        return byNode;
    }

    /**
     * Adds the nodes that can be reached, level by level, so that children come after their parent. A leaf of DART is the float product
     * of its value and the tree's weight, which is what XGBoost adds.
     */
    void addTo(TreeEnsembleScorer.Builder trees, float weight) {
        int[] queue = new int[left.length];
        BitSet seen = new BitSet(left.length);
        int end = enqueue(0, queue, 0, seen);
        for (int i = 0; i < end; i++) {
            int node = queue[i];
            if (left[node] == -1) {
                trees.leaf((float) value[node] * weight);
                continue;
            }
            end = enqueue(left[node], queue, end, seen);
            end = enqueue(right[node], queue, end, seen);
            boolean missingLeft = defaultLeft[node] != 0;
            if (splitType[node] == CATEGORICAL) {
                int[] set = sets[node];
                if (set == null) {
                    throw where.bad("has no categories for node " + node);
                }
                trees.categorical(feature[node], set, end - 1, end - 2, !missingLeft); // its members go to the right
            } else {
                trees.split(feature[node], (float) value[node], end - 2, end - 1, missingLeft);
            }
        }
    }

    private int enqueue(int node, int[] queue, int end, BitSet seen) {
        if (node < 0 || node >= left.length || seen.get(node)) {
            throw where.bad("has a node with the child " + node + ", which is not there or has another parent");
        }
        seen.set(node);
        queue[end] = node;
        return end + 1;
    }
}
