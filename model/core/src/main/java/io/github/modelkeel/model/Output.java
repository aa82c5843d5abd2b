package io.github.modelkeel.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a model predicts for a row. Immutable and safe for use by multiple threads.
 *
 * <p>In scikit-learn's words: {@link #label} is what a classifier's {@code predict} gives, {@link #probabilities} its
 * {@code predict_proba}, {@link #value} a regressor's {@code predict}, and {@link #values} that of a regressor with several outputs. A
 * classifier with several targets has {@link #targets}, each with a label and probabilities of its own. What a model does not have is an
 * {@link IllegalStateException} that says what to ask for instead; the {@code has…} methods answer that first.
 */
public final class Output {
    private static final int TWO_CLASSES = 2;
    private static final int NO_CLASS = -1;

    private final double value;
    private final List<Double> values;
    private final List<String> classes;
    private final int classIndex;
    private final List<Double> probabilities;
    private final List<Target> targets;
    private final Scores scores;

    /** What the score functions gave, nothing where there is none or it was not asked for. */
    record Scores(List<Double> decisionFunction, List<Double> scoreSamples) {
        static final Scores NONE = new Scores(List.of(), List.of());
    }

    /** What a classifier says of a row: its classes, the index of the one it decides for, the probability of each or nothing. */
    private record Decision(List<String> classes, int index, List<Double> probabilities) {
        static final Decision NONE = new Decision(List.of(), NO_CLASS, List.of());

        double value() {
            return valueOf(index, probabilities.size(), probabilities.size() < TWO_CLASSES ? 0 : probabilities.get(1));
        }
    }

    private Output(double value, List<Double> values, Decision decision, List<Target> targets, Scores scores) {
        this.value = value;
        this.values = values;
        this.classes = decision.classes;
        this.classIndex = decision.index;
        this.probabilities = decision.probabilities;
        this.targets = targets;
        this.scores = scores;
    }

    /**
     * The output of a regression.
     *
     * @param values at least one number
     * @return the output
     */
    public static Output ofNumbers(List<Double> values) {
        return new Output(values.get(0), values, Decision.NONE, List.of(), Scores.NONE);
    }

    /**
     * The output of a classifier.
     *
     * @param classes the names of the classes
     * @param index the index of the class it decides for
     * @param probabilities a probability a class, or none
     * @return the output
     */
    public static Output ofClass(List<String> classes, int index, List<Double> probabilities) {
        Decision decision = new Decision(classes, index, probabilities);
        return new Output(decision.value(), List.of(), decision, List.of(), Scores.NONE);
    }

    /**
     * The output of a classifier with several targets.
     *
     * @param targets at least one
     * @return the output
     */
    public static Output ofTargets(List<Target> targets) {
        return new Output(targets.get(0).index(), List.of(), Decision.NONE, List.copyOf(targets), Scores.NONE);
    }

    /**
     * This output with the scores of a row.
     *
     * @param decisionFunction what the decision function gave, nothing where there is none
     * @param scoreSamples what the score of samples gave, nothing where there is none
     * @return the output
     */
    public Output withScores(List<Double> decisionFunction, List<Double> scoreSamples) {
        Scores other = new Scores(decisionFunction, scoreSamples);
        return new Output(value, values, new Decision(classes, classIndex, probabilities), targets, other);
    }

    /**
     * The value of a decision: the probability of the second class of two, otherwise the index of the class.
     *
     * @param index the index of the class
     * @param probabilities how many probabilities there are
     * @param second the probability of the second class
     * @return the value, see {@link #value()}
     */
    public static double valueOf(int index, int probabilities, double second) {
        return probabilities == TWO_CLASSES ? second : index;
    }

    /**
     * The row in one number: a regression's number in the unit of the target it was trained on, the first of several; the probability of
     * the positive class, between 0 and 1, of a classifier of two; the index of the class of a classifier of more, or of one without
     * probabilities; the index of the first target's class of a classifier with several targets.
     *
     * @return a finite number
     */
    public double value() {
        return value;
    }

    /**
     * The classes of a classifier of one target.
     *
     * @return two or more, of two the negative one first; empty for a regression and for a classifier with several targets
     */
    public List<String> classes() {
        return classes;
    }

    /** {@return whether there is a label, as a classifier of one target has it} */
    public boolean hasLabel() {
        return classIndex != NO_CLASS;
    }

    /**
     * The class that the model decides for, by its {@link DecisionRule}: mostly the one with the highest probability.
     *
     * @return the class
     * @throws IllegalStateException if the model is a regression, or a classifier with several targets
     */
    public String label() {
        return classes.get(classIndex());
    }

    /**
     * The index of {@link #label()} among {@link #classes()}.
     *
     * @return the index, from 0
     * @throws IllegalStateException if the model is a regression, or a classifier with several targets
     */
    public int classIndex() {
        if (hasTargets()) {
            throw new IllegalStateException(
                    "the model predicts a class for each of several targets; ask for targets()");
        }
        if (!hasLabel()) {
            throw new IllegalStateException("the model predicts a number, not a class; ask for value() or values()");
        }
        return classIndex;
    }

    /** {@return whether there is a probability for each of {@link #classes()}} */
    public boolean hasProbabilities() {
        return !probabilities.isEmpty();
    }

    /**
     * The probability of each class. They are what the source of the model gives, bit for bit or within the link's bound; the scores of a
     * one-versus-rest model are each a probability of its own and need not add up to 1.
     *
     * @return the probabilities by class, in the order of the classes; a new map each time
     * @throws IllegalStateException if the model is a regression, a classifier with several targets, or one that gives no
     *     probabilities, as a linear support vector machine
     */
    public Map<String, Double> probabilities() {
        List<Double> each = classProbabilities();
        Map<String, Double> byClass = new LinkedHashMap<>();
        for (int i = 0; i < each.size(); i++) {
            byClass.put(classes.get(i), each.get(i));
        }
        return byClass;
    }

    /**
     * The probability of each class, as {@link #probabilities()}, without the names.
     *
     * @return one probability a class, in the order of {@link #classes()}
     * @throws IllegalStateException as {@link #probabilities()}
     */
    public List<Double> classProbabilities() {
        if (classIndex() >= 0 && probabilities.isEmpty()) {
            throw new IllegalStateException("the model decides for a class without probabilities; ask for label()");
        }
        return probabilities;
    }

    /**
     * The numbers of a regression, one for each of its outputs.
     *
     * @return one number or more, {@link #value} first
     * @throws IllegalStateException if the model is a classifier
     */
    public List<Double> values() {
        if (values.isEmpty()) {
            throw new IllegalStateException(
                    "the model predicts a class, not a number; ask for " + (hasTargets() ? "targets()" : "label()"));
        }
        return values;
    }

    /** {@return whether the model is a classifier with several targets} */
    public boolean hasTargets() {
        return !targets.isEmpty();
    }

    /**
     * What a classifier with several targets predicts for each of them, in their order.
     *
     * @return for each target its label, and the probability of each of its classes where the model gives them
     * @throws IllegalStateException if the model is not a classifier with several targets
     */
    public List<Target> targets() {
        if (targets.isEmpty()) {
            throw new IllegalStateException("the model predicts a single target; ask for label() or value()");
        }
        return targets;
    }

    /** {@return whether there are scores of the decision function} */
    public boolean hasDecisionFunction() {
        return !scores.decisionFunction.isEmpty();
    }

    /**
     * What scikit-learn calls {@code decision_function}: how far a row is on one side of the limit between two classes, or between ordinary
     * rows and outliers, or one score a class, as {@code decision_function} has it.
     *
     * @return one score or more
     * @throws IllegalStateException if the model has no decision function, or was not asked for scores, see
     *     {@link ScoringModel#withScores()}
     */
    public List<Double> decisionFunction() {
        return present(scores.decisionFunction, "decision function");
    }

    /** {@return whether there is a score of samples} */
    public boolean hasScoreSamples() {
        return !scores.scoreSamples.isEmpty();
    }

    /**
     * What scikit-learn calls {@code score_samples}: how ordinary a row is, the higher the more. It is what a detector of outliers computes
     * before its limit is subtracted.
     *
     * @return the score
     * @throws IllegalStateException if the model has no score of samples, or was not asked for scores, see
     *     {@link ScoringModel#withScores()}
     */
    public double scoreSamples() {
        return present(scores.scoreSamples, "score of samples").get(0);
    }

    private static List<Double> present(List<Double> scores, String name) {
        if (scores.isEmpty()) {
            throw new IllegalStateException(
                    "there is no " + name + ": the model has none, or was not asked for its scores");
        }
        return scores;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Output that
                && Double.doubleToLongBits(value) == Double.doubleToLongBits(that.value)
                && values.equals(that.values)
                && classes.equals(that.classes)
                && classIndex == that.classIndex
                && probabilities.equals(that.probabilities)
                && targets.equals(that.targets)
                && scores.equals(that.scores);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, values, classes, classIndex, probabilities, targets, scores);
    }

    @Override
    public String toString() {
        String what = hasTargets() ? targets.toString() : hasLabel() ? label() : values.toString();
        String detail = hasProbabilities() ? ", probabilities=" + probabilities() : "";
        return "Output[" + what + detail + (scores.equals(Scores.NONE) ? "" : ", " + scores) + "]";
    }

    /**
     * What a classifier of several targets predicts for one. Immutable.
     *
     * @param index the index of the class among the target's classes, see {@link ScoringModel#targets()}
     * @param label the class
     * @param probabilities a probability by class, in the order of the classes; empty where there are none
     */
    public record Target(int index, String label, Map<String, Double> probabilities) {
        /**
         * Copies the map.
         *
         * @param index the index of the class
         * @param label the class
         * @param probabilities a probability by class, or nothing
         */
        public Target {
            Objects.requireNonNull(label, "label");
            probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        }
    }
}
