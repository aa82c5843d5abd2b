package io.github.modelkeel.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how well a classifier does before the labels are known, from its own probabilities: confidence-based performance estimation, as
 * NannyML has it. A row of probability p is a positive for the part p and a negative for the part 1 - p; the metrics are those of these parts.
 * Immutable and safe for use by multiple threads.
 *
 * <p>The estimate is right as long as probabilities are: it sees that rows became harder to tell apart, and does not see that the same inputs
 * now have other labels. Metrics: {@code accuracy}, {@code precision}, {@code recall}, {@code specificity}, {@code f1} and {@code auc} of two
 * classes, {@code accuracy}, {@code precision_macro}, {@code recall_macro}, {@code f1_macro} and {@code auc_macro} of several. The area is over
 * the order of the scores as they came, ties as halves.
 *
 * <p>The interval is where the metric of such rows is if the probabilities are right: the percentiles over labels that are drawn by them,
 * with the seed of the {@link Evaluation}. It does not have the error of the calibration.
 */
public final class PerformanceEstimator {
    private static final int FEWEST_ROWS = 20;

    /** Whether scores are made probabilities by isotonic regression on the reference. */
    public enum Calibration {
        /** They are taken as they are. */
        NONE,
        /** They are. */
        ISOTONIC,
        /** They are if that lowers the calibration error on rows that were held out; of several classes, class by class. */
        WHERE_IT_HELPS
    }

    private final Evaluation evaluation;
    private final List<String> classes;
    private final List<@Nullable Isotonic> calibrators;

    private PerformanceEstimator(Evaluation evaluation, List<String> classes, List<@Nullable Isotonic> calibrators) {
        this.evaluation = evaluation;
        this.classes = classes;
        this.calibrators = calibrators;
    }

    static PerformanceEstimator binary(
            Evaluation evaluation, double[] labels, double[] scores, Calibration calibration) {
        List<@Nullable Isotonic> calibrators = new ArrayList<>();
        calibrators.add(calibrator(evaluation, "true", labels, scores, calibration));
        return new PerformanceEstimator(evaluation, List.of(), calibrators);
    }

    static PerformanceEstimator multiclass(
            Evaluation evaluation,
            List<String> classes,
            int[] labels,
            double[][] probabilities,
            Calibration calibration) {
        List<@Nullable Isotonic> calibrators = new ArrayList<>();
        for (int k = 0; k < classes.size(); k++) {
            int place = k;
            double[] of = Arrays.stream(labels)
                    .mapToDouble(label -> label == place ? 1 : 0)
                    .toArray();
            double[] scores =
                    Arrays.stream(probabilities).mapToDouble(row -> row[place]).toArray();
            calibrators.add(calibrator(evaluation, classes.get(k), of, scores, calibration));
        }
        return new PerformanceEstimator(evaluation, classes, calibrators);
    }

    private static @Nullable Isotonic calibrator(
            Evaluation evaluation, String name, double[] labels, double[] scores, Calibration calibration) {
        Objects.requireNonNull(calibration, "calibration");
        if (labels.length < FEWEST_ROWS) {
            throw new IllegalArgumentException("the reference has " + labels.length
                    + " rows; an estimate needs at least " + FEWEST_ROWS + ", better a thousand");
        }
        double positives = Arrays.stream(labels).sum();
        if (positives == 0 || positives == labels.length) {
            throw new IllegalArgumentException("the labels of the reference are "
                    + (positives == 0 ? "never '" : "all '") + name + "'; an estimate needs rows of every class");
        }
        boolean calibrated = switch (calibration) {
            case NONE -> false;
            case ISOTONIC -> true;
            case WHERE_IT_HELPS -> CalibrationGain.helps(scores, labels, evaluation.seed());
        };
        return calibrated ? Isotonic.of(scores, labels) : null;
    }

    /** {@return whether scores are calibrated; of several classes, whether those of any are} */
    public boolean calibrates() {
        return calibrators.stream().anyMatch(Objects::nonNull);
    }

    /**
     * Estimates the performance on rows without labels, of a classifier of two classes.
     *
     * @param scores the classifier's, between 0 and 1; those that reach the threshold of the {@link Evaluation} are predicted positive
     * @return the estimate
     * @throws IllegalArgumentException if there is no row, or a score is not between 0 and 1
     * @throws IllegalStateException if the reference is of several classes
     */
    public Performance estimate(double[] scores) {
        if (!classes.isEmpty()) {
            throw new IllegalStateException(
                    "the reference has the classes " + classes + "; give a row of probabilities each");
        }
        double[] checked = Inputs.probabilities("scores", scores);
        Inputs.rows("scores", checked.length, "scores", checked.length);
        boolean[] guesses = Inputs.atLeast(checked, evaluation.threshold());
        BinaryScore score = new BinaryScore(BinaryScore.ESTIMATED, checked, guesses);
        Isotonic calibrator = calibrators.get(0);
        double[] probabilities = calibrator == null ? checked : calibrator.of(checked);
        return evaluation.estimated(score, probabilities, checked.length, PerformanceEstimator::drawn);
    }

    /**
     * Estimates the performance on rows without labels, of a classifier of several classes.
     *
     * @param probabilities the classifier's, a row for each row, in the order of the classes, that adds up to 1; the likeliest is predicted
     * @return the estimate
     * @throws IllegalArgumentException if there is no row, or one does not add up to 1
     * @throws IllegalStateException if the reference is of two classes with one score
     */
    public Performance estimate(double[][] probabilities) {
        if (classes.isEmpty()) {
            throw new IllegalStateException("the reference has one score a row; give one here too");
        }
        double[][] checked = Inputs.probabilities("probabilities", probabilities, classes.size());
        Inputs.rows("probabilities", checked.length, "probabilities", checked.length);
        boolean[] all = new boolean[classes.size()];
        Arrays.fill(all, true);
        MulticlassScore score = new MulticlassScore(Inputs.likeliest(checked), all, checked, true);
        return evaluation.estimated(score, calibrated(checked), checked.length, PerformanceEstimator::drawn);
    }

    /**
     * Estimates chunk by chunk, in the order of the rows.
     *
     * @param scores as in {@link #estimate(double[])}
     * @param rows how many rows a chunk has; the last one has what is left
     * @return an estimate for each chunk
     * @throws IllegalArgumentException as there, and if a chunk has no row
     */
    public List<Performance> estimate(double[] scores, int rows) {
        return chunks(
                "scores",
                Objects.requireNonNull(scores, "scores").length,
                rows,
                ends -> estimate(Arrays.copyOfRange(scores, ends[0], ends[1])));
    }

    /**
     * Estimates chunk by chunk, in the order of the rows.
     *
     * @param probabilities as in {@link #estimate(double[][])}
     * @param rows how many rows a chunk has; the last one has what is left
     * @return an estimate for each chunk
     * @throws IllegalArgumentException as there, and if a chunk has no row
     */
    public List<Performance> estimate(double[][] probabilities, int rows) {
        return chunks(
                "probabilities",
                Objects.requireNonNull(probabilities, "probabilities").length,
                rows,
                ends -> estimate(Arrays.copyOfRange(probabilities, ends[0], ends[1])));
    }

    private static List<Performance> chunks(String name, int size, int rows, Function<int[], Performance> estimate) {
        if (rows < 1) {
            throw new IllegalArgumentException("a chunk must have a row: " + rows);
        }
        Inputs.rows(name, size, name, size);
        List<Performance> estimates = new ArrayList<>();
        for (int start = 0; start < size; start += rows) {
            estimates.add(estimate.apply(new int[] {start, Math.min(size, start + rows)}));
        }
        return List.copyOf(estimates);
    }

    /** Each class calibrated, then each row made to add up to 1; equal probabilities where all are 0. */
    private double[][] calibrated(double[][] raw) {
        double[][] rows = new double[raw.length][classes.size()];
        for (int k = 0; k < classes.size(); k++) {
            int place = k;
            Isotonic calibrator = calibrators.get(k);
            double[] column = Arrays.stream(raw).mapToDouble(row -> row[place]).toArray();
            double[] of = calibrator == null ? column : calibrator.of(column);
            for (int i = 0; i < rows.length; i++) {
                rows[i][k] = of[i];
            }
        }
        for (double[] row : rows) {
            double sum = Arrays.stream(row).sum();
            for (int k = 0; k < row.length; k++) {
                row[k] = sum == 0 ? 1.0 / row.length : row[k] / sum;
            }
        }
        return rows;
    }

    private static double[] drawn(SplittableRandom random, double[] probabilities) {
        return Arrays.stream(probabilities)
                .map(p -> random.nextDouble() < p ? 1 : 0)
                .toArray();
    }

    private static double[][] drawn(SplittableRandom random, double[][] probabilities) {
        double[][] labels = new double[probabilities.length][];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new double[probabilities[i].length];
            double left = random.nextDouble();
            int k = 0;
            while (k < labels[i].length - 1 && left >= probabilities[i][k]) {
                left -= probabilities[i][k];
                k++;
            }
            labels[i][k] = 1;
        }
        return labels;
    }
}
