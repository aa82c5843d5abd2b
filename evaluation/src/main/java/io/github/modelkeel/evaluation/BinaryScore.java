package io.github.modelkeel.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The metrics of a classifier of two classes. A label is the part of the row that is positive: 0 or 1 if it is known. */
final class BinaryScore implements Score<double[]> {
    /** Those of labels that are known. */
    static final List<String> NAMES =
            List.of("accuracy", "precision", "recall", "specificity", "f1", "auc", "log_loss", "brier");

    /** Those that are estimated. */
    static final List<String> ESTIMATED = NAMES.subList(0, 6);

    private static final double EPSILON = Math.ulp(1.0);

    private final List<String> names;
    private final double[] probabilities;
    private final boolean[] guesses;
    private final RankedScores ranks;

    BinaryScore(List<String> names, double[] probabilities, boolean[] guesses) {
        this.names = names;
        this.probabilities = probabilities;
        this.guesses = guesses;
        this.ranks = new RankedScores(probabilities);
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public double[] values(double[] positive, double[] weights) {
        Counts counts = counts(positive, weights);
        List<Double> values = new ArrayList<>(List.of(
                (counts.truePositive + counts.trueNegative) / counts.total(),
                share(counts.truePositive, counts.truePositive + counts.falsePositive),
                share(counts.truePositive, counts.truePositive + counts.falseNegative),
                share(counts.trueNegative, counts.trueNegative + counts.falsePositive),
                counts.f1(),
                ranks.area(positive, weights)));
        if (names.size() == NAMES.size()) {
            values.addAll(losses(positive, weights));
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private List<Double> losses(double[] positive, double[] weights) {
        double total = 0;
        double loss = 0;
        double squares = 0;
        for (int i = 0; i < positive.length; i++) {
            double p = positive[i] == 1 ? probabilities[i] : 1 - probabilities[i];
            double distance = positive[i] - probabilities[i];
            total += weights[i];
            loss -= weights[i] * Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, p)));
            squares += weights[i] * distance * distance;
        }
        return List.of(loss / total, squares / total);
    }

    private Counts counts(double[] positive, double[] weights) {
        Counts counts = new Counts();
        for (int i = 0; i < positive.length; i++) {
            double yes = weights[i] * positive[i];
            double no = weights[i] * (1 - positive[i]);
            if (guesses[i]) {
                counts.truePositive += yes;
                counts.falsePositive += no;
            } else {
                counts.falseNegative += yes;
                counts.trueNegative += no;
            }
        }
        return counts;
    }

    /** A share of nothing is 0, as scikit-learn has it. */
    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    @Override
    public double @Nullable [] share(String name, double[] positive) {
        double[] once = new double[positive.length];
        Arrays.fill(once, 1);
        Counts counts = counts(positive, once);
        return switch (name) {
            case "accuracy" -> new double[] {counts.truePositive + counts.trueNegative, counts.total()};
            case "precision" -> new double[] {counts.truePositive, counts.truePositive + counts.falsePositive};
            case "recall" -> new double[] {counts.truePositive, counts.truePositive + counts.falseNegative};
            case "specificity" -> new double[] {counts.trueNegative, counts.trueNegative + counts.falsePositive};
            default -> null;
        };
    }

    /** Rows, or parts of them, by what they are and what was predicted. */
    private static final class Counts {
        private double truePositive;
        private double falsePositive;
        private double trueNegative;
        private double falseNegative;

        double total() {
            return truePositive + falsePositive + trueNegative + falseNegative;
        }

        double f1() {
            return share(2 * truePositive, 2 * truePositive + falsePositive + falseNegative);
        }
    }
}
