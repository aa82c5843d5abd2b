package io.github.modelkeel.sklearn;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Binarize;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.NumberTable;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.sklearn.python.Located;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Models of several targets: an estimator a target side by side, or a chain in which each reads what those before it say. Classifiers
 * answer for each target as {@link io.github.modelkeel.model.ScoringModel#withTargets} has it. Bounds: those of the estimators inside; in
 * a chain what is lost in one is carried on into the next.
 */
final class MultiOutput {
    private static final String PREFIX = "sklearn.multioutput.";
    private static final List<String> NO_YES = List.of("0", "1");
    private static final double HALF = 0.5;

    private MultiOutput() {}

    static void addTo(Map<String, Estimators.Reader> readers) {
        readers.put(PREFIX + "MultiOutputRegressor", MultiOutput::regressors);
        readers.put(PREFIX + "MultiOutputClassifier", MultiOutput::classifiers);
        readers.put(PREFIX + "RegressorChain", MultiOutput::regressorChain);
        readers.put(PREFIX + "ClassifierChain", MultiOutput::classifierChain);
    }

    private static Fitted regressors(Located at, int features) {
        ScorerProgram program = new ScorerProgram(features);
        int[] outputs = new int[0];
        for (Located subEstimator : Ensembles.members(at)) {
            outputs = ScorerProgram.join(
                    outputs,
                    SubEstimator.read(subEstimator, program, program.features()).values());
        }
        return Fitted.regression(program.scorer(outputs));
    }

    private static Fitted classifiers(Located at, int features) {
        ScorerProgram program = new ScorerProgram(features);
        List<SubEstimator> members = new ArrayList<>();
        for (Located place : Ensembles.members(at)) {
            members.add(SubEstimator.read(place, program, program.features()));
        }
        List<List<String>> targets = members.stream().map(SubEstimator::classes).toList();
        return answered(program, members, targets, null);
    }

    /** The label of each member, with its probabilities where all have them. */
    private static Fitted answered(
            ScorerProgram program, List<SubEstimator> members, List<List<String>> targets, @Nullable Scorer decision) {
        boolean probable = members.stream().allMatch(SubEstimator::hasProbabilities);
        int[] outputs = new int[0];
        for (SubEstimator subEstimator : members) {
            outputs = ScorerProgram.join(outputs, subEstimator.label());
            if (probable) {
                outputs = ScorerProgram.join(outputs, subEstimator.probabilities());
            }
        }
        return Fitted.several(program.scorer(outputs), targets, decision);
    }

    /** The place of each target in the order of the chain. */
    private static int[] places(Located chain, int members) {
        Located order = chain.attribute("order_");
        int[] targets = Values.indices(order, members).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        int[] places = new int[members];
        Arrays.fill(places, -1);
        for (int i = 0; i < targets.length; i++) {
            places[targets[i]] = i;
        }
        if (targets.length != members || Arrays.stream(places).anyMatch(place -> place < 0)) {
            throw order.refusal("an order of " + members + " targets is expected");
        }
        return places;
    }

    private static Fitted regressorChain(Located at, int features) {
        ScorerProgram program = new ScorerProgram(features);
        int[] read = program.completeFeatures();
        List<Integer> said = new ArrayList<>();
        for (Located place : Ensembles.members(at)) {
            int value = SubEstimator.read(place, program, read).values()[0];
            said.add(value);
            read = ScorerProgram.join(read, value);
        }
        int[] outputs = IntStream.of(places(at, said.size())).map(said::get).toArray();
        return Fitted.regression(program.scorer(outputs));
    }

    private static Fitted classifierChain(Located at, int features) {
        ScorerProgram program = new ScorerProgram(features);
        String method = at.find("chain_method_").map(Located::text).orElse("predict");
        int[] read = program.completeFeatures();
        List<SubEstimator> members = new ArrayList<>();
        for (Located place : Ensembles.members(at)) {
            SubEstimator subEstimator = SubEstimator.read(place, program, read);
            members.add(subEstimator);
            read = ScorerProgram.join(read, passedOn(at, method, subEstimator, program));
        }
        int[] places = places(at, members.size());
        List<SubEstimator> inOrder = IntStream.of(places).mapToObj(members::get).toList();
        // what the members say is put into a matrix of doubles there, whatever the labels were
        List<List<String>> targets = inOrder.stream()
                .map(subEstimator -> subEstimator.classes().stream()
                        .map(label -> ClassNames.number(number(at, label)))
                        .toList())
                .toList();
        Scorer decision = inOrder.stream().allMatch(SubEstimator::hasDecision)
                ? program.scorer(inOrder.stream()
                        .flatMapToInt(subEstimator -> IntStream.of(subEstimator.decision()))
                        .toArray())
                : null;
        return answered(program, inOrder, targets, decision);
    }

    /** What a member of a chain passes on to the next ones. */
    private static int passedOn(Located at, String method, SubEstimator subEstimator, ScorerProgram program) {
        if (!method.equals("predict") && subEstimator.classes().size() != 2) {
            throw at.refusal("a chain of probabilities needs members of two classes");
        }
        return switch (method) {
            case "predict" -> {
                double[] labels = subEstimator.classes().stream()
                        .mapToDouble(label -> number(at, label))
                        .toArray();
                double[] keys =
                        IntStream.range(0, labels.length).asDoubleStream().toArray();
                yield program.add(
                                new NumberTable(Numbers.of(keys), Numbers.of(labels), labels[0]), subEstimator.label())[
                        0];
            }
            case "predict_proba" -> subEstimator.probabilities()[1];
            case "decision_function" -> subEstimator.decision()[0];
            default -> throw at.attribute("chain_method_").refusal("a chain by '" + method + "' is not supported");
        };
    }

    private static double number(Located at, String label) {
        try {
            return label.equals("True") ? 1 : label.equals("False") ? 0 : Double.parseDouble(label);
        } catch (NumberFormatException e) {
            throw at.refusal("the labels of a chain must be numbers, one is '" + label + "'");
        }
    }

    /** A classifier whose scores are a probability for each class of each target, all targets having the same number of places. */
    static Fitted mostProbable(ScorerProgram program, List<List<String>> targets, int width, int[] said) {
        int[] outputs = new int[0];
        for (int i = 0; i < targets.size(); i++) {
            int size = targets.get(i).size();
            int[] own = Arrays.copyOfRange(said, i * width, i * width + size);
            int[] index = program.add(new IndexOfLargest(size), own);
            outputs = ScorerProgram.join(ScorerProgram.join(outputs, index), own);
        }
        return Fitted.several(program.scorer(outputs), targets);
    }

    /** Yes where the logistic function of a score is above one half. */
    static Fitted network(Scorer scores) {
        ScorerProgram program = new ScorerProgram(scores.featureCount());
        int[] yes = program.add(scores, Link.LOGISTIC, program.features());
        int[] outputs = new int[0];
        for (int slot : yes) {
            outputs = ScorerProgram.join(outputs, yesOrNo(program, slot, HALF));
            outputs = ScorerProgram.join(outputs, oneMinus(program, slot), slot);
        }
        return Fitted.several(program.scorer(outputs), noOrYes(yes.length));
    }

    /** Yes where a score is above 0. */
    static Fitted aboveZero(Scorer scores) {
        ScorerProgram program = new ScorerProgram(scores.featureCount());
        int[] said = program.add(scores, Link.IDENTITY, program.features());
        int[] outputs =
                IntStream.of(said).map(slot -> yesOrNo(program, slot, 0)).toArray();
        return Fitted.several(program.scorer(outputs), noOrYes(said.length), scores);
    }

    /** Whether a binarizer of labels was given several yes-or-no targets. */
    static boolean isMultilabel(Located binarizer) {
        return binarizer.attribute("y_type_").text().startsWith("multilabel");
    }

    static List<List<String>> noOrYes(int targets) {
        return Collections.nCopies(targets, NO_YES);
    }

    static int yesOrNo(ScorerProgram program, int slot, double threshold) {
        return program.add(new Binarize(threshold, 1), slot)[0];
    }

    static int oneMinus(ScorerProgram program, int slot) {
        return program.add(minus(1), slot)[0];
    }

    /** A number minus the input. */
    static Affine minus(double number) {
        return new Affine(new Matrix(1, 1, Numbers.of(-1)), Numbers.of(number));
    }
}
