package io.github.modelkeel.model.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trees of any shape and with any kind of split, walked one after the other as their rules say. It is the slowest layout, takes what no
 * other can, and is what the others are tested against.
 *
 * <p>Every split becomes {@code feature <= threshold} on doubles, exactly: {@code <} takes the next number below, and rounding the
 * feature to a float is moved into the threshold, the largest double that rounds to no more than the old one. The right child of a
 * node follows the left one; a leaf's left child is 0.
 */
public final class WalkLayout implements TreeLayout {
    private final double[] thresholds;
    private final int[] features;
    private final int[] left;
    private final boolean[] missingLeft;
    private final int[] roots;
    private final int[] leafAt;
    private final double[] values;
    private final @Nullable SpecialSplits special;

    private WalkLayout(TreeNodes source, Thresholds rule) {
        int size = source.size();
        thresholds = new double[size];
        features = new int[size];
        left = new int[size];
        missingLeft = new boolean[size];
        roots = new int[source.treeCount()];
        leafAt = new int[size];
        values = new double[source.leafCount() * source.leafWidth()];
        special = source.plain() ? null : new SpecialSplits(size, rule);
    }

    public static WalkLayout of(TreeNodes source, Thresholds rule) {
        WalkLayout trees = new WalkLayout(source, rule);
        int leaves = 0;
        for (int tree = 0; tree < source.treeCount(); tree++) {
            leaves = trees.lay(source, tree, leaves, rule);
        }
        return trees;
    }

    /** Numbers a tree's nodes level by level, both children of a split side by side. */
    private int lay(TreeNodes source, int tree, int leavesBefore, Thresholds rule) {
        int start = source.start(tree);
        int[] queue = new int[source.start(tree + 1) - start];
        queue[0] = start;
        roots[tree] = start;
        int leaves = leavesBefore;
        int end = 1;
        for (int i = 0; i < end; i++) {
            int node = queue[i];
            int at = start + i;
            if (source.isLeaf(node)) {
                double[] leaf = source.values(node);
                System.arraycopy(leaf, 0, values, leaves * leaf.length, leaf.length);
                leafAt[at] = leaves++;
            } else {
                thresholds[at] = rule.inclusive(source.value(node));
                features[at] = source.feature(node);
                left[at] = start + end;
                missingLeft[at] = source.missingLeft(node);
                if (special != null) {
                    special.put(at, source, node);
                }
                queue[end++] = start + source.left(node);
                queue[end++] = start + source.right(node);
            }
        }
        return leaves;
    }

    @Override
    public double sum(double[] row, TreeSum rule) {
        double sum = rule.start();
        for (int tree = 0; tree < roots.length; tree++) {
            sum = rule.add(sum, tree, values[leaf(tree, row)]);
        }
        return rule.finish(sum, roots.length);
    }

    @Override
    public void find(double[] row, int[] leaves) {
        for (int tree = 0; tree < roots.length; tree++) {
            leaves[tree] = leaf(tree, row);
        }
    }

    private int leaf(int tree, double[] row) {
        return leafAt[special == null ? walkComparing(tree, row) : walkSpecial(special, tree, row)];
    }

    private int walkSpecial(SpecialSplits splits, int tree, double[] row) {
        int node = roots[tree];
        while (left[node] != 0) {
            double value = row[features[node]];
            boolean goLeft;
            if (splits.isMissing(node, value)) {
                goLeft = missingLeft[node];
            } else if (splits.isCategorical(node)) {
                goLeft = splits.contains(node, value);
            } else {
                goLeft = value <= thresholds[node];
            }
            node = left[node] + (goLeft ? 0 : 1);
        }
        return node;
    }

    private int walkComparing(int tree, double[] row) {
        int node = roots[tree];
        while (left[node] != 0) {
            double value = row[features[node]];
            boolean goLeft = Double.isNaN(value) ? missingLeft[node] : value <= thresholds[node];
            node = left[node] + (goLeft ? 0 : 1);
        }
        return node;
    }

    @Override
    public double[] values() {
        return values;
    }

    @Override
    public String toString() {
        return "WalkLayout" + Arrays.toString(roots);
    }
}
