package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.sklearn.python.node.Located;
import java.util.ArrayList;
import java.util.List;

/** How much each column lowers the impurity of the trees of a model, as {@code feature_importances_} of its class has it. */
final class TreeImportances {
    private TreeImportances() {}

    static double[] of(Located estimator, int columns) {
        String name = estimator.className().substring(estimator.className().lastIndexOf('.') + 1);
        boolean own = estimator.className().startsWith("sklearn.");
        return switch (own ? name : "") {
            case "DecisionTreeRegressor", "DecisionTreeClassifier", "ExtraTreeRegressor", "ExtraTreeClassifier" ->
                ofTree(estimator.attribute("tree_"), columns, true);
            case "RandomForestRegressor", "RandomForestClassifier", "ExtraTreesRegressor", "ExtraTreesClassifier" ->
                ofTrees(estimator.attribute("estimators_").elements(), columns, true);
            case "GradientBoostingRegressor", "GradientBoostingClassifier" ->
                ofTrees(estimator.attribute("estimators_").elements(), columns, false);
            default ->
                throw estimator.refusal("what its columns weigh is not known for the class " + estimator.className()
                        + "; choose the columns with RFE, or with a linear model or a forest of scikit-learn");
        };
    }

    /** The mean over the trees that split at all, then shares of 1. */
    private static double[] ofTrees(List<Located> estimators, int columns, boolean normalize) {
        List<double[]> all = new ArrayList<>();
        for (Located estimator : estimators) {
            Located tree = estimator.attribute("tree_");
            if (tree.attribute("node_count").integer() > 1) {
                all.add(ofTree(tree, columns, normalize));
            }
        }
        double[] mean = new double[columns];
        for (double[] one : all) {
            for (int i = 0; i < columns; i++) {
                mean[i] += one[i] / all.size();
            }
        }
        return shares(mean);
    }

    private static double[] ofTree(Located tree, int columns, boolean normalize) {
        Located nodes = tree.attribute("nodes");
        double[] left = nodes.field("left_child").doubles();
        double[] right = nodes.field("right_child").doubles();
        double[] feature = nodes.field("feature").doubles();
        double[] weight = nodes.field("weighted_n_node_samples").doubles();
        double[] impurity = nodes.field("impurity").doubles();
        double[] importances = new double[columns];
        if (weight.length == 0) {
            throw nodes.refusal("it has no node");
        }
        for (int node = 0; node < left.length; node++) {
            if (left[node] != -1) {
                int one = child(left[node], left.length, nodes);
                int other = child(right[node], left.length, nodes);
                int column = child(feature[node], columns, nodes);
                importances[column] +=
                        weight[node] * impurity[node] - weight[one] * impurity[one] - weight[other] * impurity[other];
            }
        }
        for (int i = 0; i < columns; i++) {
            importances[i] /= weight[0];
        }
        return normalize ? shares(importances) : importances;
    }

    private static int child(double index, int bound, Located nodes) {
        if (!(index >= 0 && index < bound)) {
            throw nodes.refusal("an index is out of range: " + (long) index);
        }
        return (int) index;
    }

    private static double[] shares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        for (int i = 0; i < values.length && sum > 0; i++) {
            values[i] /= sum;
        }
        return values;
    }
}
