package io.github.modelkeel.tribuo;

import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.scorer.LinearScorer;
import java.util.BitSet;
import java.util.List;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.regression.sgd.linear.LinearSGDModel;

/** Converts linear models: Tribuo sums in the order of its feature ids and adds the bias, its last column, last. */
final class LinearWeights {
    private LinearWeights() {}

    static Scorer scorer(LinearSGDModel model, List<String> features) {
        int[] indexOfId = FeatureOrder.indexOfId(model.getFeatureIDMap(), features);
        DenseMatrix matrix = model.getWeightsCopy();
        double[] weights = new double[features.size()];
        int[] order = new int[features.size()];
        BitSet known = new BitSet();
        for (int id = 0; id < indexOfId.length; id++) {
            weights[indexOfId[id]] = matrix.get(0, id);
            order[id] = indexOfId[id];
            known.set(indexOfId[id]);
        }
        int next = indexOfId.length;
        for (int index = known.nextClearBit(0); index < features.size(); index = known.nextClearBit(index + 1)) {
            order[next++] = index;
        }
        return LinearScorer.inOrder(order, weights, matrix.get(0, indexOfId.length));
    }
}
