package io.github.modelkeel.samples.houseprices;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.regression.Regressor;

/** How the error on the test rows falls from tree to tree. */
final class LearningCurve {
    private LearningCurve() {}

    /** The RMSE after each tree; after all of the training for a model without trees. */
    static List<Double> of(Model<Regressor> model, Dataset<Regressor> test) {
        if (model instanceof XGBoostModel<Regressor> boosted) {
            return boosted(boosted, test);
        }
        if (model instanceof WeightedEnsembleModel<Regressor> forest) {
            return forest(forest, test);
        }
        double[] predicted = new double[test.size()];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = value(model.predict(test.getExample(i)).getOutput());
        }
        return List.of(rmse(test, predicted));
    }

    private static List<Double> boosted(XGBoostModel<Regressor> model, Dataset<Regressor> test) {
        Booster booster = model.getInnerModels().get(0);
        List<Double> curve = new ArrayList<>();
        DMatrix matrix = null;
        try {
            booster.setParam("nthread", 1); // for so few rows, waiting for other threads takes longer than the work
            matrix = matrix(model.getFeatureIDMap(), test);
            int trees = booster.getModelDump("", false).length;
            for (int count = 1; count <= trees; count++) {
                float[][] scores = booster.predict(matrix, false, count);
                double[] predicted = new double[scores.length];
                for (int i = 0; i < predicted.length; i++) {
                    predicted[i] = scores[i][0];
                }
                curve.add(rmse(test, predicted));
            }
            return curve;
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not score the test rows tree by tree", e);
        } finally {
            if (matrix != null) {
                matrix.dispose();
            }
            booster.dispose();
        }
    }

    /** The rows as XGBoost takes them: what a row lacks is NaN. */
    private static DMatrix matrix(ImmutableFeatureMap features, Dataset<Regressor> test) throws XGBoostError {
        float[] values = new float[test.size() * features.size()];
        Arrays.fill(values, Float.NaN);
        for (int i = 0; i < test.size(); i++) {
            for (Feature feature : test.getExample(i)) {
                int id = features.getID(feature.getName());
                if (id >= 0) {
                    values[i * features.size() + id] = (float) feature.getValue();
                }
            }
        }
        return new DMatrix(values, test.size(), features.size(), Float.NaN);
    }

    private static List<Double> forest(WeightedEnsembleModel<Regressor> forest, Dataset<Regressor> test) {
        List<Double> curve = new ArrayList<>();
        double[] sums = new double[test.size()];
        for (Model<Regressor> tree : forest.getModels()) {
            double[] means = new double[sums.length];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += value(tree.predict(test.getExample(i)).getOutput());
                means[i] = sums[i] / (curve.size() + 1);
            }
            curve.add(rmse(test, means));
        }
        return curve;
    }

    private static double rmse(Dataset<Regressor> test, double[] predicted) {
        double[] actual = new double[predicted.length];
        int i = 0;
        for (Example<Regressor> example : test) {
            actual[i++] = value(example.getOutput());
        }
        return Evaluation.of(actual, predicted).rmse();
    }

    private static double value(Regressor regressor) {
        return regressor.getValues()[0];
    }
}
