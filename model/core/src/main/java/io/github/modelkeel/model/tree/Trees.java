package io.github.modelkeel.model.tree;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The trees of an ensemble, node by node, and how their values are added up. What writes, draws or counts them reads them here. A tree's nodes are numbered from 0, its root, and
 * children come after their parent. Immutable and safe for use by multiple threads.
 */
public final class Trees {
    private final TreeNodes nodes;
    private final Thresholds rule;
    private final Refusal refusal;
    private final TreeSum[] sums;
    private final int[] treeOutputs;
    private final double[] treeWeights;
    private final TreeLayout layout;
    private final @Nullable BatchTreeLayout together;

    /**
     * Of these nodes.
     *
     * @param nodes the nodes of all trees
     * @param rule how a split compares
     * @param refusal which features a row is refused for
     * @param sums how the values of each output's trees are added up
     * @param treeOutputs the output of each tree
     * @param treeWeights the weight of each tree
     */
    public Trees(
            TreeNodes nodes,
            Thresholds rule,
            Refusal refusal,
            TreeSum[] sums,
            int[] treeOutputs,
            double[] treeWeights) {
        this.nodes = nodes;
        this.rule = rule;
        this.refusal = refusal;
        this.sums = sums;
        this.treeOutputs = treeOutputs;
        this.treeWeights = treeWeights;
        this.layout = Layouts.fastest(nodes, rule);
        this.together = Layouts.together(nodes, layout, rule, new BatchTreeLayout.Outputs(sums, treeOutputs));
    }

    public TreeNodes nodes() {
        return nodes;
    }

    public Thresholds rule() {
        return rule;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** How a row finds its leaves. */
    public TreeLayout layout() {
        return layout;
    }

    /** How many rows find theirs together, if these trees have a way for it. */
    public @Nullable BatchTreeLayout together() {
        return together;
    }

    /** How the values of an output's trees are added up. */
    public TreeSum sum(int output) {
        return sums[output];
    }

    /**
     * The output that a tree adds to.
     *
     * @param tree the tree's index
     * @return the output's index, 0 where there is but one
     */
    public int treeOutput(int tree) {
        return treeOutputs[tree];
    }

    /** {@return the number of trees, at least 1} */
    public int treeCount() {
        return nodes.treeCount();
    }

    /**
     * A tree's weight in a running mean.
     *
     * @param tree the tree's index
     * @return the weight, 1 where none was given
     */
    public double treeWeight(int tree) {
        return treeWeights[tree];
    }

    /**
     * A tree's number of nodes.
     *
     * @param tree the tree's index
     * @return at least 1
     */
    public int treeSize(int tree) {
        return nodes.start(tree + 1) - nodes.start(tree);
    }

    /**
     * How deep a tree is.
     *
     * @param tree the tree's index
     * @return the most splits on the way from its root to a leaf
     */
    public int depth(int tree) {
        return nodes.depth(tree);
    }

    /**
     * Whether a node is a leaf.
     *
     * @param tree the tree's index
     * @param node the node's number in its tree
     * @return true for a leaf
     */
    public boolean isLeaf(int tree, int node) {
        return nodes.isLeaf(at(tree, node));
    }

    /**
     * The feature a split looks at.
     *
     * @param tree the tree's index
     * @param node the node's number in its tree
     * @return the feature's index, or -1 for a leaf
     */
    public int feature(int tree, int node) {
        return nodes.feature(at(tree, node));
    }

    /**
     * A split's threshold or a leaf's value, the first of several.
     *
     * @param tree the tree's index
     * @param node the node's number in its tree
     * @return a threshold, which may be infinite, or a finite value
     */
    public double value(int tree, int node) {
        return nodes.value(at(tree, node));
    }

    /**
     * How many values each leaf has. With more than one a tree adds to every output, otherwise to {@link #treeOutput} alone.
     *
     * @return 1 or the number of outputs
     */
    public int leafWidth() {
        return nodes.leafWidth();
    }

    /**
     * All values of a leaf.
     *
     * @param tree the tree's index
     * @param node the number of a leaf in its tree
     * @return {@link #leafWidth()} finite numbers, the first of which is {@link #value}, a new array
     * @throws IllegalArgumentException if the node is a split
     */
    public double[] leafValues(int tree, int node) {
        int at = at(tree, node);
        if (!nodes.isLeaf(at)) {
            throw new IllegalArgumentException("node " + node + " of tree " + tree + " is a split");
        }
        return nodes.values(at);
    }

    /**
     * A split's left child.
     *
     * @param tree the tree's index
     * @param node the node's number in its tree
     * @return the child's number in the tree, or 0 for a leaf
     */
    public int left(int tree, int node) {
        return nodes.left(at(tree, node));
    }

    /**
     * A split's right child.
     *
     * @param tree the tree's index
     * @param node the node's number in its tree
     * @return the child's number in the tree, or 0 for a leaf
     */
    public int right(int tree, int node) {
        return nodes.right(at(tree, node));
    }

    /**
     * Where a split sends a missing feature.
     *
     * @param tree the tree's index
     * @param node the node's number in its tree
     * @return true for the left child; false for the right one, and for a leaf
     */
    public boolean missingLeft(int tree, int node) {
        return nodes.missingLeft(at(tree, node));
    }

    /**
     * Whether a split also sends the numbers around zero, from -1e-35f to 1e-35f, where it sends a missing feature.
     *
     * @param tree the tree's index
     * @param node the node's number in its tree
     * @return true for such a split
     */
    public boolean zeroMissing(int tree, int node) {
        return nodes.zeroMissing(at(tree, node));
    }

    /**
     * Whether a split looks for its feature in a set of categories.
     *
     * @param tree the tree's index
     * @param node the node's number in its tree
     * @return true for such a split; false for one with a threshold, and for a leaf
     */
    public boolean isCategorical(int tree, int node) {
        return nodes.isCategorical(at(tree, node));
    }

    /**
     * The categories that a categorical split sends to the left.
     *
     * @param tree the tree's index
     * @param node the node's number in its tree
     * @return whole numbers in ascending order, a new array; empty for any other node
     */
    public int[] categories(int tree, int node) {
        return nodes.categories(at(tree, node)).clone();
    }

    private int at(int tree, int node) {
        return nodes.start(tree) + Objects.checkIndex(node, treeSize(tree));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trees that
                && Arrays.equals(treeOutputs, that.treeOutputs)
                && Arrays.equals(treeWeights, that.treeWeights)
                && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }
}
