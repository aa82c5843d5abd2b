package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.onnx.graph.NodeData;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** The weights of leaves: for each some targets and what the leaf adds to them. */
final class LeafWeights {
    private final int perLeaf;
    private final int[] first;
    private final int[] next;
    private final long[] targetOf;
    private final double[] weights;

    LeafWeights(NodeData node, String leaves, NodePlaces places, int targets) {
        long[] trees = node.integers(leaves + "_treeids");
        long[] nodes = node.integers(leaves + "_nodeids");
        targetOf = node.integers(leaves + "_ids");
        weights = node.numbers(leaves + "_weights");
        if (nodes.length != trees.length || targetOf.length != trees.length || weights.length != trees.length) {
            throw node.refusal("has lists of weights of different lengths");
        }
        perLeaf = oneTargetEach(trees, targetOf) ? 1 : targets;
        first = new int[node.integers("nodes_treeids").length];
        next = new int[trees.length];
        Arrays.fill(first, -1);
        for (int i = trees.length - 1; i >= 0; i--) {
            int at = places.of(trees[i], nodes[i]);
            if (targetOf[i] < 0 || targetOf[i] >= targets) {
                throw node.refusal("has a weight for the target " + targetOf[i]);
            }
            next[i] = first[at];
            first[at] = i;
        }
        requireDistinct(node);
    }

    private void requireDistinct(NodeData node) {
        for (int start : first) {
            BitSet seen = new BitSet();
            for (int i = start; i >= 0; i = next[i]) {
                if (seen.get((int) targetOf[i])) {
                    throw node.unsupported("with two weights of one leaf for one target");
                }
                seen.set((int) targetOf[i]);
            }
        }
    }

    boolean allPositive() {
        return Arrays.stream(weights).allMatch(weight -> weight >= 0);
    }

    /** How many values each leaf has: one for the tree's target, or one for each target when a tree adds to several. */
    int perLeaf() {
        return perLeaf;
    }

    /** The values of a leaf. */
    double[] of(int at) {
        double[] values = new double[perLeaf];
        for (int i = first[at]; i >= 0; i = next[i]) {
            values[perLeaf == 1 ? 0 : (int) targetOf[i]] = weights[i];
        }
        return values;
    }

    /** The one target that the leaves of a tree add to; the first one when there is none. */
    int targetOf(int start, int end) {
        for (int at = start; at < end; at++) {
            if (first[at] >= 0) {
                return (int) targetOf[first[at]];
            }
        }
        return 0;
    }

    /** Whether the leaves of each tree add to one target alone. */
    private static boolean oneTargetEach(long[] trees, long[] targets) {
        Map<Long, Long> targetOfTree = new HashMap<>();
        for (int i = 0; i < trees.length; i++) {
            Long before = targetOfTree.putIfAbsent(trees[i], targets[i]);
            if (before != null && !before.equals(targets[i])) {
                return false;
            }
        }
        return true;
    }
}
