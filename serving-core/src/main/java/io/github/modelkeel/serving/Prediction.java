package io.github.modelkeel.serving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One answer, and which model version gave it. Immutable.
 *
 * @param value what the model says: a regression's number in the unit of the target it was trained on; a classifier's probability of
 *     its positive class, between 0 and 1
 * @param modelName the registered model's name; the model id for an address that names no registered model
 * @param modelVersion the registered version, from 1; 0 for an address that names no registered model
 * @param classes a classifier's negative class and its positive one, in this order; empty for a regression
 */
public record Prediction(double value, String modelName, int modelVersion, List<String> classes) {
    private static final double HALF = 0.5;

    /**
     * Checks the parts.
     *
     * @param value what the model says
     * @param modelName the registered model's name, or the model id
     * @param modelVersion the registered version, or 0
     * @param classes the negative class and the positive one, or nothing
     * @throws IllegalArgumentException if the version is negative, or there are classes but not two
     */
    public Prediction {
        Objects.requireNonNull(modelName, "modelName");
        if (modelVersion < 0) {
            throw new IllegalArgumentException("modelVersion must not be negative: " + modelVersion);
        }
        classes = List.copyOf(classes);
        if (!classes.isEmpty() && classes.size() != 2) {
            throw new IllegalArgumentException("classes must be none or two: " + classes);
        }
    }

    /**
     * The likelier class: the positive one when its probability is above one half.
     *
     * @return the class
     * @throws IllegalStateException if the model is a regression
     */
    public String label() {
        requireClassifier();
        return classes.get(value > HALF ? 1 : 0);
    }

    /**
     * The probability of each class.
     *
     * @return the probabilities by class, the negative class first; a new map each time
     * @throws IllegalStateException if the model is a regression
     */
    public Map<String, Double> probabilities() {
        requireClassifier();
        Map<String, Double> probabilities = new LinkedHashMap<>();
        probabilities.put(classes.get(0), 1 - value);
        probabilities.put(classes.get(1), value);
        return probabilities;
    }

    private void requireClassifier() {
        if (classes.isEmpty()) {
            throw new IllegalStateException(modelName + " predicts a number, not a class");
        }
    }
}
