package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.NumberTable;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Members;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Models of several targets: an estimator a target side by side, or a chain in which each reads what those before it say. Classifiers
 * answer for each target as {@link io.github.modelkeel.model.training.ScoringModelBuilder#targets} has it. Bounds: those of the estimators inside; in
 * a chain what is lost in one is carried on into the next.
 */
public final class MultiOutput {
    private static final String PREFIX = "sklearn.multioutput.";

    private MultiOutput() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.addMeta(PREFIX + "MultiOutputRegressor", MultiOutput::regressors);
        readers.addMeta(PREFIX + "MultiOutputClassifier", MultiOutput::classifiers);
        readers.addMeta(PREFIX + "RegressorChain", MultiOutput::regressorChain);
        readers.addMeta(PREFIX + "ClassifierChain", MultiOutput::classifierChain);
    }

    private static Fitted regressors(Located at, int features, PartReader parts) {
        ScorerProgram program = new ScorerProgram(features);
        int[] outputs = new int[0];
        for (Located subEstimator : Members.of(at)) {
            outputs = ScorerProgram.join(
                    outputs,
                    SubEstimator.read(subEstimator, parts, program, program.features())
                            .values());
        }
        return Fitted.regression(program.scorer(outputs));
    }

    private static Fitted classifiers(Located at, int features, PartReader parts) {
        ScorerProgram program = new ScorerProgram(features);
        List<SubEstimator> members = new ArrayList<>();
        for (Located place : Members.of(at)) {
            members.add(SubEstimator.read(place, parts, program, program.features()));
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

    private static Fitted regressorChain(Located at, int features, PartReader parts) {
        ScorerProgram program = new ScorerProgram(features);
        int[] read = program.completeFeatures();
        List<Integer> said = new ArrayList<>();
        for (Located place : Members.of(at)) {
            int value = SubEstimator.read(place, parts, program, read).values()[0];
            said.add(value);
            read = ScorerProgram.join(read, value);
        }
        int[] outputs = IntStream.of(places(at, said.size())).map(said::get).toArray();
        return Fitted.regression(program.scorer(outputs));
    }

    private static Fitted classifierChain(Located at, int features, PartReader parts) {
        ScorerProgram program = new ScorerProgram(features);
        String method = at.find("chain_method_").map(Located::text).orElse("predict");
        int[] read = program.completeFeatures();
        List<SubEstimator> members = new ArrayList<>();
        for (Located place : Members.of(at)) {
            SubEstimator subEstimator = SubEstimator.read(place, parts, program, read);
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
}
