package io.github.modelkeel.model;

import org.jspecify.annotations.Nullable;

/** Chooses the layout of trees by their shape. The figures behind the bounds are in docs/performance.md. */
final class Layouts {
    private static final int MAX_HEAP_DEPTH = 8;

    /** How many times larger than the trees their padded form may be. */
    private static final int MAX_PADDING = 4;

    private Layouts() {}

    static TreeLayout fastest(
            TreeNodes nodes, TreeEnsembleScorer.Comparison comparison, TreeEnsembleScorer.Inputs inputs) {
        if (!nodes.plain()) {
            return WalkLayout.of(nodes, comparison, inputs);
        }
        FeatureKeys keys = new FeatureKeys(nodes, comparison, inputs);
        int depth = depth(nodes);
        if (depth <= MAX_HEAP_DEPTH && ((long) nodes.treeCount() << depth) <= (long) MAX_PADDING * nodes.size()) {
            return new HeapLayout(nodes, keys, depth);
        }
        return PackedLayout.fits(nodes, keys) ? PackedLayout.of(nodes, keys) : WalkLayout.of(nodes, comparison, inputs);
    }

    /** The way to score many rows at once, if these trees have one. */
    static @Nullable BitSlices slices(
            TreeNodes nodes,
            TreeEnsembleScorer.Comparison comparison,
            TreeEnsembleScorer.Inputs inputs,
            BitSlices.Outputs outputs) {
        int depth = depth(nodes);
        return BitSlices.fits(nodes, depth)
                ? new BitSlices(nodes, new FeatureKeys(nodes, comparison, inputs), outputs, depth <= 3 ? 1 : 2)
                : null;
    }

    static int depth(TreeNodes nodes) {
        int depth = 0;
        for (int tree = 0; tree < nodes.treeCount(); tree++) {
            depth = Math.max(depth, nodes.depth(tree));
        }
        return depth;
    }
}
