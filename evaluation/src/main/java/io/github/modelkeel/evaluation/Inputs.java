package io.github.modelkeel.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks what users pass, and says what is wrong where it is. */
final class Inputs {
    private static final double UNIT = 1e-6;

    private Inputs() {}

    static double[] numbers(String name, double[] values) {
        Objects.requireNonNull(values, name);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] is " + values[i] + "; leave out rows without a label or a prediction");
            }
        }
        return values.clone();
    }

    static double[] probabilities(String name, double[] values) {
        double[] checked = numbers(name, values);
        for (int i = 0; i < checked.length; i++) {
            if (checked[i] < 0 || checked[i] > 1) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] must be a probability, between 0 and 1: " + checked[i]);
            }
        }
        return checked;
    }

    /** A row for each row, with a probability for each class that add up to 1. */
    static double[][] probabilities(String name, double[][] values, int classes) {
        Objects.requireNonNull(values, name);
        double[][] checked = new double[values.length][];
        for (int i = 0; i < checked.length; i++) {
            String row = name + "[" + i + "]";
            checked[i] = probabilities(row, values[i]);
            double sum = Arrays.stream(checked[i]).sum();
            if (checked[i].length != classes || Math.abs(sum - 1) > UNIT) {
                throw new IllegalArgumentException(row + " must have a probability for each of " + classes
                        + " classes, and they must add up to 1: " + Arrays.toString(checked[i]));
            }
        }
        return checked;
    }

    static void rows(String first, int rows, String second, int others) {
        if (rows == 0) {
            throw new IllegalArgumentException(first + " is empty; there is nothing to evaluate");
        }
        if (rows != others) {
            throw new IllegalArgumentException(
                    first + " has " + rows + " rows and " + second + " " + others + "; they must have the same");
        }
    }

    /** Weights that are not negative and not all 0; of none, 1 each. */
    static double[] weights(double @Nullable [] weights, int rows) {
        if (weights == null) {
            double[] once = new double[rows];
            Arrays.fill(once, 1);
            return once;
        }
        double[] checked = numbers("weights", weights);
        rows("weights", checked.length, "the labels", rows);
        double total = 0;
        for (int i = 0; i < rows; i++) {
            if (checked[i] < 0) {
                throw new IllegalArgumentException("weights[" + i + "] must not be negative: " + checked[i]);
            }
            total += checked[i];
        }
        if (total == 0) {
            throw new IllegalArgumentException("weights are all 0; there is nothing to evaluate");
        }
        return checked;
    }

    static double[] parts(boolean[] labels) {
        double[] parts = new double[labels.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = labels[i] ? 1 : 0;
        }
        return parts;
    }

    static boolean[] atLeast(double[] scores, double threshold) {
        boolean[] guesses = new boolean[scores.length];
        for (int i = 0; i < guesses.length; i++) {
            guesses[i] = scores[i] >= threshold;
        }
        return guesses;
    }

    /** The class of the largest probability, the first of equal ones. */
    static int[] likeliest(double[][] probabilities) {
        int[] guesses = new int[probabilities.length];
        for (int i = 0; i < guesses.length; i++) {
            for (int k = 1; k < probabilities[i].length; k++) {
                if (probabilities[i][k] > probabilities[i][guesses[i]]) {
                    guesses[i] = k;
                }
            }
        }
        return guesses;
    }

    static List<String> classes(List<String> first, List<String> second) {
        TreeSet<String> classes = new TreeSet<>(first);
        classes.addAll(second);
        return new ArrayList<>(classes);
    }

    static List<String> distinct(List<String> classes) {
        List<String> copy = List.copyOf(Objects.requireNonNull(classes, "classes"));
        if (copy.size() < 2 || new TreeSet<>(copy).size() < copy.size()) {
            throw new IllegalArgumentException("classes must be two or more different names: " + copy);
        }
        return copy;
    }

    /** The places of labels among the classes. */
    static int[] places(String name, List<String> labels, List<String> classes) {
        int[] places = new int[labels.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = classes.indexOf(labels.get(i));
            if (places[i] < 0) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] is '" + labels.get(i) + "', which is none of the classes " + classes);
            }
        }
        return places;
    }

    static double[][] parts(int[] places, int classes) {
        double[][] parts = new double[places.length][classes];
        for (int i = 0; i < places.length; i++) {
            parts[i][places[i]] = 1;
        }
        return parts;
    }
}
