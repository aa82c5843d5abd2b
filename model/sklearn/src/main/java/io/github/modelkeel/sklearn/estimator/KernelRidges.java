package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.SupportKernel;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Values;

/**
 * Reads {@code KernelRidge}: how like the row is to each training row, weighed. Bound: see {@link SupportKernel}; scikit-learn computes
 * squared distances as {@code x x - 2 x y + y y}, which loses digits where rows are near each other, and the weights carry that on.
 */
public final class KernelRidges {
    private KernelRidges() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.add("sklearn.kernel_ridge.KernelRidge", KernelRidges::read);
    }

    private static Fitted read(Located at, int features) {
        Matrix rows = Values.matrix(at, "X_fit_", features);
        Located gamma = at.attribute("gamma");
        double power = at.attribute("degree").number();
        if (power != Math.rint(power) || power < 0 || power > Integer.MAX_VALUE) {
            throw at.attribute("degree").refusal("a degree that is not a whole number is not supported");
        }
        SupportKernel kernel = new SupportKernel(
                rows,
                form(at.attribute("kernel")),
                gamma.isNone() ? 1.0 / features : gamma.number(),
                at.attribute("coef0").number(),
                (int) power);
        ScorerProgram program = new ScorerProgram(features);
        int[] likenesses = program.add(kernel, program.features());
        Matrix weights = weights(at.attribute("dual_coef_"), rows.rows());
        return Fitted.regression(program.scorer(
                program.add(new Affine(weights, Values.all(0, weights.rows())), likenesses)));
    }

    private static SupportKernel.Form form(Located kernel) {
        String name = Node.plain(kernel.node()) instanceof String text ? text : "a function";
        return switch (name) {
            case "linear" -> SupportKernel.Form.LINEAR;
            case "poly", "polynomial" -> SupportKernel.Form.POLYNOMIAL;
            case "rbf" -> SupportKernel.Form.RADIAL;
            case "sigmoid" -> SupportKernel.Form.SIGMOID;
            default ->
                throw kernel.refusal(
                        "the kernel " + name + " is not supported; train with 'linear', 'poly', 'rbf' or 'sigmoid'");
        };
    }

    /** A row of weights a target. */
    static Matrix weights(Located at, int rows) {
        ArrayNode array = at.array();
        int[] shape = array.shape();
        int targets = shape.length == 2 ? shape[1] : 1;
        if (shape.length < 1 || shape[0] != rows) {
            throw at.refusal(rows + " weights are expected");
        }
        return new Matrix(rows, targets, Numbers.of(at.doubles())).transposed();
    }
}
