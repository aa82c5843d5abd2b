package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.List;
import java.util.Optional;

/** Classifiers of two classes that say yes from another score on than one half or 0. */
public final class DecisionThresholds {
    private static final String PREFIX = "sklearn.model_selection._classification_threshold.";
    private static final double HALF = 0.5;

    private final Located at;
    private final ScorerProgram program;
    private final SubEstimator subEstimator;

    private DecisionThresholds(Located at, int features, PartReader parts) {
        this.at = at;
        this.program = new ScorerProgram(features);
        Located inner = at.find("estimator_").orElseGet(() -> at.attribute("estimator"));
        this.subEstimator = SubEstimator.read(inner, parts, program, program.features());
        if (subEstimator.classes().size() != 2) {
            throw inner.refusal("a classifier of two classes is expected here");
        }
    }

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.addMeta(
                PREFIX + "FixedThresholdClassifier",
                (at, features, parts) -> new DecisionThresholds(at, features, parts).fixed());
        readers.addMeta(
                PREFIX + "TunedThresholdClassifierCV",
                (at, features, parts) -> new DecisionThresholds(at, features, parts).tuned());
    }

    private boolean byProbability() {
        String method = at.attribute("response_method").text();
        return switch (method) {
            case "auto" -> subEstimator.hasProbabilities();
            case "predict_proba" -> true;
            case "decision_function" -> false;
            default -> throw at.attribute("response_method").refusal("the method '" + method + "' is not known");
        };
    }

    private Fitted fixed() {
        Located threshold = at.attribute("threshold");
        double from = Values.isText(threshold, "auto") ? (byProbability() ? HALF : 0) : threshold.number();
        Optional<String> positive = Values.present(at, "pos_label").map(ClassNames::text);
        return read(from, positive.map(label -> index(label)).orElse(1));
    }

    /** The scorer that the threshold was tuned for may name the class whose score counts; one that does not takes 1, or the second. */
    private Fitted tuned() {
        Located arguments = at.attribute("_curve_scorer").attribute("_kwargs");
        int positive = 1;
        if (arguments.node() instanceof DictNode dict && dict.find("pos_label").isPresent()) {
            Node label = dict.find("pos_label").get();
            positive = label instanceof Node.None
                    ? 1
                    : index(ClassNames.text(new Located(arguments.file(), arguments.path() + "['pos_label']", label)));
        } else if (List.of("1", "1.0", "True").contains(subEstimator.classes().get(0))) {
            throw at.refusal("the file does not say which class the threshold is for; name it as the pos_label of"
                    + " the scorer, or label the classes 0 and 1");
        }
        return read(at.attribute("best_threshold_").number(), positive);
    }

    private int index(String label) {
        int index = subEstimator.classes().indexOf(label);
        if (index < 0) {
            throw at.refusal("the positive class is not one of " + subEstimator.classes() + ": " + label);
        }
        return index;
    }

    /** The class is the positive one when its score is at least the threshold. */
    private Fitted read(double threshold, int positive) {
        int score = byProbability()
                ? subEstimator.probabilities()[positive]
                : positive == 1 ? subEstimator.decision()[0] : program.minus(0, subEstimator.decision());
        int yes = program.yesOrNo(score, Math.nextDown(threshold));
        int label = positive == 1 ? yes : program.oneMinus(yes);
        int[] probabilities = subEstimator.hasProbabilities() ? subEstimator.probabilities() : new int[0];
        return new Fitted(
                program.scorer(ScorerProgram.join(new int[] {label}, probabilities)),
                Link.IDENTITY,
                subEstimator.classes(),
                DecisionRule.FIRST_OUTPUT,
                subEstimator.hasDecision() ? program.scorer(subEstimator.decision()) : null);
    }
}
