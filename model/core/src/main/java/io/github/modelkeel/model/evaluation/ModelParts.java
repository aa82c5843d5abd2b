package io.github.modelkeel.model.evaluation;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.model.internal.Categories;
import io.github.modelkeel.model.operation.Outline;
import io.github.modelkeel.model.operation.ProgramScorer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model is made of: two models are equal when these are. Immutable. */
record ModelParts(
        Signature signature,
        FittedPreprocessing preprocessing,
        Scorer scorer,
        Outcome outcome,
        ScoreFunctions functions) {
    ModelParts {
        for (Column column : preprocessing.columns()) {
            if (signature.inputs().stream().noneMatch(input -> isSame(input, column))) {
                throw new IllegalArgumentException("the preprocessing reads the column '" + column.name() + "' as "
                        + column.type().description() + ", which the signature does not have");
            }
        }
        if (!outcome.classes().isEmpty()) {
            requireClasses(scorer, outcome);
        }
        if (!outcome.targets().isEmpty()) {
            requireTargets(scorer, outcome);
        }
    }

    private static boolean isSame(Column one, Column other) {
        return one.name().equals(other.name()) && one.type() == other.type();
    }

    private static void requireClasses(Scorer scorer, Outcome outcome) {
        List<String> names = outcome.classes();
        int outputs = scorer.outputs();
        boolean fits = outcome.rule() == DecisionRule.FIRST_OUTPUT
                ? names.size() > 1 && (outputs == 1 || outputs == names.size() + 1)
                : outputs == 1
                        ? names.size() == 2 && givesProbability(scorer, outcome.link())
                        : names.size() == outputs;
        if (!fits || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    "a classifier needs two classes and a logistic link, or a score and a link for each class: "
                            + Categories.describe(names) + "; scores " + outputs + ", " + outcome.link() + ", "
                            + outcome.rule());
        }
    }

    private static boolean givesProbability(Scorer scorer, Link link) {
        return switch (link) {
            case LOGISTIC, FLOAT_LOGISTIC, STEP -> true;
            case IDENTITY -> scorer instanceof ProgramScorer;
            default -> false;
        };
    }

    private static void requireTargets(Scorer scorer, Outcome outcome) {
        List<List<String>> targets = outcome.targets();
        int labelsAlone = targets.size();
        int all = labelsAlone + targets.stream().mapToInt(List::size).sum();
        boolean fits = outcome.link() == Link.IDENTITY
                && (scorer.outputs() == labelsAlone || scorer.outputs() == all)
                && targets.stream().noneMatch(names -> names.isEmpty() || new HashSet<>(names).size() != names.size());
        if (!fits) {
            throw new IllegalArgumentException(
                    "a classifier of several targets needs for each the index of its class, and then a probability for each"
                            + " class or nothing: " + targets.size() + " targets, scores " + scorer.outputs() + ", "
                            + outcome.link());
        }
    }

    /** What is done on the way from a row to the scores, described. */
    List<String> steps() {
        List<String> steps = new ArrayList<>(preprocessing.steps());
        if (scorer instanceof ProgramScorer made) {
            steps.addAll(Outline.of(made.program(), preprocessing.featureNames()));
        }
        return List.copyOf(steps);
    }

    Map<String, Double> importance() {
        double[] weights = scorer.importance();
        Map<String, Double> byName = new LinkedHashMap<>();
        List<String> names = preprocessing.featureNames();
        for (int i = 0; i < weights.length; i++) {
            byName.put(names.get(i), weights[i]);
        }
        return byName;
    }
}
