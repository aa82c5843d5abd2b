package io.github.modelkeel.sklearn.estimator.meta;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Members;
import io.github.modelkeel.sklearn.reader.PartReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** An estimator whose features are what other estimators say, and with {@code passthrough} the features themselves. */
public final class Stackings {
    private Stackings() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.addMeta(
                "sklearn.ensemble._stacking.StackingRegressor",
                (at, features, parts) -> read(at, features, parts, List.of()));
        readers.addMeta(
                "sklearn.ensemble._stacking.StackingClassifier",
                (at, features, parts) -> read(at, features, parts, ClassNames.of(at)));
    }

    private static Fitted read(Located at, int features, PartReader parts, List<String> classes) {
        ScorerProgram program = new ScorerProgram(features);
        int[] said = said(at, parts, program, classes);
        if (at.attribute("passthrough").bool()) {
            said = ScorerProgram.join(said, program.features());
        }
        Located place = at.attribute("final_estimator_");
        Fitted last = parts.estimator(place, said.length);
        if (last.classes().size() != classes.size() || !last.targets().isEmpty()) {
            throw place.refusal(classes.size() + " classes are expected, it knows "
                    + last.classes().size());
        }
        Scorer decision = last.decision();
        return new Fitted(
                program.scorer(program.add(last.scorer(), Link.IDENTITY, said)),
                last.link(),
                classes,
                last.labels(),
                decision == null ? null : program.scorer(program.add(decision, Link.IDENTITY, said)));
    }

    private static int[] said(Located at, PartReader parts, ScorerProgram program, List<String> classes) {
        List<Located> members = Members.of(at);
        List<Located> methods = at.attribute("stack_method_").elements();
        if (methods.size() != members.size()) {
            throw at.attribute("stack_method_").refusal(members.size() + " names are expected");
        }
        int[] said = new int[0];
        for (int i = 0; i < members.size(); i++) {
            SubEstimator subEstimator = SubEstimator.read(members.get(i), parts, program, program.features());
            said = ScorerProgram.join(said, said(subEstimator, methods.get(i), classes));
        }
        return said;
    }

    private static int[] said(SubEstimator subEstimator, Located method, List<String> classes) {
        return switch (method.text()) {
            case "predict_proba" -> {
                int[] probabilities = subEstimator.probabilities();
                yield classes.size() == 2 ? Arrays.copyOfRange(probabilities, 1, 2) : probabilities;
            }
            case "decision_function" -> subEstimator.decision();
            case "predict" ->
                subEstimator.classes().isEmpty()
                        ? subEstimator.values()
                        : new int[] {numberedLabel(subEstimator, method)};
            default -> throw method.refusal("a stack by '" + method.text() + "' is not supported");
        };
    }

    /** The members of a stack are fitted on the indices of the classes, so that a label is its own index. */
    private static int numberedLabel(SubEstimator subEstimator, Located method) {
        List<String> numbers = IntStream.range(0, subEstimator.classes().size())
                .mapToObj(Integer::toString)
                .toList();
        if (!subEstimator.classes().equals(numbers)) {
            throw method.refusal(
                    "a stack of labels is not supported when they are not numbers from 0: " + subEstimator.classes());
        }
        return subEstimator.label();
    }
}
