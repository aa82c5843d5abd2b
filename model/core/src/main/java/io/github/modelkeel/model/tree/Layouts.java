package io.github.modelkeel.model.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chooses the layout of trees by their shape. The figures behind the bounds are in docs/performance.md. */
public final class Layouts {
    private static final int MAX_HEAP_DEPTH = 8;

    /** How many times larger than the trees their padded form may be. */
    private static final int MAX_PADDING = 4;

    /** Mask tables search each feature's cuts once a row; a heap must gain less than that by its walks on this many trees. */
    private static final int TREES_WORTH_A_SEARCH = 12;

    /** Where features are doubles, a heap searches too. */
    private static final int MAX_RANKED_FEATURES = 16;

    private Layouts() {}

    static TreeLayout fastest(TreeNodes nodes, Thresholds rule) {
        if (!nodes.plain()) {
            return WalkLayout.of(nodes, rule);
        }
        int features = featuresOf(nodes).length;
        boolean few =
                rule.floats() ? features <= nodes.treeCount() / TREES_WORTH_A_SEARCH : features <= MAX_RANKED_FEATURES;
        if (few && MaskTables.fits(nodes, nodes.size() / 2 + 2 * features)) {
            return masks(nodes, rule);
        }
        FeatureKeys keys = new FeatureKeys(nodes, rule);
        int depth = depth(nodes);
        if (depth <= MAX_HEAP_DEPTH && ((long) nodes.treeCount() << depth) <= (long) MAX_PADDING * nodes.size()) {
            return new HeapLayout(nodes, keys, depth);
        }
        return PackedLayout.fits(nodes, keys) ? PackedLayout.of(nodes, keys) : WalkLayout.of(nodes, rule);
    }

    static MaskTables masks(TreeNodes nodes, Thresholds rule) {
        List<MaskAxis> axes = new ArrayList<>();
        for (int feature : featuresOf(nodes)) {
            axes.add(MaskAxis.ofFeature(nodes, feature, rule));
        }
        return new MaskTables(nodes, axes, rule);
    }

    /** The features that a split looks at. */
    public static int[] featuresOf(TreeNodes nodes) {
        return IntStream.range(0, nodes.size())
                .map(nodes::feature)
                .filter(feature -> feature >= 0)
                .distinct()
                .sorted()
                .toArray();
    }

    /** The way to score many rows at once, if these trees have one. */
    static @Nullable BatchTreeLayout together(
            TreeNodes nodes, TreeLayout layout, Thresholds rule, BatchTreeLayout.Outputs outputs) {
        if (layout instanceof PackedLayout packed) {
            return packed.forManyRows(nodes, outputs);
        }
        int depth = depth(nodes);
        if (!nodes.plain() || depth == 0) {
            return null;
        }
        FeatureKeys keys = new FeatureKeys(nodes, rule);
        if (BitSlices.fits(nodes, depth)) {
            return BitSlices.isWorthIt(nodes, keys) ? new BitSlices(nodes, keys, outputs, depth <= 3 ? 1 : 2) : null;
        }
        return PackedLayout.fits(nodes, keys) ? PackedLayout.of(nodes, keys).forManyRows(nodes, outputs) : null;
    }

    public static int depth(TreeNodes nodes) {
        int depth = 0;
        for (int tree = 0; tree < nodes.treeCount(); tree++) {
            depth = Math.max(depth, nodes.depth(tree));
        }
        return depth;
    }
}
