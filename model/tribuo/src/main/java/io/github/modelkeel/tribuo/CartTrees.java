package io.github.modelkeel.tribuo;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.common.tree.protos.LeafNodeProto;
import org.tribuo.common.tree.protos.SplitNodeProto;
import org.tribuo.common.tree.protos.TreeNodeProto;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.protos.core.WeightedEnsembleModelProto;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.protos.DimensionTupleProto;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;
import org.tribuo.regression.rtree.protos.IndependentRegressionTreeModelProto;

/**
 * Converts Tribuo's CART trees and forests of them. Trees and weights are private in Tribuo, so they are taken from the protobuf that
 * the model itself writes. A feature that is absent counts as 0 in a tree; a missing one takes the way that 0 takes.
 */
final class CartTrees {
    private CartTrees() {}

    static Scorer scorer(IndependentRegressionTreeModel tree, List<String> features) {
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(features.size());
        add(tree, 1, features, trees);
        return trees.build();
    }

    static Scorer scorer(WeightedEnsembleModel<Regressor> ensemble, List<String> features) {
        WeightedEnsembleModelProto proto =
                unpack(() -> ensemble.serialize().getSerializedData().unpack(WeightedEnsembleModelProto.class));
        String combiner = proto.getCombiner().getClassName();
        if (!combiner.equals(AveragingCombiner.class.getName())) {
            throw new IllegalArgumentException("an ensemble that combines by " + combiner + " cannot be converted");
        }
        TreeEnsembleScorer.Builder trees =
                TreeEnsembleScorer.builder(features.size()).sum(Sum.RUNNING_MEAN, 0);
        int member = 0;
        for (Model<Regressor> model : ensemble.getModels()) {
            if (!(model instanceof IndependentRegressionTreeModel tree)) {
                throw new IllegalArgumentException(
                        "an ensemble with a member " + model.getClass().getName() + " cannot be converted");
            }
            add(tree, proto.getWeights(member++), features, trees);
        }
        return trees.build();
    }

    private static void add(
            IndependentRegressionTreeModel tree,
            float weight,
            List<String> features,
            TreeEnsembleScorer.Builder trees) {
        IndependentRegressionTreeModelProto proto =
                unpack(() -> tree.serialize().getSerializedData().unpack(IndependentRegressionTreeModelProto.class));
        if (proto.getNodesCount() != 1) {
            throw new IllegalArgumentException(
                    "a tree has " + proto.getNodesCount() + " output dimensions; one can be converted");
        }
        int[] indexOfId = FeatureOrder.indexOfId(tree.getFeatureIDMap(), features);
        List<TreeNodeProto> nodes =
                proto.getNodesMap().values().iterator().next().getNodesList();
        trees.tree(weight);
        for (TreeNodeProto node : nodes) {
            add(node, indexOfId, trees);
        }
    }

    private static void add(TreeNodeProto node, int[] indexOfId, TreeEnsembleScorer.Builder trees) {
        if (node.getSerializedData().is(SplitNodeProto.class)) {
            SplitNodeProto split = unpack(() -> node.getSerializedData().unpack(SplitNodeProto.class));
            double threshold = split.getSplitValue();
            trees.split(
                    indexOfId[split.getSplitFeatureIdx()],
                    threshold,
                    split.getLessThanOrEqualIdx(),
                    split.getGreaterThanIdx(),
                    0 <= threshold);
        } else {
            LeafNodeProto leaf = unpack(() -> node.getSerializedData().unpack(LeafNodeProto.class));
            trees.leaf(unpack(() -> leaf.getOutput().getSerializedData().unpack(DimensionTupleProto.class))
                    .getValue());
        }
    }

    private interface Unpacking<T> {
        T run() throws InvalidProtocolBufferException;
    }

    private static <T> T unpack(Unpacking<T> unpacking) {
        try {
            return unpacking.run();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the model's own protobuf cannot be read", e);
        }
    }
}
