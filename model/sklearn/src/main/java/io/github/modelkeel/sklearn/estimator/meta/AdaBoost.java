package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.BoostedLogs;
import io.github.modelkeel.model.operation.BoostedVotes;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.WeightedMean;
import io.github.modelkeel.model.operation.WeightedMedian;
import io.github.modelkeel.sklearn.program.NumpySum;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Members;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.Arrays;
import java.util.List;

/**
 * AdaBoost: a regression is the weighted median of its members, with their bits; a classifier counts weighted votes, or adds up
 * logarithms in the form SAMME.R of older versions. A probability is within 4 ulp: an exponential and a division.
 */
public final class AdaBoost {
    private AdaBoost() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.addMeta("sklearn.ensemble._weight_boosting.AdaBoostRegressor", AdaBoost::regressor);
        readers.addMeta("sklearn.ensemble._weight_boosting.AdaBoostClassifier", AdaBoost::classifier);
    }

    /** The weights of the fitted members; further ones are 0. */
    private static double[] weights(Located at, int members) {
        double[] weights = at.attribute("estimator_weights_").doubles();
        if (weights.length < members) {
            throw at.attribute("estimator_weights_")
                    .refusal(members + " weights are expected, there are " + weights.length);
        }
        return Arrays.copyOf(weights, members);
    }

    private static Fitted regressor(Located at, int features, PartReader parts) {
        ScorerProgram program = new ScorerProgram(features);
        int[] said = new int[0];
        int[] given = program.completeFeatures();
        for (Located subEstimator : Members.of(at)) {
            said = ScorerProgram.join(
                    said, SubEstimator.read(subEstimator, parts, program, given).values());
        }
        return Fitted.regression(
                program.scorer(program.add(new WeightedMedian(Numbers.of(weights(at, said.length))), said)));
    }

    private static Fitted classifier(Located at, int features, PartReader parts) {
        List<String> classes = ClassNames.of(at);
        ScorerProgram program = new ScorerProgram(features);
        int[] scores = scores(at, parts, classes, program);
        if (classes.size() > 2) {
            Scorer decision = program.scorer(scores);
            int[] halves = program.add(new WeightedMean(1, scores.length, Numbers.of(), classes.size() - 1), scores);
            return new Fitted(program.scorer(halves), Link.SOFTMAX, classes, DecisionRule.HIGHEST_SCORE, decision);
        }
        int[] difference = program.difference(scores);
        Scorer decision = program.scorer(difference);
        int[] halves = program.add(new Affine(new Matrix(2, 1, Numbers.of(-0.5, 0.5)), Numbers.of(0, 0)), difference);
        return new Fitted(program.scorer(halves), Link.SOFTMAX, classes, DecisionRule.HIGHEST_SCORE, decision);
    }

    private static int[] scores(Located at, PartReader parts, List<String> classes, ScorerProgram program) {
        boolean logarithms = at.find("algorithm")
                .filter(name -> Values.isText(name, "SAMME.R"))
                .isPresent();
        List<Located> members = Members.of(at);
        int[] said = new int[0];
        int[] given = program.completeFeatures();
        for (Located place : members) {
            SubEstimator subEstimator = SubEstimator.read(place, parts, program, given);
            if (!subEstimator.classes().equals(classes)) {
                throw place.refusal("the classes " + classes + " are expected, they are " + subEstimator.classes());
            }
            int[] own = logarithms
                    ? program.add(new BoostedLogs(classes.size()), subEstimator.probabilities())
                    : new int[] {subEstimator.label()};
            said = ScorerProgram.join(said, own);
        }
        double[] all = at.attribute("estimator_weights_").doubles();
        double divisor = NumpySum.of(all, 0, all.length);
        return program.add(
                logarithms
                        ? new WeightedMean(members.size(), classes.size(), Numbers.of(), divisor)
                        : new BoostedVotes(classes.size(), Numbers.of(weights(at, members.size())), divisor),
                said);
    }
}
