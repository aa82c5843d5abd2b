package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.ClippedHalf;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.NormalizeToSum;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.MultiOutputLabels;
import io.github.modelkeel.sklearn.reader.Version;
import java.util.Arrays;
import java.util.List;

/**
 * Classifiers by weighted sums: the class of the highest one, of two the positive one when the only sum is above 0.
 *
 * <p>Bound: as for {@link LinearModels}; a probability is then an exponential and a division of that sum, within 4 ulp of those of the
 * same sum.
 */
public final class LinearClassifiers {
    private static final int MULTINOMIAL_NEWTON_CHOLESKY = 6;

    private LinearClassifiers() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        String linear = "sklearn.linear_model.";
        for (String name : List.of("", "CV")) {
            readers.add(linear + "_logistic.LogisticRegression" + name, LinearClassifiers::logistic);
            readers.add(linear + "_ridge.RidgeClassifier" + name, LinearClassifiers::ridge);
        }
        readers.add("sklearn.discriminant_analysis.LinearDiscriminantAnalysis", (at, features) -> {
            List<String> classes = ClassNames.of(at);
            return Fitted.probable(classes, LinearModels.scorer(at, features));
        });
        readers.add(linear + "_stochastic_gradient.SGDClassifier", LinearClassifiers::stochastic);
        for (String name : List.of(
                linear + "_perceptron.Perceptron",
                linear + "_passive_aggressive.PassiveAggressiveClassifier",
                "sklearn.svm._classes.LinearSVC")) {
            readers.add(name, (at, features) -> onlyLabels(ClassNames.of(at), LinearModels.scorer(at, features)));
        }
    }

    /** {@code classes_} is computed there, from the binarizer of the labels. */
    private static Fitted ridge(Located at, int features) {
        Located binarizer = at.attribute("_label_binarizer");
        Scorer scorer = LinearModels.scorer(at, features);
        return MultiOutputLabels.isMultilabel(binarizer)
                ? MultiOutputLabels.aboveZero(scorer)
                : onlyLabels(ClassNames.of(binarizer), scorer);
    }

    private static Fitted logistic(Located at, int features) {
        List<String> classes = ClassNames.of(at);
        Scorer decision = LinearModels.scorer(at, features);
        boolean two = classes.size() == 2;
        String solver = at.attribute("solver").text();
        String kind = at.find("multi_class").map(Located::text).orElse("auto");
        boolean eachAlone = two
                || solver.equals("liblinear")
                || (solver.equals("newton-cholesky") && Version.of(at).isBefore(MULTINOMIAL_NEWTON_CHOLESKY));
        if (kind.equals("ovr") || kind.equals("warn") || (!kind.equals("multinomial") && eachAlone)) {
            return oneVersusRest(classes, decision);
        }
        if (!two) {
            return Fitted.probable(classes, decision);
        }
        LinearModels.Weights one = LinearModels.weights(at, features);
        return new Fitted(
                LinearModels.scorer(features, opposites(one)),
                Link.SOFTMAX,
                classes,
                DecisionRule.HIGHEST_SCORE,
                decision);
    }

    /** The sum's opposite and the sum: the scores of two classes of a multinomial model. */
    private static LinearModels.Weights opposites(LinearModels.Weights one) {
        int features = one.coefficients().length;
        double[] coefficients = Arrays.copyOf(one.coefficients(), 2 * features);
        for (int i = 0; i < features; i++) {
            coefficients[features + i] = coefficients[i];
            coefficients[i] = -coefficients[i];
        }
        return new LinearModels.Weights(coefficients, new double[] {-one.intercepts()[0], one.intercepts()[0]});
    }

    private static Fitted stochastic(Located at, int features) {
        List<String> classes = ClassNames.of(at);
        Scorer decision = LinearModels.scorer(at, features);
        String loss = at.attribute("loss").text();
        if (loss.equals("log_loss")) {
            return oneVersusRest(classes, decision);
        }
        return loss.equals("modified_huber") ? huber(classes, decision) : onlyLabels(classes, decision);
    }

    /** A logistic function of each score, divided by their sum. */
    private static Fitted oneVersusRest(List<String> classes, Scorer decision) {
        if (classes.size() == 2) {
            return Fitted.probable(classes, decision);
        }
        Fitted.requireScores(classes, decision);
        ScorerProgram program = new ScorerProgram(decision.featureCount());
        int[] scores = program.add(decision, Link.IDENTITY, program.features());
        int[] each = program.add(decision, Link.LOGISTIC, program.features());
        return labelled(program, scores, program.add(new NormalizeToSum(each.length), each), classes, decision);
    }

    private static Fitted huber(List<String> classes, Scorer decision) {
        Fitted.requireScores(classes, decision);
        ScorerProgram program = new ScorerProgram(decision.featureCount());
        int[] scores = program.add(decision, Link.IDENTITY, program.features());
        int[] each = program.add(new ClippedHalf(scores.length), scores);
        if (classes.size() > 2) {
            return labelled(program, scores, program.add(new NormalizeToSum(each.length), each), classes, decision);
        }
        // p above one half is the same as a score above 0, but for scores that vanish when 1 is added to them
        return new Fitted(program.scorer(each), Link.IDENTITY, classes, DecisionRule.MOST_PROBABLE, decision);
    }

    private static Fitted labelled(
            ScorerProgram program, int[] scores, int[] probabilities, List<String> classes, Scorer decision) {
        int[] index = program.add(new IndexOfLargest(scores.length), scores);
        Scorer scorer = program.scorer(ScorerProgram.join(index, probabilities));
        return new Fitted(scorer, Link.IDENTITY, classes, DecisionRule.FIRST_OUTPUT, decision);
    }

    /** A classifier without probabilities. */
    static Fitted onlyLabels(List<String> classes, Scorer decision) {
        Fitted.requireScores(classes, decision);
        if (classes.size() == 2) {
            return new Fitted(decision, Link.STEP, classes, DecisionRule.FIRST_OUTPUT, decision);
        }
        ScorerProgram program = new ScorerProgram(decision.featureCount());
        int[] scores = program.add(decision, Link.IDENTITY, program.features());
        return labelled(program, scores, new int[0], classes, decision);
    }
}
