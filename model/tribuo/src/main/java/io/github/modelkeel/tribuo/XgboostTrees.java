package io.github.modelkeel.tribuo;

import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.regression.Regressor;

/** Converts Tribuo's XGBoost models, whose trees are in the native booster. */
final class XgboostTrees {
    private XgboostTrees() {}

    static Scorer scorer(XGBoostModel<Regressor> model, List<String> features) {
        List<Booster> boosters = model.getInnerModels();
        try {
            if (boosters.size() != 1) {
                throw new IllegalArgumentException(
                        "the model has " + boosters.size() + " boosters; one can be converted");
            }
            BoosterFile file = BoosterFile.parse(boosters.get(0).toByteArray("deprecated"));
            int[] indexOfId = FeatureOrder.indexOfId(model.getFeatureIDMap(), features);
            return scorer(file, indexOfId, features.size());
        } catch (XGBoostError e) {
            throw new IllegalArgumentException("XGBoost cannot write its own model", e);
        } finally {
            boosters.forEach(Booster::dispose);
        }
    }

    private static Scorer scorer(BoosterFile file, int[] indexOfId, int features) {
        if (!file.objective().equals("reg:squarederror") || !file.booster().equals("gbtree")) {
            throw new IllegalArgumentException("a booster " + file.booster() + " with the objective " + file.objective()
                    + " cannot be converted; gbtree with reg:squarederror can");
        }
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(features)
                .comparison(Comparison.LESS)
                .inputs(Inputs.FLOAT)
                .sum(Sum.FLOAT_FROM_BASE, file.baseScore());
        for (BoosterFile.Tree tree : file.trees()) {
            trees.tree();
            tree.addTo(trees, indexOfId);
        }
        return trees.build();
    }
}
