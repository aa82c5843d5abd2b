package io.github.modelkeel.formats.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The weights of leaves: for each some targets and what the leaf adds to them. */
final class LeafWeights {
    private final int targets;
    private final int[] first;
    private final int[] next;
    private final long[] targetOf;
    private final double[] weights;

    LeafWeights(NodeData node, String leaves, NodePlaces places, int targets) {
        this.targets = targets;
        long[] trees = node.integers(leaves + "_treeids");
        long[] nodes = node.integers(leaves + "_nodeids");
        targetOf = node.integers(leaves + "_ids");
        weights = node.numbers(leaves + "_weights");
        if (nodes.length != trees.length || targetOf.length != trees.length || weights.length != trees.length) {
            throw node.refusal("has lists of weights of different lengths");
        }
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
            for (int k = next[i], steps = 0; k >= 0; k = next[k]) {
                if (targetOf[k] == targetOf[i] || ++steps > targets) {
                    throw node.unsupported("with two weights of one leaf for one target");
                }
            }
        }
    }

    boolean allPositive() {
        return Arrays.stream(weights).allMatch(weight -> weight >= 0);
    }

    double of(int at, int target) {
        for (int i = first[at]; i >= 0; i = next[i]) {
            if (targetOf[i] == target) {
                return weights[i];
            }
        }
        return 0;
    }

    /** The targets that the leaves of a tree add to; the first one when there is none. */
    int[] targetsOf(int start, int end) {
        boolean[] there = new boolean[targets];
        for (int at = start; at < end; at++) {
            for (int i = first[at]; i >= 0; i = next[i]) {
                there[(int) targetOf[i]] = true;
            }
        }
        int[] found = IntStream.range(0, targets).filter(i -> there[i]).toArray();
        return found.length == 0 ? new int[1] : found;
    }

    /** How often the nodes are needed at most. */
    int copies(List<Integer> roots, int size) {
        int most = 1;
        for (int i = 0; i < roots.size(); i++) {
            int end = i + 1 < roots.size() ? roots.get(i + 1) : size;
            most = Math.max(most, targetsOf(roots.get(i), end).length);
        }
        return most;
    }
}
