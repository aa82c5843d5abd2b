package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Normalize;
import io.github.modelkeel.model.operation.PairChoices;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Members;
import io.github.modelkeel.sklearn.reader.MultiOutputLabels;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import io.github.modelkeel.sklearn.reader.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classifiers made of yes-or-no estimators: one for each class against the rest, one for each pair of classes. A row of which no
 * estimator says yes at all has the probabilities 0, as in scikit-learn from 1.7 on; those before give NaN.
 */
public final class OneVsRest {
    /** Of classes with the same score the first is taken from this minor version on, and the last before. */
    private static final int FIRST_OF_EQUALS = 8;

    private static final double HALF = 0.5;

    private final List<SubEstimator> members = new ArrayList<>();
    private final ScorerProgram program;
    private final int[] scores;

    private OneVsRest(Located at, int features, PartReader parts) {
        this.program = new ScorerProgram(features);
        for (Located place : Members.of(at)) {
            SubEstimator subEstimator = SubEstimator.read(place, parts, program, program.features());
            members.add(subEstimator);
        }
        this.scores = members.stream().mapToInt(OneVsRest::score).toArray();
    }

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        String prefix = "sklearn.multiclass.";
        readers.addMeta(
                prefix + "OneVsRestClassifier", (at, features, parts) -> new OneVsRest(at, features, parts).rest(at));
        readers.addMeta(
                prefix + "OneVsOneClassifier", (at, features, parts) -> new OneVsRest(at, features, parts).pairs(at));
    }

    /** A regressor's number, a decision, or the probability of yes. */
    private static int score(SubEstimator subEstimator) {
        return subEstimator.classes().isEmpty()
                ? subEstimator.values()[0]
                : subEstimator.hasDecision()
                        ? subEstimator.decision()[0]
                        : subEstimator.probabilities()[1];
    }

    private double threshold() {
        SubEstimator first = members.get(0);
        return !first.classes().isEmpty() && first.hasDecision() ? 0 : HALF;
    }

    private boolean hasProbabilities() {
        return members.stream().allMatch(SubEstimator::hasProbabilities);
    }

    private @Nullable Scorer decision() {
        return members.stream().allMatch(SubEstimator::hasDecision) ? program.scorer(scores) : null;
    }

    private Fitted rest(Located at) {
        Located binarizer = at.attribute("label_binarizer_");
        if (MultiOutputLabels.isMultilabel(binarizer)) {
            return multilabel();
        }
        List<String> classes = ClassNames.of(binarizer);
        if (scores.length != (classes.size() == 2 ? 1 : classes.size())) {
            throw at.refusal(classes.size() + " classes do not fit " + scores.length + " estimators");
        }
        Scorer decision = decision();
        int label = scores.length == 1
                ? program.yesOrNo(scores[0], threshold())
                : largest(!Version.of(at).isBefore(FIRST_OF_EQUALS));
        int[] outputs = ScorerProgram.join(new int[] {label}, hasProbabilities() ? shares() : new int[0]);
        return new Fitted(program.scorer(outputs), Link.IDENTITY, classes, DecisionRule.FIRST_OUTPUT, decision);
    }

    private int largest(boolean first) {
        int count = scores.length;
        if (first) {
            return program.add(new IndexOfLargest(count), scores)[0];
        }
        int[] backwards = new int[count];
        for (int i = 0; i < count; i++) {
            backwards[i] = scores[count - 1 - i];
        }
        int fromEnd = program.add(new IndexOfLargest(count), backwards)[0];
        return program.minus(count - 1, fromEnd);
    }

    private int[] shares() {
        int[] yes = new int[members.size()];
        for (int i = 0; i < yes.length; i++) {
            yes[i] = members.get(i).probabilities()[1];
        }
        int[] all = yes.length > 1 ? yes : new int[] {program.oneMinus(yes[0]), yes[0]};
        return program.add(new Normalize(Normalize.Norm.L1, Double.MIN_VALUE, all.length), all);
    }

    private Fitted multilabel() {
        Scorer decision = decision();
        int[] outputs = new int[0];
        double threshold = threshold();
        for (int i = 0; i < scores.length; i++) {
            outputs = ScorerProgram.join(outputs, program.yesOrNo(scores[i], threshold));
            if (hasProbabilities()) {
                int yes = members.get(i).probabilities()[1];
                outputs = ScorerProgram.join(outputs, program.oneMinus(yes), yes);
            }
        }
        return Fitted.several(program.scorer(outputs), MultiOutputLabels.noOrYes(scores.length), decision);
    }

    private Fitted pairs(Located at) {
        List<String> classes = ClassNames.of(at);
        if (Values.present(at, "pairwise_indices_").isPresent()) {
            throw at.attribute("pairwise_indices_").refusal("estimators of distances between rows are not supported");
        }
        int[] choices = members.stream().mapToInt(SubEstimator::label).toArray();
        int[] votes = program.add(new PairChoices(classes.size()), ScorerProgram.join(choices, scores));
        if (classes.size() == 2) {
            int label = program.yesOrNo(votes[1], threshold());
            return new Fitted(
                    program.scorer(label), Link.IDENTITY, classes, DecisionRule.FIRST_OUTPUT, program.scorer(votes[1]));
        }
        int[] label = program.add(new IndexOfLargest(votes.length), votes);
        return new Fitted(
                program.scorer(label), Link.IDENTITY, classes, DecisionRule.FIRST_OUTPUT, program.scorer(votes));
    }
}
