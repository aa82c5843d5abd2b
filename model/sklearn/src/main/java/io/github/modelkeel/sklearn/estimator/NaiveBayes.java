package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.GaussianLogs;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.SoftmaxOfLogs;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.sklearn.program.NumpySum;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.List;

/**
 * Naive Bayes: a logarithm a class, whose largest is the label and whose shares are the probabilities. Bound: see {@link GaussianLogs}
 * and {@link SoftmaxOfLogs}; the constants of the classes are sums of logarithms, each within one ulp.
 */
public final class NaiveBayes {
    private final Located at;
    private final int features;
    private final ScorerProgram program;
    private final List<String> classes;

    private NaiveBayes(Located at, int features) {
        this.at = at;
        this.features = features;
        this.program = new ScorerProgram(features);
        this.classes = ClassNames.of(at);
    }

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        String prefix = "sklearn.naive_bayes.";
        readers.add(prefix + "GaussianNB", (at, features) -> new NaiveBayes(at, features).gaussian());
        readers.add(prefix + "MultinomialNB", (at, features) -> new NaiveBayes(at, features).multinomial(true));
        readers.add(prefix + "ComplementNB", (at, features) -> new NaiveBayes(at, features).multinomial(false));
        readers.add(prefix + "BernoulliNB", (at, features) -> new NaiveBayes(at, features).bernoulli());
    }

    private Fitted fitted(int[] logs) {
        int[] index = program.add(new IndexOfLargest(logs.length), logs);
        int[] shares = program.add(new SoftmaxOfLogs(logs.length), logs);
        return new Fitted(
                program.scorer(ScorerProgram.join(index, shares)),
                Link.IDENTITY,
                classes,
                DecisionRule.FIRST_OUTPUT,
                null);
    }

    private Fitted gaussian() {
        Values.requireDoubles(at, "var_");
        Matrix means = Values.matrix(at, "theta_", features);
        Matrix variances = Values.matrix(at, "var_", features);
        double[] priors = sized("class_prior_");
        double[] normals = new double[classes.size()];
        double[] logs = new double[features];
        for (int k = 0; k < priors.length; k++) {
            priors[k] = StrictMath.log(priors[k]);
            for (int i = 0; i < features; i++) {
                logs[i] = StrictMath.log(2.0 * Math.PI * variances.get(k, i));
            }
            normals[k] = -0.5 * NumpySum.of(logs, 0, features);
        }
        requireRows(means);
        return fitted(program.add(
                new GaussianLogs(means, variances, Numbers.of(priors), Numbers.of(normals)), program.features()));
    }

    private double[] sized(String attribute) {
        return Values.sized(at.attribute(attribute), at.attribute(attribute).doubles(), classes.size());
    }

    private void requireRows(Matrix matrix) {
        if (matrix.rows() != classes.size()) {
            throw at.refusal(classes.size() + " rows of numbers are expected, there are " + matrix.rows());
        }
    }

    private Fitted multinomial(boolean withPriors) {
        Matrix logs = Values.matrix(at, "feature_log_prob_", features);
        requireRows(logs);
        double[] priors = withPriors ? sized("class_log_prior_") : new double[classes.size()];
        return fitted(program.add(new Affine(logs, Numbers.of(priors)), program.features()));
    }

    private Fitted bernoulli() {
        Matrix logs = Values.matrix(at, "feature_log_prob_", features);
        requireRows(logs);
        double[] priors = sized("class_log_prior_");
        double[] weights = new double[classes.size() * features];
        double[] absent = new double[features];
        for (int k = 0; k < priors.length; k++) {
            for (int i = 0; i < features; i++) {
                absent[i] = StrictMath.log(1 - StrictMath.exp(logs.get(k, i)));
                weights[k * features + i] = logs.get(k, i) - absent[i];
            }
            priors[k] += NumpySum.of(absent, 0, features);
        }
        Matrix differences = new Matrix(classes.size(), features, Numbers.of(weights));
        return fitted(program.add(new Affine(differences, Numbers.of(priors)), binary()));
    }

    private int[] binary() {
        Located threshold = at.attribute("binarize");
        int[] slots = program.features();
        if (!threshold.isNone()) {
            LinearScorer above = LinearScorer.of(new double[] {1}, -threshold.number());
            for (int i = 0; i < features; i++) {
                slots[i] = program.add(above, Link.STEP, slots[i])[0];
            }
        }
        return slots;
    }
}
