package io.github.modelkeel.model.evaluation;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From a row's scores to what a model predicts: the only place where a value, a label, probabilities and targets are made. Immutable.
 *
 * @param link the link
 * @param linkScale what scores are multiplied by before the link
 * @param classes the classes of a classifier, none for a regression
 * @param rule how a classifier finds the class
 * @param targets the classes of each target of a classifier of several, none for another model
 */
public record Outcome(
        Link link, double linkScale, List<String> classes, DecisionRule rule, List<List<String>> targets) {
    public Outcome {
        classes = List.copyOf(classes);
        targets = targets.stream().map(List::copyOf).toList();
    }

    /** Whether the value of a row is all there is to say, see {@link #ofValue}. */
    boolean isScalar(int outputs) {
        return outputs == 1
                && (classes.isEmpty()
                        ? targets.isEmpty()
                        : link == Link.LOGISTIC && rule == DecisionRule.MOST_PROBABLE);
    }

    /** The output of which a scalar model gave the value. */
    Output ofValue(double value) {
        if (classes.isEmpty()) {
            return Output.ofNumbers(List.of(value));
        }
        double[] probabilities = ofClasses(new double[] {value});
        return Output.ofClass(classes, indexOfLargest(probabilities), asList(probabilities));
    }

    /** The value of a row with one score. */
    double value(double score) {
        double value = link.apply(linkScale * score);
        requireFinite(value);
        return rule == DecisionRule.FIRST_OUTPUT ? index(value, classes.isEmpty() ? targets.get(0) : classes) : value;
    }

    /** The value of a row with scores. */
    double value(double[] scores) {
        if (scores.length == 1) {
            return value(scores[0]);
        }
        if (classes.isEmpty()) {
            throw new IllegalStateException(
                    targets.isEmpty()
                            ? "the model predicts " + scores.length
                                    + " numbers; ask for predictOne(Rows.of(row)).values()"
                            : "the model predicts " + targets.size()
                                    + " classes; ask for predictOne(Rows.of(row)).targets()");
        }
        double[] scaled = scaled(scores);
        double[] values = linked(scaled);
        double[] probabilities = ofClasses(values);
        boolean two = probabilities.length == 2;
        return Output.valueOf(
                two ? 0 : label(scaled, values, probabilities), probabilities.length, two ? probabilities[1] : 0);
    }

    /** All that the model says of a row. */
    Output output(double[] scores) {
        double[] scaled = scaled(scores);
        double[] values = linked(scaled);
        if (!targets.isEmpty()) {
            return Output.ofTargets(ofTargets(values));
        }
        if (classes.isEmpty()) {
            return Output.ofNumbers(asList(values));
        }
        double[] probabilities = ofClasses(values);
        return Output.ofClass(classes, label(scaled, values, probabilities), asList(probabilities));
    }

    /** How many numbers or classes there are for a row, see {@link ScoringModel#outputCount()}. */
    int count(int outputs) {
        if (!targets.isEmpty()) {
            return targets.size();
        }
        return classes.isEmpty() ? outputs : 1;
    }

    boolean hasProbabilities(int outputs) {
        if (!targets.isEmpty()) {
            return outputs > targets.size();
        }
        return !classes.isEmpty() && !(rule == DecisionRule.FIRST_OUTPUT && outputs == 1);
    }

    private List<Output.Target> ofTargets(double[] values) {
        List<Output.Target> found = new ArrayList<>();
        int next = 0;
        for (List<String> names : targets) {
            int index = index(values[next++], names);
            Map<String, Double> probabilities = new LinkedHashMap<>();
            if (hasProbabilities(values.length)) {
                for (String name : names) {
                    probabilities.put(name, values[next++]);
                }
            }
            found.add(new Output.Target(index, names.get(index), probabilities));
        }
        return found;
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
            throw new InvalidInputException(new InvalidInputException.Violation(
                    null,
                    InvalidInputException.Kind.NOT_FINITE_RESULT,
                    null,
                    "the row gives no finite prediction (" + value
                            + "): a value is far outside the range of the training data"));
        }
    }
}
