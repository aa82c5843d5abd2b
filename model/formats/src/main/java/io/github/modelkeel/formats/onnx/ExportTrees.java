package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.Attributes;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.tree.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Trees as the attributes of a {@code TreeEnsembleRegressor}. A mean becomes a sum of leaves that were divided before. Where the model adds
 * up floats from its base score on, the operator works on floats and has the base scores as first trees, each of one leaf, for it would
 * add them last; the sums then have the same bits.
 */
final class ExportTrees {
    private final TreeEnsembleScorer ensemble;
    private final Trees trees;
    private final boolean floats;
    private final long[] treeIds;
    private final long[] nodeIds;
    private final long[] features;
    private final double[] thresholds;
    private final long[] left;
    private final long[] right;
    private final long[] missingLeft;
    private final List<String> modes = new ArrayList<>();
    private final List<long[]> leaves = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    private ExportTrees(TreeEnsembleScorer ensemble) {
        this.ensemble = ensemble;
        this.trees = ensemble.trees();
        this.floats = inFloats(ensemble);
        int size = floats ? ensemble.outputs() : 0;
        for (int tree = 0; tree < trees.treeCount(); tree++) {
            size += trees.treeSize(tree);
        }
        treeIds = new long[size];
        nodeIds = new long[size];
        features = new long[size];
        thresholds = new double[size];
        left = new long[size];
        right = new long[size];
        missingLeft = new long[size];
    }

    /** Whether the operator works on floats. */
    static boolean inFloats(TreeEnsembleScorer trees) {
        return trees.inputs() == TreeEnsembleScorer.Inputs.FLOAT
                && trees.sum() == TreeEnsembleScorer.Sum.FLOAT_FROM_BASE;
    }

    static Attributes attributes(TreeEnsembleScorer ensemble) {
        ExportTrees export = new ExportTrees(ensemble);
        double[] shares = export.shares();
        int at = 0;
        for (int output = 0; export.floats && output < ensemble.outputs(); output++) {
            export.treeIds[at++] = output;
            export.leaf(new long[] {output, 0, output}, ensemble.bases()[output]);
            export.modes.add("LEAF");
        }
        for (int tree = 0; tree < export.trees.treeCount(); tree++) {
            for (int node = 0; node < export.trees.treeSize(tree); node++) {
                export.put(at++, tree, node, shares[tree]);
            }
        }
        return export.attributes();
    }

    /** What each tree's leaves are multiplied by. */
    private double[] shares() {
        double[] shares = new double[trees.treeCount()];
        double[] totals = new double[ensemble.outputs()];
        for (int tree = 0; tree < shares.length; tree++) {
            shares[tree] = ensemble.sum() == TreeEnsembleScorer.Sum.RUNNING_MEAN ? trees.treeWeight(tree) : 1;
            totals[trees.treeOutput(tree)] += shares[tree];
        }
        return switch (ensemble.sum()) {
            case FLOAT_FROM_BASE, FLOAT_BASE_LAST, DOUBLE_FROM_BASE, DOUBLE_BASE_LAST -> shares;
            case MEAN, RUNNING_MEAN -> {
                for (int tree = 0; tree < shares.length; tree++) {
                    shares[tree] /= totals[trees.treeOutput(tree)];
                }
                yield shares;
            }
        };
    }

    private void put(int at, int tree, int node, double share) {
        if (trees.isCategorical(tree, node) || trees.zeroMissing(tree, node)) {
            throw new UnsupportedOperationException("a split by "
                    + (trees.isCategorical(tree, node) ? "categories" : "zero as a missing value")
                    + " cannot be said in ONNX");
        }
        int id = floats ? tree + ensemble.outputs() : tree;
        treeIds[at] = id;
        nodeIds[at] = node;
        if (trees.isLeaf(tree, node)) {
            double[] values = trees.leafValues(tree, node);
            for (int i = 0; i < values.length; i++) {
                int output = values.length > 1 ? i : trees.treeOutput(tree);
                leaf(new long[] {id, node, output}, values[i] * share);
            }
            modes.add("LEAF");
            return;
        }
        modes.add(ensemble.comparison() == TreeEnsembleScorer.Comparison.LESS ? "BRANCH_LT" : "BRANCH_LEQ");
        features[at] = trees.feature(tree, node);
        thresholds[at] = trees.value(tree, node);
        left[at] = trees.left(tree, node);
        right[at] = trees.right(tree, node);
        missingLeft[at] = trees.missingLeft(tree, node) ? 1 : 0;
    }

    private void leaf(long[] place, double weight) {
        leaves.add(place);
        weights.add(weight);
    }

    private Attributes attributes() {
        double[] values = weights.stream().mapToDouble(Double::doubleValue).toArray();
        Attributes all = new Attributes()
                .integer("n_targets", ensemble.outputs())
                .integers("nodes_treeids", treeIds)
                .integers("nodes_nodeids", nodeIds)
                .integers("nodes_featureids", features)
                .texts("nodes_modes", Collections.unmodifiableList(modes))
                .integers("nodes_truenodeids", left)
                .integers("nodes_falsenodeids", right)
                .integers("nodes_missing_value_tracks_true", missingLeft)
                .integers("target_treeids", leaf(0))
                .integers("target_nodeids", leaf(1))
                .integers("target_ids", leaf(2));
        return floats
                ? all.reals("nodes_values", toFloats(thresholds)).reals("target_weights", toFloats(values))
                : all.tensor("nodes_values_as_tensor", thresholds)
                        .tensor("target_weights_as_tensor", values)
                        .tensor("base_values_as_tensor", ensemble.bases());
    }

    private static float[] toFloats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private long[] leaf(int part) {
        return leaves.stream().mapToLong(leaf -> leaf[part]).toArray();
    }
}
