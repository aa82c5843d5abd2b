package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Calculate;
import io.github.modelkeel.model.operation.CenteredSoftmaxOfLogs;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.sklearn.program.NumpySum;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.List;

/**
 * Quadratic discriminant analysis: for each class the size of the row, seen from the class's mean along its own axes. Bound: the sums are
 * made in the order of the columns, scikit-learn's by BLAS; for n columns they differ by at most {@code (n + 2) * 2^-52} times the sum of
 * the absolute values of the products, and their squares by twice as much.
 */
public final class DiscriminantAnalysis {
    private DiscriminantAnalysis() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.add("sklearn.discriminant_analysis.QuadraticDiscriminantAnalysis", DiscriminantAnalysis::quadratic);
    }

    private static Fitted quadratic(Located at, int features) {
        Values.requireDoubles(at, "means_");
        List<String> classes = ClassNames.of(at);
        Matrix means = Values.matrix(at, "means_", features);
        double[] priors =
                Values.sized(at.attribute("priors_"), at.attribute("priors_").doubles(), classes.size());
        List<Located> rotations = Values.sized(at.attribute("rotations_"), classes.size());
        List<Located> scalings = Values.sized(at.attribute("scalings_"), classes.size());
        if (means.rows() != classes.size()) {
            throw at.attribute("means_").refusal(classes.size() + " rows are expected, there are " + means.rows());
        }
        ScorerProgram program = new ScorerProgram(features);
        int[] logs = new int[classes.size()];
        for (int k = 0; k < logs.length; k++) {
            double[] mean = new double[features];
            for (int i = 0; i < features; i++) {
                mean[i] = means.get(k, i);
            }
            int[] off = program.add(new Standardize(Numbers.of(mean), Values.all(1, features)), program.features());
            double[] widths = scalings.get(k).doubles();
            int[] along = program.add(
                    new Affine(axes(rotations.get(k), widths, features), Values.all(0, widths.length)), off);
            int[] squares = program.add(new Calculate(Calculate.Function.SQUARE, along.length), along);
            logs[k] = program.add(size(widths, priors[k]), squares)[0];
        }
        int[] index = program.add(new IndexOfLargest(logs.length), logs);
        int[] shares = program.add(new CenteredSoftmaxOfLogs(logs.length), logs);
        int[] decision = logs.length > 2 ? logs : program.difference(logs);
        return new Fitted(
                program.scorer(ScorerProgram.join(index, shares)),
                Link.IDENTITY,
                classes,
                DecisionRule.FIRST_OUTPUT,
                program.scorer(decision));
    }

    /** The axes of a class, a row each, in units of its spread along them. */
    private static Matrix axes(Located rotation, double[] widths, int features) {
        int[] shape = rotation.array().shape();
        if (shape.length != 2 || shape[0] != features || shape[1] != widths.length) {
            throw rotation.refusal(features + " rows of " + widths.length + " numbers are expected");
        }
        double[] given = rotation.doubles();
        double[] rows = new double[given.length];
        for (int j = 0; j < widths.length; j++) {
            double factor = 1 / Math.sqrt(widths[j]);
            for (int i = 0; i < features; i++) {
                rows[j * features + i] = given[i * widths.length + j] * factor;
            }
        }
        return new Matrix(widths.length, features, Values.finite(rows, rotation));
    }

    /** Minus half of the squares' sum and of the logarithms of the widths, plus the logarithm of the class's share. */
    private static Affine size(double[] widths, double prior) {
        double[] logs = new double[widths.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = StrictMath.log(widths[i]);
        }
        double start = -0.5 * NumpySum.of(logs, 0, logs.length) + StrictMath.log(prior);
        return new Affine(new Matrix(1, widths.length, Values.all(-0.5, widths.length)), Numbers.of(start));
    }
}
