package io.github.modelkeel.model;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trees laid out for the processor. A node is two neighbouring longs, the threshold's bits and {@code feature << 32 | leftChild}; the
 * right child follows the left one, so a step is one comparison and one addition. A leaf is its own left child behind an infinite
 * threshold: a walk of a fixed number of steps ends in it and stays, without a branch that could be guessed wrong.
 *
 * <p>Every split becomes {@code feature <= threshold} on doubles, exactly: {@code <} takes the next number below, and rounding the
 * feature to a float is moved into the threshold, the largest double that rounds to no more than the old one.
 *
 * <p>Ensembles with a split that is no such comparison, see {@link SpecialSplits}, take the branching walk for every row.
 */
final class CompiledTrees {
    private final long[] nodes;
    private final double[] leaves;
    private final int leafWidth;
    private final double[] @Nullable [] vectors;
    private final boolean[] missingLeft;
    private final int[] roots;
    private final int[] depths;
    private final int featureCount;
    private final @Nullable SpecialSplits special;

    private CompiledTrees(
            TreeNodes source, TreeEnsembleScorer.Comparison comparison, TreeEnsembleScorer.Inputs inputs) {
        int size = source.size();
        nodes = new long[2 * size];
        leaves = new double[size];
        leafWidth = source.leafWidth();
        vectors = new double[leafWidth == 1 ? 0 : size][];
        missingLeft = new boolean[size];
        roots = new int[source.treeCount()];
        depths = new int[source.treeCount()];
        featureCount = source.featureCount();
        special = source.plain() ? null : new SpecialSplits(size, comparison, inputs);
    }

    static CompiledTrees of(
            TreeNodes source, TreeEnsembleScorer.Comparison comparison, TreeEnsembleScorer.Inputs inputs) {
        CompiledTrees trees = new CompiledTrees(source, comparison, inputs);
        int[] depth = new int[source.size()];
        for (int tree = 0; tree < source.treeCount(); tree++) {
            trees.lay(source, tree, depth, new Thresholds(comparison, inputs));
        }
        return trees;
    }

    /** Numbers a tree's nodes level by level, both children of a split side by side. */
    private void lay(TreeNodes source, int tree, int[] depth, Thresholds thresholds) {
        int start = source.start(tree);
        int[] queue = new int[source.start(tree + 1) - start];
        queue[0] = start;
        depth[start] = 0;
        roots[tree] = start;
        int end = 1;
        for (int i = 0; i < end; i++) {
            int node = queue[i];
            int at = start + i;
            if (source.isLeaf(node)) {
                leaves[at] = source.value(node);
                if (leafWidth > 1) {
                    vectors[at] = source.values(node);
                }
                put(at, Double.POSITIVE_INFINITY, 0, at);
            } else {
                put(at, thresholds.inclusive(source.value(node)), source.feature(node), start + end);
                missingLeft[at] = source.missingLeft(node);
                if (special != null) {
                    special.put(at, source, node);
                }
                queue[end++] = start + source.left(node);
                queue[end++] = start + source.right(node);
                depth[start + end - 2] = depth[at] + 1;
                depth[start + end - 1] = depth[at] + 1;
            }
            depths[tree] = Math.max(depths[tree], depth[at]);
        }
    }

    private void put(int at, double threshold, int feature, int left) {
        nodes[2 * at] = Double.doubleToRawLongBits(threshold);
        nodes[2 * at + 1] = ((long) feature << 32) | left;
    }

    int treeCount() {
        return roots.length;
    }

    /** Whether the row needs {@link #walkWithMissing}: a feature is missing, or a split is no plain comparison. */
    boolean hasMissing(double[] features) {
        if (special != null) {
            return true;
        }
        for (int i = 0; i < featureCount; i++) {
            if (Double.isNaN(features[i])) {
                return true;
            }
        }
        return false;
    }

    /** Writes the leaf values of four neighbouring trees; no feature may be missing. */
    void walkFour(int tree, double[] features, double[] out) {
        int steps = Math.max(Math.max(depths[tree], depths[tree + 1]), Math.max(depths[tree + 2], depths[tree + 3]));
        int a = roots[tree];
        int b = roots[tree + 1];
        int c = roots[tree + 2];
        int d = roots[tree + 3];
        for (int step = 0; step < steps; step++) {
            a = next(a, features);
            b = next(b, features);
            c = next(c, features);
            d = next(d, features);
        }
        out[0] = leaves[a];
        out[1] = leaves[b];
        out[2] = leaves[c];
        out[3] = leaves[d];
    }

    double walk(int tree, double[] features) {
        return leaves[end(tree, features)];
    }

    private int end(int tree, double[] features) {
        int node = roots[tree];
        for (int step = 0; step < depths[tree]; step++) {
            node = next(node, features);
        }
        return node;
    }

    int leafWidth() {
        return leafWidth;
    }

    /** The values of the leaf that the row ends in, when leaves have several; not to be changed. */
    double[] vector(int tree, double[] features, boolean missing) {
        double[] vector = vectors[missing ? endWithMissing(tree, features) : end(tree, features)];
        return Objects.requireNonNull(vector, "every walk ends in a leaf");
    }

    private int next(int node, double[] features) {
        double threshold = Double.longBitsToDouble(nodes[2 * node]);
        long link = nodes[2 * node + 1];
        return (int) link + (features[(int) (link >>> 32)] > threshold ? 1 : 0);
    }

    /** The leaf value of one tree when a feature may be missing. */
    double walkWithMissing(int tree, double[] features) {
        return leaves[endWithMissing(tree, features)];
    }

    private int endWithMissing(int tree, double[] features) {
        return special == null ? walkComparing(tree, features) : walkSpecial(special, tree, features);
    }

    private int walkSpecial(SpecialSplits splits, int tree, double[] features) {
        int node = roots[tree];
        long link = nodes[2 * node + 1];
        while ((int) link != node) {
            double value = features[(int) (link >>> 32)];
            boolean goLeft;
            if (splits.isMissing(node, value)) {
                goLeft = missingLeft[node];
            } else if (splits.isCategorical(node)) {
                goLeft = splits.contains(node, value);
            } else {
                goLeft = value <= Double.longBitsToDouble(nodes[2 * node]);
            }
            node = (int) link + (goLeft ? 0 : 1);
            link = nodes[2 * node + 1];
        }
        return node;
    }

    private int walkComparing(int tree, double[] features) {
        int node = roots[tree];
        long link = nodes[2 * node + 1];
        while ((int) link != node) {
            double value = features[(int) (link >>> 32)];
            boolean goLeft =
                    Double.isNaN(value) ? missingLeft[node] : value <= Double.longBitsToDouble(nodes[2 * node]);
            node = (int) link + (goLeft ? 0 : 1);
            link = nodes[2 * node + 1];
        }
        return node;
    }

    @Override
    public String toString() {
        return "CompiledTrees" + Arrays.toString(depths);
    }
}
