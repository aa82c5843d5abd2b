package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.model.operation.SupportKernel;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads the mean of {@code GaussianProcessRegressor}: how like the row is to each training row, weighed. Kernels may be added, and be
 * multiplied by constants; noise does not make two rows similar. Bound: that of {@link SupportKernel}, times the weights, whose sizes
 * grow as the noise shrinks.
 */
public final class GaussianProcesses {
    private static final String KERNELS = "sklearn.gaussian_process.kernels.";

    private final Located at;
    private final ScorerProgram program;
    private final Matrix rows;
    private final Matrix weights;
    private int[] sums = new int[0];

    private GaussianProcesses(Located at, int features) {
        this.at = at;
        this.program = new ScorerProgram(features);
        this.rows = Values.matrix(at, "X_train_", features);
        this.weights = KernelRidges.weights(at.attribute("alpha_"), rows.rows());
    }

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.add(
                "sklearn.gaussian_process._gpr.GaussianProcessRegressor",
                (at, features) -> new GaussianProcesses(at, features).read());
    }

    private Fitted read() {
        List<int[]> terms = new ArrayList<>();
        add(at.attribute("kernel_"), 1, terms);
        if (terms.isEmpty()) {
            throw at.attribute("kernel_").refusal("a kernel that sees no likeness is not supported");
        }
        int targets = weights.rows();
        double[] spread = each(at.attribute("_y_train_std"), targets);
        double[] mean = each(at.attribute("_y_train_mean"), targets);
        for (int target = 0; target < targets; target++) {
            int[] own = new int[terms.size()];
            for (int i = 0; i < own.length; i++) {
                own[i] = terms.get(i)[target];
            }
            Matrix factors = new Matrix(1, own.length, Values.all(spread[target], own.length));
            sums = ScorerProgram.join(sums, program.add(new Affine(factors, Numbers.of(mean[target])), own));
        }
        return Fitted.regression(program.scorer(sums));
    }

    private static double[] each(Located value, int targets) {
        double[] given = Values.doubles(value);
        return given.length == 1 ? Values.all(given[0], targets).toArray() : Values.sized(value, given, targets);
    }

    /** Adds what a kernel, times a factor, says about each target. */
    private void add(Located kernel, double factor, List<int[]> terms) {
        switch (kernel.className()) {
            case KERNELS + "Sum" -> {
                add(kernel.attribute("k1"), factor, terms);
                add(kernel.attribute("k2"), factor, terms);
            }
            case KERNELS + "Product" -> {
                OptionalDouble first = constant(kernel.attribute("k1"));
                OptionalDouble second = constant(kernel.attribute("k2"));
                if (first.isEmpty() && second.isEmpty()) {
                    throw kernel.refusal("a product of kernels is not supported unless one is a constant");
                }
                Located other = kernel.attribute(first.isPresent() ? "k2" : "k1");
                add(other, factor * first.orElseGet(second::getAsDouble), terms);
            }
            case KERNELS + "WhiteKernel" -> {}
            case KERNELS + "ConstantKernel" -> {
                double[] constant = new double[rows.rows() * rows.columns()];
                SupportKernel none = new SupportKernel(
                        new Matrix(rows.rows(), rows.columns(), Numbers.of(constant)),
                        SupportKernel.Form.POLYNOMIAL,
                        0,
                        kernel.attribute("constant_value").number(),
                        1);
                terms.add(weighed(none, program.features(), factor));
            }
            default -> terms.add(likeness(kernel, factor));
        }
    }

    private static OptionalDouble constant(Located kernel) {
        return kernel.className().equals(KERNELS + "ConstantKernel")
                ? OptionalDouble.of(kernel.attribute("constant_value").number())
                : OptionalDouble.empty();
    }

    private int[] likeness(Located kernel, double factor) {
        return switch (kernel.className()) {
            case KERNELS + "RBF" -> scaled(kernel, SupportKernel.Form.RADIAL, 0.5, 0, factor);
            case KERNELS + "Matern" -> scaled(kernel, matern(kernel.attribute("nu")), 0.5, 0, factor);
            case KERNELS + "RationalQuadratic" -> {
                double alpha = kernel.attribute("alpha").number();
                double length = kernel.attribute("length_scale").number();
                SupportKernel rational = new SupportKernel(
                        rows, SupportKernel.Form.RATIONAL, 1 / (2 * alpha * length * length), alpha, 1);
                yield weighed(rational, program.features(), factor);
            }
            case KERNELS + "DotProduct" -> {
                double start = kernel.attribute("sigma_0").number();
                SupportKernel product = new SupportKernel(rows, SupportKernel.Form.POLYNOMIAL, 1, start * start, 1);
                yield weighed(product, program.features(), factor);
            }
            default ->
                throw kernel.refusal(kernel.node().kind()
                        + " is not supported; train with RBF, Matern, RationalQuadratic or DotProduct, their sums, and"
                        + " products with a constant");
        };
    }

    private static SupportKernel.Form matern(Located nu) {
        double smoothness = nu.number();
        if (smoothness == 0.5) {
            return SupportKernel.Form.MATERN_1;
        }
        if (smoothness == 1.5) {
            return SupportKernel.Form.MATERN_3;
        }
        if (smoothness == 2.5) {
            return SupportKernel.Form.MATERN_5;
        }
        if (smoothness == Double.POSITIVE_INFINITY) {
            return SupportKernel.Form.RADIAL;
        }
        throw nu.refusal("only the smoothness 0.5, 1.5, 2.5 and infinity can be served, it is " + smoothness);
    }

    /** A kernel of the distance in units of one length, or of one a feature. */
    private int[] scaled(Located kernel, SupportKernel.Form form, double gamma, double offset, double factor) {
        int features = rows.columns();
        double[] lengths = each(kernel.attribute("length_scale"), features);
        double[] values = rows.values().toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] /= lengths[i % features];
        }
        Standardize standardize = new Standardize(Values.all(0, features), Numbers.of(lengths));
        int[] row = program.add(standardize, program.features());
        Matrix points = new Matrix(rows.rows(), features, Numbers.of(values));
        return weighed(new SupportKernel(points, form, gamma, offset, 1), row, factor);
    }

    private int[] weighed(SupportKernel kernel, int[] row, double factor) {
        int[] likenesses = program.add(kernel, row);
        double[] factors = weights.values().toArray();
        for (int i = 0; i < factors.length; i++) {
            factors[i] *= factor;
        }
        Matrix own = new Matrix(weights.rows(), weights.columns(), Numbers.of(factors));
        return program.add(new Affine(own, Values.all(0, own.rows())), likenesses);
    }
}
