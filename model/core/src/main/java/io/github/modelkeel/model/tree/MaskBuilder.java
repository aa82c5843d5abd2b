package io.github.modelkeel.model.tree;

/** Numbers the leaves of small trees from left to right, and finds out which of them a sample's splits exclude. Used once. */
final class MaskBuilder {
    private final TreeNodes nodes;
    private final Thresholds rule;
    private final int leafBits;

    /** By a split: the leaves below its left child, as bits of its tree's part of a word. */
    private final long[] leftLeaves;

    private final int[] treeOf;

    MaskBuilder(TreeNodes nodes, Thresholds rule, double[] values, int leafBits) {
        this.nodes = nodes;
        this.rule = rule;
        this.leafBits = leafBits;
        this.leftLeaves = new long[nodes.size()];
        this.treeOf = new int[nodes.size()];
        for (int tree = 0; tree < nodes.treeCount(); tree++) {
            number(tree, nodes.start(tree), 0, values);
        }
    }

    /** Numbers the leaves below a node, the first one as given, and returns the number after the last one. */
    private int number(int tree, int node, int first, double[] values) {
        treeOf[node] = tree;
        if (nodes.isLeaf(node)) {
            double[] leaf = nodes.values(node);
            System.arraycopy(leaf, 0, values, ((tree << leafBits) + first) * leaf.length, leaf.length);
            return first + 1;
        }
        int start = nodes.start(tree);
        int middle = number(tree, start + nodes.left(node), first, values);
        leftLeaves[node] = bits(middle) & ~bits(first);
        return number(tree, start + nodes.right(node), middle, values);
    }

    private static long bits(int count) {
        return count == 64 ? -1 : (1L << count) - 1;
    }

    /** Clears in a row of words the leaves that cannot be reached when the features have these values. */
    void exclude(int[] features, double[] sample, long[] table, int at) {
        double[] byFeature = new double[nodes.featureCount()];
        boolean[] known = new boolean[nodes.featureCount()];
        for (int i = 0; i < features.length; i++) {
            byFeature[features[i]] = sample[i];
            known[features[i]] = true;
        }
        for (int node = 0; node < leftLeaves.length; node++) {
            if (!nodes.isLeaf(node) && known[nodes.feature(node)] && goesRight(node, byFeature[nodes.feature(node)])) {
                int place = treeOf[node] << leafBits;
                table[at + (place >> 6)] &= ~(leftLeaves[node] << (place & 63));
            }
        }
    }

    private boolean goesRight(int split, double value) {
        return Double.isNaN(value) ? !nodes.missingLeft(split) : value > rule.inclusive(nodes.value(split));
    }
}
