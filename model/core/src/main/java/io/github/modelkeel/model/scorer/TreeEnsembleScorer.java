package io.github.modelkeel.model.scorer;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.tree.BatchTreeLayout;
import io.github.modelkeel.model.tree.Refusal;
import io.github.modelkeel.model.tree.Thresholds;
import io.github.modelkeel.model.tree.TreeLayout;
import io.github.modelkeel.model.tree.TreeNodes;
import io.github.modelkeel.model.tree.TreeSum;
import io.github.modelkeel.model.tree.Trees;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sum or mean of binary trees. Immutable and safe for use by multiple threads.
 *
 * <p>Trees grown by different libraries agree in shape and differ in arithmetic; the differences are part of the model here, so that
 * the score has the same bits as the source's own: how a feature is compared with a threshold ({@link Comparison}), whether it is
 * rounded to a {@code float} first ({@link Inputs}), and how the trees' values are added up ({@link Sum}).
 *
 * <p>Nodes are kept in flat arrays, tree after tree; a tree's nodes are numbered from 0, its root, and children come after their
 * parent. {@link Builder} checks all of that.
 */
public final class TreeEnsembleScorer implements Scorer {
    // Above 500 lines because the builder, which states how each library grows and adds up its trees, is most of it.
    /** How a split sends a feature to the left. Immutable, as every enum is. */
    public enum Comparison {
        /** Left when {@code feature < threshold}, as in XGBoost. */
        LESS,
        /** Left when {@code feature <= threshold}, as in scikit-learn and Tribuo. */
        LESS_OR_EQUAL
    }

    /** What a feature is before it is compared. Immutable, as every enum is. */
    public enum Inputs {
        /** The double itself. */
        DOUBLE,
        /** The double rounded to the nearest float, as in XGBoost and scikit-learn; thresholds are floats. */
        FLOAT,
        /**
         * The same, but a row with a missing feature, or with one that no float holds, is refused, as scikit-learn's trees do that
         * were trained without missing values.
         */
        FINITE_FLOAT,
        /** As {@link #FINITE_FLOAT}, but a missing feature goes where the split says. */
        FINITE_FLOAT_OR_MISSING;

        private Refusal refusal() {
            return new Refusal(this == FINITE_FLOAT || this == FINITE_FLOAT_OR_MISSING, this == FINITE_FLOAT);
        }
    }

    /** How the trees' values become one. Immutable, as every enum is. */
    public enum Sum {
        /** {@code float sum = base; sum += (float) value} tree by tree: XGBoost. */
        FLOAT_FROM_BASE,
        /** {@code float sum = 0; sum += (float) value} tree by tree, and the base last: ONNX. */
        FLOAT_BASE_LAST,
        /** {@code double sum = 0; sum += value} tree by tree, and the base last: ONNX on doubles. */
        DOUBLE_BASE_LAST,
        /** {@code double sum = base; sum += value} tree by tree: gradient boosting in scikit-learn. */
        DOUBLE_FROM_BASE,
        /** The double sum in tree order, divided by the number of trees, plus the base: a forest in scikit-learn. */
        MEAN,
        /** {@code mean += (weight / weightsSoFar) * (value - mean)} tree by tree, plus the base: a forest in Tribuo. */
        RUNNING_MEAN;

        private TreeSum of(double base, double[] weights) {
            return switch (this) {
                case FLOAT_FROM_BASE -> TreeSum.ofFloats(base, 0);
                case FLOAT_BASE_LAST -> TreeSum.ofFloats(0, base);
                case DOUBLE_FROM_BASE -> TreeSum.ofDoubles(base, 0);
                case DOUBLE_BASE_LAST -> TreeSum.ofDoubles(0, base);
                case MEAN -> TreeSum.mean(base);
                case RUNNING_MEAN -> TreeSum.runningMean(base, weights);
            };
        }
    }

    private static final int MAX_OUTPUTS = 10_000;

    private final TreeNodes nodes;
    private final Trees trees;
    private final Comparison comparison;
    private final Inputs inputs;
    private final Sum sum;
    private final double[] bases;
    private final int[] treeOutputs;
    private final Refusal refusal;
    private final boolean refusesAny;
    private final TreeLayout layout;
    private final TreeSum[] totals;
    private final @Nullable BatchTreeLayout together;

    TreeEnsembleScorer(Builder builder) {
        this.nodes = builder.nodes.build();
        this.comparison = builder.comparison;
        this.inputs = builder.inputs;
        this.sum = builder.sum;
        this.bases = builder.bases.clone();
        this.treeOutputs = Arrays.copyOf(builder.treeOutputs, nodes.treeCount());
        this.refusal = inputs.refusal();
        this.refusesAny = refusal.refusesAny();
        double[] treeWeights = Arrays.copyOf(builder.treeWeights, nodes.treeCount());
        this.totals =
                Arrays.stream(bases).mapToObj(base -> sum.of(base, treeWeights)).toArray(TreeSum[]::new);
        Thresholds rule = new Thresholds(comparison == Comparison.LESS_OR_EQUAL, inputs != Inputs.DOUBLE);
        this.trees = new Trees(nodes, rule, refusal, totals, treeOutputs, treeWeights);
        this.layout = trees.layout();
        this.together = trees.together();
    }

    /**
     * Starts a scorer. The defaults: {@code feature <= threshold} on doubles, a double sum from 0.
     *
     * @param featureCount how many features a row has, 1 to 1,000,000
     * @return a builder
     * @throws IllegalArgumentException if the count is out of range
     */
    public static Builder builder(int featureCount) {
        return new Builder(featureCount);
    }

    @Override
    public int featureCount() {
        return nodes.featureCount();
    }

    @Override
    public double score(double[] features) {
        check(features);
        if (totals.length > 1) {
            throw new IllegalStateException("the trees have " + totals.length + " outputs; ask for scores()");
        }
        return layout.sum(features, totals[0]);
    }

    private void check(double[] features) {
        Objects.requireNonNull(features, "features");
        Objects.checkIndex(nodes.featureCount() - 1, features.length);
        if (refusesAny) {
            for (int i = 0; i < nodes.featureCount(); i++) {
                if (refusal.refuses(features[i])) {
                    throw refused(i, features[i]);
                }
            }
        }
    }

    private static InvalidInputException refused(int feature, double value) {
        return new InvalidInputException(
                null,
                "the trees' feature " + feature
                        + (Double.isNaN(value)
                                ? " is missing, which they do not accept"
                                : " is beyond a float: " + value));
    }

    @Override
    public int outputs() {
        return totals.length;
    }

    @Override
    public double[] scores(double[] features) {
        check(features);
        if (totals.length == 1) {
            return new double[] {layout.sum(features, totals[0])};
        }
        int[] leaves = new int[nodes.treeCount()];
        layout.find(features, leaves);
        return nodes.leafWidth() == 1 ? sumsOfOwnTrees(leaves) : sumsOfAllTrees(leaves);
    }

    private double[] sumsOfOwnTrees(int[] leaves) {
        double[] sums = starts();
        int[] counts = new int[sums.length];
        double[] values = layout.values();
        for (int tree = 0; tree < leaves.length; tree++) {
            int output = treeOutputs[tree];
            sums[output] = totals[output].add(sums[output], tree, values[leaves[tree]]);
            counts[output]++;
        }
        for (int output = 0; output < sums.length; output++) {
            sums[output] = totals[output].finish(sums[output], counts[output]);
        }
        return sums;
    }

    private double[] sumsOfAllTrees(int[] leaves) {
        double[] sums = starts();
        double[] values = layout.values();
        for (int tree = 0; tree < leaves.length; tree++) {
            int at = leaves[tree] * sums.length;
            for (int output = 0; output < sums.length; output++) {
                sums[output] = totals[output].add(sums[output], tree, values[at + output]);
            }
        }
        for (int output = 0; output < sums.length; output++) {
            sums[output] = totals[output].finish(sums[output], leaves.length);
        }
        return sums;
    }

    private double[] starts() {
        return Arrays.stream(totals).mapToDouble(TreeSum::start).toArray();
    }

    @Override
    public void scoreAll(double[][] rows, int count, double[] out) {
        int outputs = totals.length;
        int scored = scoreTogether(rows, count, out);
        for (int row = scored; row < count; row++) {
            if (outputs == 1) {
                out[row] = score(rows[row]);
            } else {
                System.arraycopy(scores(rows[row]), 0, out, row * outputs, outputs);
            }
        }
    }

    /** Scores rows from the first one on and says how many; 0 where these trees are scored row by row. */
    private int scoreTogether(double[][] rows, int count, double[] out) {
        if (together == null) {
            return 0;
        }
        if (refusesAny) {
            for (int row = 0; row < count; row++) {
                check(rows[row]);
            }
        }
        return together.score(rows, count, out);
    }

    @Override
    public int rowsTogether() {
        return together == null ? 1 : together.block();
    }

    @Override
    public boolean acceptsMissing() {
        return inputs != Inputs.FINITE_FLOAT;
    }

    @Override
    public double[] importance() {
        double[] splits = new double[nodes.featureCount()];
        for (int node = 0; node < nodes.size(); node++) {
            if (!nodes.isLeaf(node)) {
                splits[nodes.feature(node)]++;
            }
        }
        return splits;
    }

    /** {@return the comparison of every split} */
    public Comparison comparison() {
        return comparison;
    }

    /** {@return what a feature is before it is compared} */
    public Inputs inputs() {
        return inputs;
    }

    /** {@return how the trees' values become one} */
    public Sum sum() {
        return sum;
    }

    /** {@return what the sum of the only or the first output starts from} */
    public double base() {
        return bases[0];
    }

    /**
     * What the sum of each output starts from.
     *
     * @return {@link #outputs()} base scores, a new array
     */
    public double[] bases() {
        return bases.clone();
    }

    /** {@return the number of trees, at least 1} */
    public int treeCount() {
        return nodes.treeCount();
    }

    /** {@return the trees, node by node, for the readers and writers of model files} */
    @SuppressWarnings("exports") // a view for our own modules, not for users
    public Trees trees() {
        return trees;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeEnsembleScorer that
                && comparison == that.comparison
                && inputs == that.inputs
                && sum == that.sum
                && Arrays.equals(bases, that.bases)
                && trees.equals(that.trees);
    }

    @Override
    public int hashCode() {
        return Objects.hash(comparison, inputs, sum, Arrays.hashCode(bases), nodes);
    }

    @Override
    public String toString() {
        return "TreeEnsembleScorer[trees=" + nodes.treeCount() + ", nodes=" + nodes.size() + ", features="
                + nodes.featureCount() + ", sum=" + sum + "]";
    }

    /**
     * Collects trees node by node. The defaults: {@code feature <= threshold} on doubles, a double sum from 0. Not thread-safe.
     */
    public static final class Builder {
        private final TreeNodes.Builder nodes;
        private Comparison comparison = Comparison.LESS_OR_EQUAL;
        private Inputs inputs = Inputs.DOUBLE;
        private Sum sum = Sum.DOUBLE_FROM_BASE;
        private double[] bases = {0};
        private double[] treeWeights = new double[16];
        private int[] treeOutputs = new int[16];

        private Builder(int featureCount) {
            this.nodes = new TreeNodes.Builder(featureCount);
        }

        /**
         * Sets the comparison of every split.
         *
         * @param rule the comparison
         * @return this builder
         */
        public Builder comparison(Comparison rule) {
            this.comparison = Objects.requireNonNull(rule, "comparison");
            return this;
        }

        /**
         * Sets what a feature is before it is compared.
         *
         * @param rounding the rounding
         * @return this builder
         */
        public Builder inputs(Inputs rounding) {
            this.inputs = Objects.requireNonNull(rounding, "inputs");
            return this;
        }

        /**
         * Sets how the trees' values become one, and what the sum starts from.
         *
         * @param rule the rule
         * @param start the finite base score
         * @return this builder
         * @throws IllegalArgumentException if the base score is not finite
         */
        public Builder sum(Sum rule, double start) {
            return sums(rule, start);
        }

        /**
         * Sets how the values of each output's trees become one, what the sums start from, and with it the number of outputs.
         *
         * @param rule the rule
         * @param starts a finite base score for each of 1 to 10,000 outputs
         * @return this builder
         * @throws IllegalArgumentException if a base score is not finite, or there are none or too many
         */
        public Builder sums(Sum rule, double... starts) {
            Objects.requireNonNull(starts, "starts");
            if (starts.length == 0 || starts.length > MAX_OUTPUTS) {
                throw new IllegalArgumentException("the outputs must be 1 to " + MAX_OUTPUTS + ": " + starts.length);
            }
            for (double start : starts) {
                if (!Double.isFinite(start)) {
                    throw new IllegalArgumentException("the base score must be finite: " + start);
                }
            }
            this.sum = Objects.requireNonNull(rule, "sum");
            this.bases = starts.clone();
            return this;
        }

        /**
         * Starts the next tree; the nodes that follow are numbered from 0, the root.
         *
         * @return this builder
         */
        public Builder tree() {
            return tree(1.0);
        }

        /**
         * Starts the next tree with a weight for the running mean.
         *
         * @param weight a finite weight above 0
         * @return this builder
         * @throws IllegalArgumentException if the weight is not finite or not above 0
         */
        public Builder tree(double weight) {
            return tree(weight, 0);
        }

        /**
         * Starts the next tree with a weight for the running mean and the output that it adds to.
         *
         * @param weight a finite weight above 0
         * @param output the output's index
         * @return this builder
         * @throws IllegalArgumentException if the weight is not finite or not above 0, or the output is below 0
         */
        public Builder tree(double weight, int output) {
            if (output < 0) {
                throw new IllegalArgumentException("there is no output " + output);
            }
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("a tree's weight must be finite and above 0: " + weight);
            }
            int tree = nodes.startTree();
            if (tree == treeWeights.length) {
                treeWeights = Arrays.copyOf(treeWeights, tree * 2);
                treeOutputs = Arrays.copyOf(treeOutputs, tree * 2);
            }
            treeWeights[tree] = weight;
            treeOutputs[tree] = output;
            return this;
        }

        /**
         * Adds a split to the tree.
         *
         * @param feature the index of the feature it looks at
         * @param threshold the threshold; an infinite one parts the missing from all others
         * @param left the left child's number in the tree
         * @param right the right child's number in the tree
         * @param missingLeft whether a missing feature goes to the left
         * @return this builder
         * @throws IllegalArgumentException if there is no such feature or the threshold is NaN
         * @throws IllegalStateException if no tree was started
         */
        public Builder split(int feature, double threshold, int left, int right, boolean missingLeft) {
            nodes.split(feature, threshold, left, right, missingLeft);
            return this;
        }

        /**
         * Adds a split that sends its feature to the left when it is, without its fraction, one of the categories. By the comparison
         * {@link Comparison#LESS} a number below 0 is not a category, as in XGBoost; otherwise -0.5 is the category 0, as in LightGBM.
         *
         * @param feature the index of the feature it looks at
         * @param categories the categories in ascending order, whole numbers of at least 0
         * @param left the left child's number in the tree
         * @param right the right child's number in the tree
         * @param missingLeft whether a missing feature goes to the left
         * @return this builder
         * @throws IllegalArgumentException if there is no such feature or the categories do not ascend
         * @throws IllegalStateException if no tree was started
         */
        public Builder categorical(int feature, int[] categories, int left, int right, boolean missingLeft) {
            Objects.requireNonNull(categories, "categories");
            nodes.categorical(feature, categories, left, right, missingLeft);
            return this;
        }

        /**
         * Lets the split added last send the numbers around zero, from -1e-35f to 1e-35f, where it sends a missing feature.
         *
         * @return this builder
         * @throws IllegalStateException if the node added last is not a split at a threshold
         */
        public Builder zeroMissing() {
            nodes.zeroMissing();
            return this;
        }

        /**
         * Adds a leaf to the tree: one value for the tree's own output, or a value for each output, as in a forest's shares of the
         * classes. All leaves of an ensemble have the same number of values.
         *
         * @param values one finite value, or one an output
         * @return this builder
         * @throws IllegalArgumentException if a value is not finite, or the leaves before it have another number of values
         * @throws IllegalStateException if no tree was started
         */
        public Builder leaf(double... values) {
            Objects.requireNonNull(values, "values");
            nodes.leaf(values);
            return this;
        }

        /**
         * Checks the trees and makes the scorer.
         *
         * @return the scorer
         * @throws IllegalArgumentException if there is no tree, a node is the child of no node or of two, a child does not come after
         *     its parent, features must be less than -Infinity, a number is not a float where the rules say float, a leaf has neither one value nor one an output, or a tree
         *     adds to an output that is not there
         */
        public TreeEnsembleScorer build() {
            if (comparison == Comparison.LESS) {
                nodes.requireSomethingLess();
            }
            if (inputs != Inputs.DOUBLE) {
                nodes.requireFloatThresholds();
            }
            if (sum == Sum.FLOAT_FROM_BASE || sum == Sum.FLOAT_BASE_LAST) {
                nodes.requireFloatLeaves();
                for (double base : bases) {
                    TreeNodes.requireFloat(base, "base score");
                }
            }
            if (nodes.leafWidth() > 1 && nodes.leafWidth() != bases.length) {
                throw new IllegalArgumentException(
                        "a leaf has " + nodes.leafWidth() + " values, but there are " + bases.length + " outputs");
            }
            if (sum == Sum.RUNNING_MEAN && bases.length > 1) {
                throw new IllegalArgumentException("a running mean has one output, not " + bases.length);
            }
            for (int output : treeOutputs) {
                if (output >= (nodes.leafWidth() > 1 ? 1 : bases.length)) {
                    throw new IllegalArgumentException("there is no output " + output + " among " + bases.length
                            + ", or every tree adds to all of them");
                }
            }
            return new TreeEnsembleScorer(this);
        }
    }
}
