package io.github.modelkeel.model;

import io.github.modelkeel.model.ScoringModel.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * From a row's scores to what a model says. Immutable.
 *
 * @param link the link
 * @param linkScale what scores are multiplied by before the link
 * @param classes the classes of a classifier, none for a regression
 * @param rule how a classifier finds the class
 * @param targets the classes of each target of a classifier of several, none for another model
 */
record Outcome(Link link, double linkScale, List<String> classes, DecisionRule rule, List<List<String>> targets) {
    Outcome {
        classes = List.copyOf(classes);
        targets = targets.stream().map(List::copyOf).toList();
    }

    /** The value of a row with one score. */
    double value(double score) {
        double value = link.apply(linkScale * score);
        requireFinite(value);
        return value;
    }

    /** The value of a row with several scores. */
    double value(double[] scores) {
        if (classes.isEmpty()) {
            throw new IllegalStateException(
                    targets.isEmpty()
                            ? "the model predicts " + scores.length + " numbers; ask for answer()"
                            : severalClasses());
        }
        double[] scaled = scaled(scores);
        double[] values = linked(scaled);
        double[] probabilities = ofClasses(values);
        return classes.size() == 2 ? probabilities[1] : label(scaled, values, probabilities);
    }

    Answer answer(double[] scores) {
        double[] scaled = scaled(scores);
        double[] values = linked(scaled);
        if (!targets.isEmpty()) {
            return new Answer(OptionalInt.empty(), List.of(), List.of(), ofTargets(values));
        }
        if (classes.isEmpty()) {
            return new Answer(OptionalInt.empty(), List.of(), asList(values));
        }
        double[] probabilities = ofClasses(values);
        return new Answer(
                OptionalInt.of(label(scaled, values, probabilities)),
                hasProbabilities(scores.length) ? asList(probabilities) : List.of(),
                List.of());
    }

    /** The probability of each class. */
    List<Double> probabilities(double[] scores) {
        return asList(ofClasses(linked(scaled(scores))));
    }

    /** Throws unless there are classes that have probabilities. */
    void requireProbabilities(int outputs) {
        if (classes.isEmpty()) {
            throw new IllegalStateException(
                    targets.isEmpty() ? "the model predicts a number, not a class" : severalClasses());
        }
        if (!hasProbabilities(outputs)) {
            throw new IllegalStateException("the classifier gives the class of a row, but no probabilities");
        }
    }

    boolean hasProbabilities(int outputs) {
        if (!targets.isEmpty()) {
            return outputs > targets.size();
        }
        return !classes.isEmpty() && !(rule == DecisionRule.FIRST_OUTPUT && outputs == 1);
    }

    private String severalClasses() {
        return "the model predicts " + targets.size() + " classes; ask for answer()";
    }

    private List<Answer.Target> ofTargets(double[] values) {
        List<Answer.Target> answers = new ArrayList<>();
        int next = 0;
        for (List<String> names : targets) {
            int index = index(values[next++], names);
            Map<String, Double> probabilities = new LinkedHashMap<>();
            if (hasProbabilities(values.length)) {
                for (String name : names) {
                    probabilities.put(name, values[next++]);
                }
            }
            answers.add(new Answer.Target(index, names.get(index), probabilities));
        }
        return answers;
    }

    private static int index(double value, List<String> names) {
        return Math.min(names.size() - 1, Math.max(0, (int) value));
    }

    private double[] scaled(double[] scores) {
        double[] scaled = scores.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= linkScale;
        }
        return scaled;
    }

    private double[] linked(double[] scaled) {
        double[] values = scaled.clone();
        link.applyAll(values);
        for (double value : values) {
            requireFinite(value);
        }
        return values;
    }

    /** The probability of each class, as far as there are any, from the scores after the link. */
    private double[] ofClasses(double[] values) {
        if (rule == DecisionRule.FIRST_OUTPUT) {
            return Arrays.copyOfRange(values, 1, values.length);
        }
        if (values.length > 1) {
            return values;
        }
        double positive = values[0];
        return new double[] {link.isFloat() ? 1f - (float) positive : 1 - positive, positive};
    }

    private int label(double[] scores, double[] values, double[] probabilities) {
        return switch (rule) {
            case MOST_PROBABLE -> indexOfLargest(probabilities);
            case HIGHEST_SCORE -> scores.length > 1 ? indexOfLargest(scores) : scores[0] > 0 ? 1 : 0;
            case HIGHEST_SCORE_OR_ZERO -> scores.length > 1 ? indexOfLargest(scores) : scores[0] >= 0 ? 1 : 0;
            case FIRST_OUTPUT -> index(values[0], classes);
        };
    }

    private static int indexOfLargest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    private static List<Double> asList(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidInputException(
                    null,
                    "the row gives no finite prediction (" + value
                            + "): a value is far outside the range of the training data");
        }
    }
}
