package io.github.modelkeel.benchmarks;

import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Our trees as the attributes of ONNX's {@code TreeEnsembleRegressor}. */
final class OnnxTrees {
    private final TreeEnsembleScorer trees;
    private final List<Long> treeIds = new ArrayList<>();
    private final List<Long> nodeIds = new ArrayList<>();
    private final List<Long> features = new ArrayList<>();
    private final List<Float> thresholds = new ArrayList<>();
    private final List<Long> left = new ArrayList<>();
    private final List<Long> right = new ArrayList<>();
    private final List<Long> missingLeft = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafNodes = new ArrayList<>();
    private final List<Float> leafValues = new ArrayList<>();

    private OnnxTrees(TreeEnsembleScorer trees) {
        this.trees = trees;
        for (int tree = 0; tree < trees.treeCount(); tree++) {
            for (int node = 0; node < trees.trees().treeSize(tree); node++) {
                add(tree, node);
            }
        }
    }

    private void add(int tree, int node) {
        boolean leaf = trees.trees().isLeaf(tree, node);
        treeIds.add((long) tree);
        nodeIds.add((long) node);
        features.add(leaf ? 0L : trees.trees().feature(tree, node));
        thresholds.add(leaf ? 0f : (float) trees.trees().value(tree, node));
        left.add((long) trees.trees().left(tree, node));
        right.add((long) trees.trees().right(tree, node));
        missingLeft.add(trees.trees().missingLeft(tree, node) ? 1L : 0L);
        modes.add(leaf ? "LEAF" : trees.comparison() == Comparison.LESS ? "BRANCH_LT" : "BRANCH_LEQ");
        if (leaf) {
            leafTrees.add((long) tree);
            leafNodes.add((long) node);
            // the way of scikit-learn's converter
            int share = trees.sum() == Sum.MEAN ? trees.treeCount() : 1;
            leafValues.add((float) (trees.trees().value(tree, node) / share));
        }
    }

    /** Adds the operator to a graph. */
    static void write(OnnxGraph graph, TreeEnsembleScorer trees, String from, String to) {
        OnnxTrees arrays = new OnnxTrees(trees);
        graph.node(
                "TreeEnsembleRegressor",
                "ai.onnx.ml",
                List.of(from),
                to,
                OnnxGraph.integer("n_targets", 1),
                OnnxGraph.text("aggregate_function", "SUM"),
                OnnxGraph.text("post_transform", "NONE"),
                OnnxGraph.floats("base_values", (float) trees.base()),
                longs("nodes_treeids", arrays.treeIds),
                longs("nodes_nodeids", arrays.nodeIds),
                longs("nodes_featureids", arrays.features),
                floats("nodes_values", arrays.thresholds),
                longs("nodes_truenodeids", arrays.left),
                longs("nodes_falsenodeids", arrays.right),
                longs("nodes_missing_value_tracks_true", arrays.missingLeft),
                OnnxGraph.texts("nodes_modes", arrays.modes),
                longs("target_treeids", arrays.leafTrees),
                longs("target_nodeids", arrays.leafNodes),
                longs("target_ids", Collections.nCopies(arrays.leafNodes.size(), 0L)),
                floats("target_weights", arrays.leafValues));
    }

    private static byte[] longs(String name, List<Long> values) {
        return OnnxGraph.integers(
                name, values.stream().mapToLong(Long::longValue).toArray());
    }

    private static byte[] floats(String name, List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return OnnxGraph.floats(name, array);
    }
}
