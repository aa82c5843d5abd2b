package io.github.modelkeel.sklearn.estimator.tree;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.operation.SoftmaxOfLogs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import io.github.modelkeel.sklearn.estimator.DummyEstimators;
import io.github.modelkeel.sklearn.program.NumpySum;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Version;
import java.util.Arrays;
import java.util.List;

/**
 * Gradient boosting over exact trees. The sum starts from what {@code init_} says, as a score, and takes {@code learning_rate * value},
 * a double, of each tree in their order. A regression has scikit-learn's bits. A probability is within 4 ulp: its start is a logarithm and
 * its link an exponential, each within one ulp on either side.
 */
public final class GradientBoosting {
    private static final int NEW_LOSSES = 4;
    private static final double DOUBLE_EPSILON = 0x1p-52;
    private static final double FLOAT_EPSILON = 0x1p-23;
    private static final double LOGIT_LOW = 0.3;
    private static final double LOGIT_HIGH = 0.65;

    private final Located at;
    private final int features;
    private final boolean oldLosses;
    private final ArrayNode members;

    private GradientBoosting(Located at, int features) {
        this.at = at;
        this.features = features;
        this.oldLosses = Version.of(at).isBefore(NEW_LOSSES);
        this.members = at.attribute("estimators_").array();
        int[] shape = members.shape();
        if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
            throw at.attribute("estimators_").refusal("iterations of trees are expected");
        }
    }

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        String prefix = "sklearn.ensemble._gb.GradientBoosting";
        readers.add(prefix + "Regressor", (at, features) -> new GradientBoosting(at, features).regressor());
        readers.add(prefix + "Classifier", (at, features) -> new GradientBoosting(at, features).classifier());
    }

    private Fitted regressor() {
        Located init = at.attribute("init_");
        double start = 0;
        if (!isZero(init)) {
            requireDummy(init, DummyEstimators.REGRESSOR);
            start = DummyEstimators.constants(init)[0];
        }
        return Fitted.regression(trees(1, new double[] {start}, 1));
    }

    private Fitted classifier() {
        List<String> classes = ClassNames.of(at);
        boolean exponential = at.attribute("loss").text().equals("exponential");
        int outputs = classes.size() == 2 ? 1 : classes.size();
        double[] starts = starts(classes, outputs, exponential);
        TreeEnsembleScorer decision = trees(outputs, starts, 1);
        if (outputs > 1) {
            return oldLosses
                    ? sharesOfLogs(decision, classes)
                    : new Fitted(decision, Link.SOFTMAX, classes, DecisionRule.HIGHEST_SCORE, decision);
        }
        DecisionRule labels =
                oldLosses && !exponential ? DecisionRule.MOST_PROBABLE : DecisionRule.HIGHEST_SCORE_OR_ZERO;
        // Twice each term gives exactly twice the sum, of which the exponential loss takes the logistic function.
        TreeEnsembleScorer scorer = exponential ? trees(outputs, starts, 2) : decision;
        return new Fitted(scorer, Link.LOGISTIC, classes, labels, decision);
    }

    private Fitted sharesOfLogs(TreeEnsembleScorer decision, List<String> classes) {
        ScorerProgram program = new ScorerProgram(features);
        int[] scores = program.add(decision, Link.IDENTITY, program.features());
        int[] shares = program.add(new SoftmaxOfLogs(classes.size()), scores);
        return new Fitted(program.scorer(shares), Link.IDENTITY, classes, DecisionRule.MOST_PROBABLE, decision);
    }

    private static boolean isZero(Located init) {
        return init.className().isEmpty() && init.text().equals("zero");
    }

    private static void requireDummy(Located init, String name) {
        if (!init.className().equals(name)) {
            throw init.refusal("a start from " + init.node().kind()
                    + " is not supported; train without init, or with init='zero'");
        }
    }

    private double[] starts(List<String> classes, int outputs, boolean exponential) {
        Located init = at.attribute("init_");
        if (isZero(init)) {
            return new double[outputs];
        }
        requireDummy(init, DummyEstimators.CLASSIFIER);
        double epsilon = oldLosses ? FLOAT_EPSILON : DOUBLE_EPSILON;
        double[] clipped = DummyEstimators.probabilities(init, ClassNames.of(init));
        if (clipped.length != classes.size()) {
            throw init.refusal(classes.size() + " classes are expected, it knows " + clipped.length);
        }
        Arrays.setAll(clipped, i -> Math.min(Math.max(clipped[i], epsilon), 1 - epsilon));
        if (outputs == 1) {
            double logit = oldLosses ? StrictMath.log(clipped[1] / (1 - clipped[1])) : logit(clipped[1]);
            return new double[] {exponential ? 0.5 * logit : logit};
        }
        return oldLosses ? logs(clipped, 1) : logs(clipped, geometricMean(clipped));
    }

    /** As SciPy does it. */
    private static double logit(double p) {
        if (p < LOGIT_LOW || p > LOGIT_HIGH) {
            return StrictMath.log(p / (1 - p));
        }
        double s = 2 * (p - 0.5);
        return StrictMath.log1p(s) - StrictMath.log1p(-s);
    }

    private static double[] logs(double[] values, double divisor) {
        double[] logs = new double[values.length];
        Arrays.setAll(logs, i -> StrictMath.log(values[i] / divisor));
        return logs;
    }

    private static double geometricMean(double[] values) {
        return StrictMath.exp(NumpySum.of(logs(values, 1), 0, values.length) / values.length);
    }

    private TreeEnsembleScorer trees(int outputs, double[] starts, double factor) {
        int[] shape = members.shape();
        if (shape[1] != outputs) {
            throw at.attribute("estimators_")
                    .refusal(outputs + " trees an iteration are expected, there are " + shape[1]);
        }
        double rate = at.attribute("learning_rate").number();
        double[] scaled = Arrays.stream(starts).map(start -> factor * start).toArray();
        TreeEnsembleScorer.Builder trees =
                TreeEnsembleScorer.builder(features).inputs(Inputs.FINITE_FLOAT).sums(Sum.DOUBLE_FROM_BASE, scaled);
        int index = 0;
        for (Located member : at.attribute("estimators_").elements()) {
            SklearnTree tree = SklearnTree.read(member);
            if (tree.outputs() != 1 || tree.classes() != 1) {
                throw member.refusal("a tree with one value a leaf is expected");
            }
            tree.addTo(trees, index++ % outputs, value -> factor * (rate * value));
        }
        return trees.build();
    }
}
