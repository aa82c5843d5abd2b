package io.github.modelkeel.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a classifier of several classes. A label says for each class which part of the row is of it: 0 or 1 if it is known. The
 * mean over classes is of those that occur among labels or predictions.
 */
final class MulticlassScore implements Score<double[][]> {
    private static final double EPSILON = Math.ulp(1.0);
    private static final List<String> AVERAGES = List.of("precision", "recall", "f1");

    private final boolean estimated;
    private final int[] guesses;
    private final boolean[] occurs;
    private final double @Nullable [][] probabilities;
    private final List<RankedScores> ranks = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /**
     * Of some rows.
     *
     * @param occurs which classes are among labels or predictions
     * @param probabilities a row for each row, null if only the predictions are known
     * @param estimated whether the labels are not known: then the metrics are those that are estimated
     */
    MulticlassScore(int[] guesses, boolean[] occurs, double @Nullable [][] probabilities, boolean estimated) {
        this.guesses = guesses;
        this.occurs = occurs;
        this.probabilities = probabilities;
        this.estimated = estimated;
        names.add("accuracy");
        AVERAGES.forEach(name -> names.add(name + "_macro"));
        if (!estimated) {
            AVERAGES.forEach(name -> names.add(name + "_weighted"));
        }
        if (probabilities != null) {
            names.add("auc_macro");
            if (!estimated) {
                names.add("log_loss");
            }
            for (int k = 0; k < occurs.length; k++) {
                ranks.add(new RankedScores(column(probabilities, k)));
            }
        }
    }

    private static double[] column(double[][] rows, int k) {
        double[] column = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            column[i] = rows[i][k];
        }
        return column;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public double[] values(double[][] labels, double[] weights) {
        int classes = occurs.length;
        double[] hits = new double[classes];
        double[] predicted = new double[classes];
        double[] actual = new double[classes];
        double total = 0;
        double right = 0;
        for (int i = 0; i < guesses.length; i++) {
            total += weights[i];
            right += weights[i] * labels[i][guesses[i]];
            hits[guesses[i]] += weights[i] * labels[i][guesses[i]];
            predicted[guesses[i]] += weights[i];
            for (int k = 0; k < classes; k++) {
                actual[k] += weights[i] * labels[i][k];
            }
        }
        List<Double> values = new ArrayList<>();
        values.add(right / total);
        addAverages(values, hits, predicted, actual, null);
        if (!estimated) {
            addAverages(values, hits, predicted, actual, actual);
        }
        if (probabilities != null) {
            values.add(area(labels, weights));
            if (!estimated) {
                values.add(loss(probabilities, labels, weights));
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void addAverages(
            List<Double> values, double[] hits, double[] predicted, double[] actual, double @Nullable [] weights) {
        double[] sums = new double[3];
        double total = 0;
        for (int k = 0; k < occurs.length; k++) {
            double weight = weights == null ? (occurs[k] ? 1 : 0) : weights[k];
            sums[0] += weight * share(hits[k], predicted[k]);
            sums[1] += weight * share(hits[k], actual[k]);
            sums[2] += weight * share(2 * hits[k], predicted[k] + actual[k]);
            total += weight;
        }
        for (double sum : sums) {
            values.add(sum / total);
        }
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** The mean over the classes of each against the others; NaN if one of them has no row. */
    private double area(double[][] labels, double[] weights) {
        double sum = 0;
        for (int k = 0; k < occurs.length; k++) {
            sum += ranks.get(k).area(column(labels, k), weights);
        }
        return sum / occurs.length;
    }

    private static double loss(double[][] probabilities, double[][] labels, double[] weights) {
        double loss = 0;
        double total = 0;
        for (int i = 0; i < labels.length; i++) {
            total += weights[i];
            for (int k = 0; k < labels[i].length; k++) {
                double p = Math.min(1 - EPSILON, Math.max(EPSILON, probabilities[i][k]));
                loss -= labels[i][k] == 0 ? 0 : weights[i] * labels[i][k] * Math.log(p);
            }
        }
        return loss / total;
    }

    @Override
    public double @Nullable [] share(String name, double[][] labels) {
        if (!name.equals("accuracy")) {
            return null;
        }
        double right = 0;
        for (int i = 0; i < guesses.length; i++) {
            right += labels[i][guesses[i]];
        }
        return new double[] {right, guesses.length};
    }
}
