package io.github.modelkeel.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Measures how well a model does, once the labels are known, with an interval for each metric. The values are those of scikit-learn.
 * Immutable and safe for use by multiple threads.
 *
 * <ul>
 *   <li>Of numbers: {@code mae} and {@code rmse}, in the label's unit; {@code r2} (1 of a perfect prediction, else 0 where all labels are
 *       equal; not there of a single row); {@code median_absolute_error}. One that no double holds is not there. Of equal labels whose mean is
 *       rounded, as of three times 0.1, scikit-learn divides by the rounding error, and has for instance -1.7e31 where this has 0.
 *   <li>Of two classes: {@code accuracy}, {@code precision}, {@code recall}, {@code specificity}, {@code f1}, of the rows whose probability is
 *       at least the threshold against the others, 0 where there is nothing to divide by; {@code auc}, ties as halves, not there where all
 *       labels are equal; {@code log_loss}, of probabilities that are cut to 2.2e-16 from 0 and 1; {@code brier}.
 *   <li>Of several classes: {@code accuracy}; {@code precision_macro}, {@code recall_macro}, {@code f1_macro}, the mean over the classes that
 *       occur among labels or predictions, and {@code …_weighted}, by the rows of the classes; of probabilities also {@code log_loss} and
 *       {@code auc_macro}, the mean of each class against the others, not there unless all classes are among the labels.
 * </ul>
 *
 * <p>The interval of {@code accuracy}, {@code precision}, {@code recall} and {@code specificity} of rows without weights is Wilson's (1927),
 * of several classes that of the accuracy. All others are the percentiles of resamples of the rows (Efron, 1979), with a seed: the same rows
 * give the same interval. The rows must be independent of each other.
 */
public final class Evaluation {
    private static final Evaluation DEFAULTS = builder().build();

    private final double confidence;
    private final int resamples;
    private final long seed;
    private final double threshold;

    private Evaluation(Builder builder) {
        this.confidence = builder.confidence;
        this.resamples = builder.resamples;
        this.seed = builder.seed;
        this.threshold = builder.threshold;
    }

    /** {@return an evaluation with intervals of 95 % from 500 resamples, and a threshold of 0.5} */
    public static Evaluation defaults() {
        return DEFAULTS;
    }

    /** {@return a builder that starts from {@link #defaults()}} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Evaluates predicted numbers.
     *
     * @param actual the labels
     * @param predicted the predictions, row by row
     * @return the performance
     * @throws IllegalArgumentException if there is no row, the lengths differ, or a value is NaN or infinite; the message says which
     */
    public Performance regression(double[] actual, double[] predicted) {
        return regression(actual, predicted, null);
    }

    /**
     * Evaluates predicted numbers of rows that count differently.
     *
     * @param actual the labels
     * @param predicted the predictions, row by row
     * @param weights what each row counts for, 0 or more; null for 1 each
     * @return the performance
     * @throws IllegalArgumentException as {@link #regression(double[], double[])}, and if a weight is negative or all are 0
     */
    public Performance regression(double[] actual, double[] predicted, double @Nullable [] weights) {
        double[] labels = Inputs.numbers("actual", actual);
        double[] guesses = Inputs.numbers("predicted", predicted);
        Inputs.rows("actual", labels.length, "predicted", guesses.length);
        return measured(new RegressionScore(labels, guesses), labels, labels.length, weights);
    }

    /**
     * Evaluates the probabilities of two classes.
     *
     * @param actual whether each row is positive
     * @param probabilities of being positive, row by row
     * @return the performance
     * @throws IllegalArgumentException if there is no row, the lengths differ, or a value is not between 0 and 1; the message says which
     */
    public Performance binary(boolean[] actual, double[] probabilities) {
        return binary(actual, probabilities, null);
    }

    /**
     * Evaluates the probabilities of two classes of rows that count differently.
     *
     * @param actual whether each row is positive
     * @param probabilities of being positive, row by row
     * @param weights what each row counts for, 0 or more; null for 1 each
     * @return the performance
     * @throws IllegalArgumentException as {@link #binary(boolean[], double[])}, and if a weight is negative or all are 0
     */
    public Performance binary(boolean[] actual, double[] probabilities, double @Nullable [] weights) {
        double[] labels = Inputs.parts(Objects.requireNonNull(actual, "actual"));
        double[] scores = Inputs.probabilities("probabilities", probabilities);
        Inputs.rows("actual", labels.length, "probabilities", scores.length);
        BinaryScore score = new BinaryScore(BinaryScore.NAMES, scores, Inputs.atLeast(scores, threshold));
        return measured(score, labels, labels.length, weights);
    }

    /**
     * Evaluates predicted classes.
     *
     * @param actual the labels
     * @param predicted the predictions, row by row
     * @return the performance
     * @throws IllegalArgumentException if there is no row or the lengths differ
     */
    public Performance multiclass(List<String> actual, List<String> predicted) {
        List<String> labels = List.copyOf(Objects.requireNonNull(actual, "actual"));
        List<String> guesses = List.copyOf(Objects.requireNonNull(predicted, "predicted"));
        Inputs.rows("actual", labels.size(), "predicted", guesses.size());
        List<String> classes = Inputs.classes(labels, guesses);
        int[] places = Inputs.places("predicted", guesses, classes);
        return multiclass(Inputs.places("actual", labels, classes), classes.size(), places, null, null);
    }

    /**
     * Evaluates the probabilities of several classes; the predicted class is the likeliest.
     *
     * @param actual the labels
     * @param classes all classes
     * @param probabilities a row for each row, in the order of the classes, that adds up to 1
     * @param weights what each row counts for, 0 or more; null for 1 each
     * @return the performance
     * @throws IllegalArgumentException if there is no row, the lengths differ, a label is none of the classes, a row does not add up to 1, or
     *     a weight is negative or all are 0; the message says which
     */
    public Performance multiclass(
            List<String> actual, List<String> classes, double[][] probabilities, double @Nullable [] weights) {
        List<String> labels = List.copyOf(Objects.requireNonNull(actual, "actual"));
        List<String> names = Inputs.distinct(classes);
        double[][] rows = Inputs.probabilities("probabilities", probabilities, names.size());
        Inputs.rows("actual", labels.size(), "probabilities", rows.length);
        int[] guesses = Inputs.likeliest(rows);
        return multiclass(Inputs.places("actual", labels, names), names.size(), guesses, rows, weights);
    }

    private Performance multiclass(
            int[] labels,
            int classes,
            int[] guesses,
            double @Nullable [][] probabilities,
            double @Nullable [] weights) {
        boolean[] occurs = new boolean[classes];
        for (int i = 0; i < labels.length; i++) {
            occurs[labels[i]] = true;
            occurs[guesses[i]] = true;
        }
        MulticlassScore score = new MulticlassScore(guesses, occurs, probabilities, false);
        return measured(score, Inputs.parts(labels, classes), labels.length, weights);
    }

    /**
     * An estimator of how well a classifier of two classes does on rows without labels.
     *
     * @param labels whether each row of the reference is positive; the reference must not be what the model was trained on
     * @param scores the classifier's, row by row, between 0 and 1
     * @param calibration whether scores are made probabilities first
     * @return the estimator
     * @throws IllegalArgumentException if the reference has fewer than 20 rows or one class only, the lengths differ, or a score is not
     *     between 0 and 1
     */
    public PerformanceEstimator estimator(
            boolean[] labels, double[] scores, PerformanceEstimator.Calibration calibration) {
        double[] parts = Inputs.parts(Objects.requireNonNull(labels, "labels"));
        double[] checked = Inputs.probabilities("scores", scores);
        Inputs.rows("labels", parts.length, "scores", checked.length);
        return PerformanceEstimator.binary(this, parts, checked, calibration);
    }

    /**
     * An estimator of how well a classifier of several classes does on rows without labels.
     *
     * @param labels of the reference, which must not be what the model was trained on
     * @param classes all classes; each must be among the labels
     * @param probabilities the classifier's, a row for each row, in the order of the classes, that adds up to 1
     * @param calibration whether they are made true probabilities first, class by class
     * @return the estimator
     * @throws IllegalArgumentException if the reference has fewer than 20 rows or lacks a class, the lengths differ, or a row does not add up
     *     to 1
     */
    public PerformanceEstimator estimator(
            List<String> labels,
            List<String> classes,
            double[][] probabilities,
            PerformanceEstimator.Calibration calibration) {
        List<String> names = Inputs.distinct(classes);
        List<String> copy = List.copyOf(Objects.requireNonNull(labels, "labels"));
        double[][] rows = Inputs.probabilities("probabilities", probabilities, names.size());
        Inputs.rows("labels", copy.size(), "probabilities", rows.length);
        return PerformanceEstimator.multiclass(this, names, Inputs.places("labels", copy, names), rows, calibration);
    }

    private <T> Performance measured(Score<T> score, T labels, int rows, double @Nullable [] weights) {
        double[] counted = Inputs.weights(weights, rows);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = new double[resamples][];
        for (int i = 0; i < resamples; i++) {
            drawn[i] = score.values(labels, Intervals.resampled(random, counted));
        }
        return performance(
                score, score.values(labels, counted), drawn, weights == null ? labels : null, rows, counting(counted));
    }

    private static int counting(double[] weights) {
        return (int) Arrays.stream(weights).filter(weight -> weight > 0).count();
    }

    /** An estimate; labels are drawn by their probabilities for the interval. */
    <T> Performance estimated(Score<T> score, T probabilities, int rows, Drawing<T> drawing) {
        double[] once = Inputs.weights(null, rows);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = new double[resamples][];
        for (int i = 0; i < resamples; i++) {
            drawn[i] = score.values(drawing.draw(random, probabilities), once);
        }
        return performance(score, score.values(probabilities, once), drawn, null, rows, rows);
    }

    /** Draws labels. */
    interface Drawing<T> {
        /** One label of each row. */
        T draw(SplittableRandom random, T probabilities);
    }

    private <T> Performance performance(
            Score<T> score, double[] values, double[][] drawn, @Nullable T countedLabels, int rows, int counting) {
        List<Metric> metrics = new ArrayList<>();
        Map<String, String> undefined = new LinkedHashMap<>();
        for (int k = 0; k < values.length; k++) {
            String name = score.names().get(k);
            if (Double.isNaN(values[k])) {
                undefined.put(name, reason(name, rows, counting));
                continue;
            }
            double[] share = countedLabels == null ? null : score.share(name, countedLabels);
            double[] ends = share == null
                    ? Intervals.percentiles(column(drawn, k), confidence)
                    : Intervals.wilson(share[0], share[1], confidence);
            metrics.add(new Metric(name, values[k], ends[0], ends[1]));
        }
        return new Performance(rows, metrics, undefined);
    }

    private static String reason(String name, int rows, int counting) {
        return switch (name) {
            case "r2" ->
                counting < 2 ? "it needs two rows that count" : "its squares are too large or too small for a double";
            case "mae", "rmse", "median_absolute_error" -> "it is too large for a double";
            case "auc" -> "it needs rows of both classes, and the " + rows + " rows are of one";
            default -> "it needs rows of every class, and the " + rows + " rows lack one";
        };
    }

    private static double[] column(double[][] rows, int k) {
        double[] column = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            column[i] = rows[i][k];
        }
        return column;
    }

    double threshold() {
        return threshold;
    }

    long seed() {
        return seed;
    }

    /** Starts from {@link Evaluation#defaults()}. Not thread-safe. */
    public static final class Builder {
        private double confidence = 0.95;
        private int resamples = 500;
        private long seed = 42;
        private double threshold = 0.5;

        private Builder() {}

        /**
         * Sets how sure the intervals are, 0.95 by default.
         *
         * @param confidence between 0 and 1
         * @return this builder
         */
        public Builder confidence(double confidence) {
            if (!(confidence > 0 && confidence < 1)) {
                throw new IllegalArgumentException("confidence must be above 0 and below 1: " + confidence);
            }
            this.confidence = confidence;
            return this;
        }

        /**
         * Sets from how many resamples intervals are made, 500 by default. Each takes about as long as the metrics themselves; with 0 there are
         * no intervals but Wilson's.
         *
         * @param resamples 0 to 100,000
         * @return this builder
         */
        public Builder resamples(int resamples) {
            if (resamples < 0 || resamples > 100_000) {
                throw new IllegalArgumentException("resamples must be between 0 and 100,000: " + resamples);
            }
            this.resamples = resamples;
            return this;
        }

        /**
         * Sets the seed of the resamples, 42 by default.
         *
         * @param seed any number
         * @return this builder
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Sets from which probability on a row of two classes counts as predicted positive, 0.5 by default.
         *
         * @param threshold between 0 and 1
         * @return this builder
         */
        public Builder threshold(double threshold) {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("threshold must be between 0 and 1: " + threshold);
            }
            this.threshold = threshold;
            return this;
        }

        /** {@return the evaluation so far} */
        public Evaluation build() {
            return new Evaluation(this);
        }
    }
}
