package io.github.modelkeel.tribuo;

import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.scorer.LinearScorer;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.tribuo.common.sgd.AbstractLinearSGDModel;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.regression.sgd.linear.LinearSGDModel;

/** Converts linear models: Tribuo sums in the order of its feature ids and adds the bias, its last column, last. */
final class LinearWeights {
    private LinearWeights() {}

    static Scorer scorer(LinearSGDModel model, List<String> features) {
        DenseMatrix matrix = model.getWeightsCopy();
        return scorer(model, features, id -> matrix.get(0, id));
    }

    /** The score of one class of two: the softmax of two scores is the logistic function of their difference. */
    static Scorer scorer(
            org.tribuo.classification.sgd.linear.LinearSGDModel model,
            List<String> features,
            int negative,
            int positive) {
        DenseMatrix matrix = model.getWeightsCopy();
        return scorer(model, features, id -> matrix.get(positive, id) - matrix.get(negative, id));
    }

    private static Scorer scorer(AbstractLinearSGDModel<?> model, List<String> features, IntToDoubleFunction weight) {
        int[] indexOfId = FeatureOrder.indexOfId(model.getFeatureIDMap(), features);
        double[] weights = new double[features.size()];
        int[] order = new int[features.size()];
        BitSet known = new BitSet();
        for (int id = 0; id < indexOfId.length; id++) {
            weights[indexOfId[id]] = weight.applyAsDouble(id);
            order[id] = indexOfId[id];
            known.set(indexOfId[id]);
        }
        int next = indexOfId.length;
        for (int index = known.nextClearBit(0); index < features.size(); index = known.nextClearBit(index + 1)) {
            order[next++] = index;
        }
        return LinearScorer.inOrder(order, weights, weight.applyAsDouble(indexOfId.length));
    }
}
