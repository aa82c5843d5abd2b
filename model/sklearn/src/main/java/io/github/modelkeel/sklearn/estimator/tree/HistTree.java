package io.github.modelkeel.sklearn.estimator.tree;

import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.sklearn.python.node.Located;

/** A tree of histogram boosting, {@code TreePredictor}: {@code x <= threshold} on doubles, with a direction for what is missing. */
final class HistTree {
    private final Located at;
    private final HistCategories categories;
    private final double[] value;
    private final double[] threshold;
    private final long[] feature;
    private final long[] left;
    private final long[] right;
    private final long[] missingLeft;
    private final long[] leaf;
    private final long[] categorical;
    private final long[] bitset;

    HistTree(Located predictor, HistCategories categories) {
        this.at = predictor;
        this.categories = categories;
        Located nodes = predictor.attribute("nodes");
        value = nodes.field("value").doubles();
        threshold = nodes.field("num_threshold").doubles();
        feature = nodes.field("feature_idx").longs();
        left = nodes.field("left").longs();
        right = nodes.field("right").longs();
        missingLeft = nodes.field("missing_go_to_left").longs();
        leaf = nodes.field("is_leaf").longs();
        categorical = nodes.field("is_categorical").longs();
        bitset = nodes.field("bitset_idx").longs();
    }

    void addTo(TreeEnsembleScorer.Builder trees) {
        for (int node = 0; node < value.length; node++) {
            if (leaf[node] != 0) {
                trees.leaf(value[node]);
            } else if (categorical[node] != 0) {
                int index = index(feature[node]);
                int[] members = categories.members(
                        at, index, at.attribute("raw_left_cat_bitsets").array(), index(bitset[node]));
                trees.categorical(index, members, index(left[node]), index(right[node]), missingLeft[node] != 0);
            } else {
                trees.split(
                        index(feature[node]),
                        threshold[node],
                        index(left[node]),
                        index(right[node]),
                        missingLeft[node] != 0);
            }
        }
    }

    private int index(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw at.refusal("a split names the feature or node " + number + ", which is not there");
        }
        return (int) number;
    }
}
