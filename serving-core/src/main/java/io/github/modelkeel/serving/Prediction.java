package io.github.modelkeel.serving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One answer, and which model version gave it. Immutable.
 *
 * <p>In scikit-learn's words: {@link #label} is what a classifier's {@code predict} gives, {@link #probabilities} its
 * {@code predict_proba}, and {@link #value} a regressor's {@code predict}.
 *
 * @param value what the model says: a regression's number in the unit of the target it was trained on; the probability of the positive
 *     class, between 0 and 1, of a classifier of two; the index of the most probable class of a classifier of more
 * @param modelName the registered model's name; the model id for an address that names no registered model
 * @param modelVersion the registered version, from 1; 0 for an address that names no registered model
 * @param classes a classifier's classes, of two the negative one first; empty for a regression
 * @param classProbabilities the probability of each class where the value alone does not tell it; otherwise empty
 * @param outputs all numbers of a regression of several, of which the value is the first; otherwise empty
 * @param labelIndex which of the classes {@link #label} is; -1 where value and probabilities tell it, and for a regression
 */
public record Prediction(
        double value,
        String modelName,
        int modelVersion,
        List<String> classes,
        List<Double> classProbabilities,
        List<Double> outputs,
        int labelIndex) {
    private static final double HALF = 0.5;

    /**
     * Checks the parts.
     *
     * @param value what the model says
     * @param modelName the registered model's name, or the model id
     * @param modelVersion the registered version, or 0
     * @param classes the classes, or nothing
     * @param classProbabilities a probability for each class, or nothing
     * @param outputs the numbers of a regression of several, or nothing
     * @param labelIndex the index of the class, or -1
     * @throws IllegalArgumentException if the version is negative, there is a single class, there are more than two without
     *     probabilities and label, not as many probabilities as classes, or no class of that index
     */
    public Prediction {
        outputs = List.copyOf(outputs);
        Objects.requireNonNull(modelName, "modelName");
        if (modelVersion < 0) {
            throw new IllegalArgumentException("modelVersion must not be negative: " + modelVersion);
        }
        classes = List.copyOf(classes);
        classProbabilities = List.copyOf(classProbabilities);
        if (classes.size() == 1) {
            throw new IllegalArgumentException("classes must be none, two or more: " + classes);
        }
        if (labelIndex < -1 || labelIndex >= classes.size()) {
            throw new IllegalArgumentException("there is no class " + labelIndex + " among " + classes.size());
        }
        boolean told = classProbabilities.isEmpty() && (classes.size() <= 2 || labelIndex >= 0);
        if (!told && classProbabilities.size() != classes.size()) {
            throw new IllegalArgumentException(
                    "there are " + classProbabilities.size() + " probabilities for " + classes.size() + " classes");
        }
    }

    /**
     * An answer whose value tells all there is: a regression's, or that of a classifier of two classes.
     *
     * @param value what the model says
     * @param modelName the registered model's name, or the model id
     * @param modelVersion the registered version, or 0
     * @param classes the negative class and the positive one, or nothing
     * @throws IllegalArgumentException if the version is negative, or there are classes but not two
     */
    public Prediction(double value, String modelName, int modelVersion, List<String> classes) {
        this(value, modelName, modelVersion, classes, List.of());
    }

    /**
     * An answer whose label is the likeliest class.
     *
     * @param value what the model says
     * @param modelName the registered model's name, or the model id
     * @param modelVersion the registered version, or 0
     * @param classes the classes, or nothing
     * @param classProbabilities a probability for each class, or nothing
     * @throws IllegalArgumentException if the version is negative, there is a single class, there are more than two without
     *     probabilities, or not as many probabilities as classes
     */
    public Prediction(
            double value, String modelName, int modelVersion, List<String> classes, List<Double> classProbabilities) {
        this(value, modelName, modelVersion, classes, classProbabilities, List.of(), -1);
    }

    /** A regression's answer of several numbers. */
    static Prediction ofOutputs(List<Double> outputs, String modelName, int modelVersion) {
        return new Prediction(outputs.get(0), modelName, modelVersion, List.of(), List.of(), outputs, -1);
    }

    /**
     * All numbers of a regression.
     *
     * @return the value alone, or every output of a model of several
     */
    public List<Double> values() {
        return outputs.isEmpty() ? List.of(value) : outputs;
    }

    /**
     * The class that the model names: the likeliest unless it has a rule of its own, as classifiers without probabilities do. Of two that
     * is the positive one when its probability is above one half, of more the first with the highest.
     *
     * @return the class
     * @throws IllegalStateException if the model is a regression
     */
    public String label() {
        requireClassifier();
        if (labelIndex >= 0) {
            return classes.get(labelIndex);
        }
        return classes.get(classes.size() > 2 ? (int) value : value > HALF ? 1 : 0);
    }

    /**
     * The probability of each class.
     *
     * @return the probabilities by class, in the order of the classes; a new map each time
     * @throws IllegalStateException if the model is a regression, or a classifier without probabilities
     */
    public Map<String, Double> probabilities() {
        requireClassifier();
        if (labelIndex >= 0 && classProbabilities.isEmpty()) {
            throw new IllegalStateException(modelName + " gives the class of a row, but no probabilities");
        }
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            double told = i == 1 ? value : 1 - value;
            probabilities.put(classes.get(i), classProbabilities.isEmpty() ? told : classProbabilities.get(i));
        }
        return probabilities;
    }

    private void requireClassifier() {
        if (classes.isEmpty()) {
            throw new IllegalStateException(modelName + " predicts a number, not a class");
        }
    }
}
