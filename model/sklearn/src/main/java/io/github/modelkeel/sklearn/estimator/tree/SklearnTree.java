package io.github.modelkeel.sklearn.estimator.tree;

import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.sklearn.program.NumpySum;
import io.github.modelkeel.sklearn.python.node.Located;
import java.util.Arrays;

/**
 * A tree of scikit-learn, {@code sklearn.tree._tree.Tree}: its nodes in the order of their growth, and a value of each for every output
 * and class. A row is rounded to floats and goes to the left when {@code x <= threshold}, with the threshold a double; for a float that is
 * the same as comparing with the threshold rounded down to a float.
 */
final class SklearnTree {
    private static final int MAX_NODES = 2_000_000;

    private final Located at;
    private final long[] left;
    private final long[] right;
    private final long[] feature;
    private final double[] threshold;
    private final long[] missingLeft;
    private double[] values;
    private int outputs;
    private int classes;

    private SklearnTree(Located tree) {
        this.at = tree;
        Located nodes = tree.attribute("nodes");
        Located value = tree.attribute("values");
        left = nodes.field("left_child").longs();
        right = nodes.field("right_child").longs();
        feature = nodes.field("feature").longs();
        threshold = nodes.field("threshold").doubles();
        missingLeft = nodes.field("missing_go_to_left").longs();
        values = value.doubles();
        int[] shape = value.array().shape();
        if (shape.length != 3 || shape[0] != left.length || left.length == 0 || left.length > MAX_NODES) {
            throw value.refusal(
                    "values of " + left.length + " nodes are expected, their shape is " + Arrays.toString(shape));
        }
        outputs = shape[1];
        classes = shape[2];
    }

    static SklearnTree read(Located estimator) {
        Located tree = estimator.attribute("tree_");
        if (!tree.className().equals("sklearn.tree._tree.Tree")) {
            throw tree.refusal(
                    "a tree of scikit-learn is expected, it is " + tree.node().kind());
        }
        return new SklearnTree(tree);
    }

    int outputs() {
        return outputs;
    }

    int classes() {
        return classes;
    }

    /** Divides every node's values by their sum, which makes fractions of the numbers of samples that scikit-learn 1.3 keeps. */
    SklearnTree normalized() {
        for (int node = 0; node < left.length * outputs; node++) {
            double sum = NumpySum.of(values, node * classes, classes);
            if (sum != 0) {
                for (int k = 0; k < classes; k++) {
                    values[node * classes + k] /= sum;
                }
            }
        }
        return this;
    }

    /** The tree on other features: its feature i is the one at the place i. */
    SklearnTree withFeatures(int[] columns) {
        for (int node = 0; node < feature.length; node++) {
            if (left[node] != -1) {
                int own = index(feature[node]);
                if (own >= columns.length) {
                    throw at.refusal("a split names the feature " + own + " of " + columns.length);
                }
                feature[node] = columns[own];
            }
        }
        return this;
    }

    /** The tree with another value of each node. */
    SklearnTree withValues(double[] each) {
        if (each.length != left.length) {
            throw at.refusal("a value for each of " + left.length + " nodes is expected, there are " + each.length);
        }
        values = each.clone();
        outputs = 1;
        classes = 1;
        return this;
    }

    /** What a leaf adds for a value of it. */
    interface Leaf {
        double of(double value);
    }

    /** Adds the tree to an ensemble; each leaf has all of its values, or it adds its only one to the output {@code to}. */
    void addTo(TreeEnsembleScorer.Builder trees, int to, Leaf leaf) {
        trees.tree(1, to);
        int width = outputs * classes;
        for (int node = 0; node < left.length; node++) {
            if (left[node] == -1) {
                double[] own = Arrays.copyOfRange(values, node * width, (node + 1) * width);
                Arrays.setAll(own, i -> leaf.of(own[i]));
                trees.leaf(own);
            } else {
                trees.split(
                        index(feature[node]),
                        roundedDown(threshold[node]),
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

    /** The largest float of at most the threshold; a split of the missing from all others has an infinite one. */
    static double roundedDown(double threshold) {
        if (threshold > Float.MAX_VALUE) {
            return Float.MAX_VALUE;
        }
        float rounded = (float) threshold;
        return rounded > threshold ? Math.nextDown(rounded) : rounded;
    }
}
