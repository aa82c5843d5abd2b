package io.github.modelkeel.tribuo;

import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import java.util.Arrays;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.regression.Regressor;

/** Converts Tribuo's XGBoost models, whose trees are in the native booster. */
final class XgboostTrees {
    private XgboostTrees() {}

    static Scorer scorer(XGBoostModel<Regressor> model, List<String> features) {
        return scorer(model, features, "reg:squarederror", new int[] {0});
    }

    /** The scorer of a classifier, whose output for each of Tribuo's label ids is given. */
    static Scorer scorer(XGBoostModel<Label> model, List<String> features, int[] outputOfId) {
        return scorer(model, features, "multi:softprob", outputOfId);
    }

    private static Scorer scorer(XGBoostModel<?> model, List<String> features, String objective, int[] outputOfId) {
        List<Booster> boosters = model.getInnerModels();
        try {
            if (boosters.size() != 1) {
                throw new IllegalArgumentException(
                        "the model has " + boosters.size() + " boosters; one can be converted");
            }
            BoosterFile file = BoosterFile.parse(boosters.get(0).toByteArray("deprecated"));
            if (!file.objective().equals(objective) || !file.booster().equals("gbtree")) {
                throw new IllegalArgumentException("a booster " + file.booster() + " with the objective "
                        + file.objective() + " cannot be converted; gbtree with " + objective + " can");
            }
            int[] indexOfId = FeatureOrder.indexOfId(model.getFeatureIDMap(), features);
            return scorer(file, indexOfId, features.size(), outputOfId);
        } catch (XGBoostError e) {
            throw new IllegalArgumentException("XGBoost cannot write its own model", e);
        } finally {
            boosters.forEach(Booster::dispose);
        }
    }

    private static Scorer scorer(BoosterFile file, int[] indexOfId, int features, int[] outputOfId) {
        double[] starts = new double[outputOfId.length];
        Arrays.fill(starts, file.baseScore());
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(features)
                .comparison(Comparison.LESS)
                .inputs(Inputs.FLOAT)
                .sums(Sum.FLOAT_FROM_BASE, starts);
        for (BoosterFile.Tree tree : file.trees()) {
            trees.tree(1, outputOfId[tree.output()]);
            tree.addTo(trees, indexOfId);
        }
        return trees.build();
    }
}
