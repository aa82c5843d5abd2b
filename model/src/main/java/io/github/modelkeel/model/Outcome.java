package io.github.modelkeel.model;

import io.github.modelkeel.model.ScoringModel.Answer;
import io.github.modelkeel.model.ScoringModel.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * From a row's scores to what a model says. Immutable.
 *
 * @param link the link
 * @param linkScale what scores are multiplied by before the link
 * @param classes the classes of a classifier, none for a regression
 * @param labels how a classifier finds the class
 */
record Outcome(Link link, double linkScale, List<String> classes, Labels labels) {
    Outcome {
        classes = List.copyOf(classes);
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
            throw new IllegalStateException("the model predicts " + scores.length + " numbers; ask for answer()");
        }
        double[] scaled = scaled(scores);
        double[] values = linked(scaled);
        double[] probabilities = ofClasses(values);
        return classes.size() == 2 ? probabilities[1] : label(scaled, values, probabilities);
    }

    Answer answer(double[] scores) {
        double[] scaled = scaled(scores);
        double[] values = linked(scaled);
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
            throw new IllegalStateException("the model predicts a number, not a class");
        }
        if (!hasProbabilities(outputs)) {
            throw new IllegalStateException("the classifier gives the class of a row, but no probabilities");
        }
    }

    boolean hasProbabilities(int outputs) {
        return !classes.isEmpty() && !(labels == Labels.FIRST_OUTPUT && outputs == 1);
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
        if (labels == Labels.FIRST_OUTPUT) {
            return Arrays.copyOfRange(values, 1, values.length);
        }
        if (values.length > 1) {
            return values;
        }
        double positive = values[0];
        return new double[] {link.isFloat() ? 1f - (float) positive : 1 - positive, positive};
    }

    private int label(double[] scores, double[] values, double[] probabilities) {
        return switch (labels) {
            case MOST_PROBABLE -> indexOfLargest(probabilities);
            case HIGHEST_SCORE -> scores.length > 1 ? indexOfLargest(scores) : scores[0] > 0 ? 1 : 0;
            case HIGHEST_SCORE_OR_ZERO -> scores.length > 1 ? indexOfLargest(scores) : scores[0] >= 0 ? 1 : 0;
            case FIRST_OUTPUT -> Math.min(classes.size() - 1, Math.max(0, (int) values[0]));
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

    private static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidInputException(
                    null,
                    "the row gives no finite prediction (" + value
                            + "): a value is far outside the range of the training data");
        }
    }
}
