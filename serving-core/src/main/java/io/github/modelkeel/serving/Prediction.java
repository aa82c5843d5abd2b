package io.github.modelkeel.serving;

import io.github.modelkeel.model.ScoringModel.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One answer, and which model version gave it. Immutable.
 *
 * <p>In scikit-learn's words: {@link #label} is what a classifier's {@code predict} gives, {@link #probabilities} its
 * {@code predict_proba}, {@link #value} a regressor's {@code predict}, and {@link #outputs} that of a regressor with several targets. A
 * classifier with several targets has {@link #targets}, each with a label and probabilities of its own.
 *
 * @param value what the model says: a regression's number in the unit of the target it was trained on, the first of several; the
 *     probability of the positive class, between 0 and 1, of a classifier of two; the index of the class of a classifier of more, or of
 *     one without probabilities; the index of the first target's class of a classifier with several targets
 * @param modelName the registered model's name; the model id for an address that names no registered model
 * @param modelVersion the registered version, from 1; 0 for an address that names no registered model
 * @param classes a classifier's classes, of two the negative one first; empty for a regression
 * @param answer all that the model says where the value alone does not tell it; otherwise {@code null}
 */
public record Prediction(
        double value,
        String modelName,
        int modelVersion,
        List<String> classes,
        @Nullable Answer answer) {
    private static final double HALF = 0.5;

    /**
     * Checks the parts.
     *
     * @param value what the model says
     * @param modelName the registered model's name, or the model id
     * @param modelVersion the registered version, or 0
     * @param classes the classes, or nothing
     * @param answer all that the model says, or {@code null}
     * @throws IllegalArgumentException if the version is negative, there is a single class, there are more than two without an answer,
     *     or the answer does not fit the classes
     */
    public Prediction {
        Objects.requireNonNull(modelName, "modelName");
        if (modelVersion < 0) {
            throw new IllegalArgumentException("modelVersion must not be negative: " + modelVersion);
        }
        classes = List.copyOf(classes);
        if (classes.size() == 1) {
            throw new IllegalArgumentException("classes must be none, two or more: " + classes);
        }
        if (answer == null ? classes.size() > 2 : !fits(answer, classes)) {
            throw new IllegalArgumentException("the answer " + answer + " does not fit the classes " + classes);
        }
    }

    private static boolean fits(Answer answer, List<String> classes) {
        if (classes.isEmpty()) {
            return answer.label().isEmpty()
                    && answer.outputs().isEmpty() == !answer.targets().isEmpty();
        }
        int probabilities = answer.probabilities().size();
        if (!answer.targets().isEmpty()) {
            return false;
        }
        return answer.label().orElse(-1) >= 0
                && answer.label().orElse(-1) < classes.size()
                && (probabilities == 0 || probabilities == classes.size());
    }

    /**
     * A prediction whose value says everything: that of a regression of one number, or of a classifier of two classes.
     *
     * @param value what the model says
     * @param modelName the registered model's name, or the model id
     * @param modelVersion the registered version, or 0
     * @param classes the negative class and the positive one, or nothing
     * @throws IllegalArgumentException if the version is negative, or there are classes but not two
     */
    public Prediction(double value, String modelName, int modelVersion, List<String> classes) {
        this(value, modelName, modelVersion, classes, null);
    }

    /**
     * The class that the model decides for: mostly the one with the highest probability.
     *
     * @return the class
     * @throws IllegalStateException if the model is a regression, or a classifier with several targets
     */
    public String label() {
        requireClassifier();
        int index = answer == null ? (value > HALF ? 1 : 0) : answer.label().orElseThrow();
        return classes.get(index);
    }

    /**
     * The probability of each class.
     *
     * @return the probabilities by class, in the order of the classes; a new map each time
     * @throws IllegalStateException if the model is a regression, a classifier with several targets, or one that gives no
     *     probabilities, as a linear support vector machine
     */
    public Map<String, Double> probabilities() {
        requireClassifier();
        List<Double> values = answer == null ? List.of(1 - value, value) : answer.probabilities();
        if (values.isEmpty()) {
            throw new IllegalStateException(modelName + " decides for a class without probabilities; ask for label()");
        }
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            probabilities.put(classes.get(i), values.get(i));
        }
        return probabilities;
    }

    /**
     * The numbers of a regression, one for each target.
     *
     * @return one number or more, {@link #value} first
     * @throws IllegalStateException if the model is a classifier
     */
    public List<Double> outputs() {
        if (!classes.isEmpty() || severalTargets()) {
            throw new IllegalStateException(modelName + " predicts a class, not a number");
        }
        return answer == null ? List.of(value) : answer.outputs();
    }

    /**
     * What a classifier with several targets says of each of them, in their order.
     *
     * @return for each target its label, and the probability of each of its classes where the model gives them
     * @throws IllegalStateException if the model is not a classifier with several targets
     */
    public List<Answer.Target> targets() {
        if (answer == null || !severalTargets()) {
            throw new IllegalStateException(modelName + " predicts a single target; ask for label() or value()");
        }
        return answer.targets();
    }

    /**
     * What scikit-learn calls {@code decision_function}: how far a row is on one side of the limit between two classes, or between ordinary
     * rows and outliers, or one score a class, as {@code decision_function} has it.
     *
     * @return one score or more
     * @throws IllegalStateException if the model has no decision function, or the predictor was made without
     *     {@link PredictorBuilder#scores(boolean)}
     */
    public List<Double> decisionFunction() {
        return scores(answer == null ? List.of() : answer.decisionFunction(), "decision function");
    }

    /**
     * What scikit-learn calls {@code score_samples}: how ordinary a row is, the higher the more. It is what a detector of outliers computes
     * before its limit is subtracted.
     *
     * @return the score
     * @throws IllegalStateException if the model has no score of samples, or the predictor was made without
     *     {@link PredictorBuilder#scores(boolean)}
     */
    public double scoreSamples() {
        return scores(answer == null ? List.of() : answer.scoreSamples(), "score of samples")
                .get(0);
    }

    private List<Double> scores(List<Double> scores, String name) {
        if (scores.isEmpty()) {
            throw new IllegalStateException("there is no " + name + ": either " + modelName
                    + " has none, or its predictor was made without PredictorBuilder.scores(true)");
        }
        return scores;
    }

    private boolean severalTargets() {
        return answer != null && !answer.targets().isEmpty();
    }

    private void requireClassifier() {
        if (severalTargets()) {
            throw new IllegalStateException(
                    modelName + " predicts a class for each of several targets; ask for targets()");
        }
        if (classes.isEmpty()) {
            throw new IllegalStateException(modelName + " predicts a number, not a class");
        }
    }
}
