package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Normalize;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.Names;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.Objects;

/**
 * Reads the transformers that mix all columns of a row. Their sums are made in the order of the columns, scikit-learn's by BLAS in an
 * order that depends on the processor: for n columns the results differ by at most {@code (n + 2) * 2^-52} times the sum of the
 * absolute values of the products and of the mean's.
 */
public final class Projections {
    private static final double DENSE_TINY = 10 * Math.ulp(1.0);

    private Projections() {}

    /** Reads {@code PCA} and {@code IncrementalPCA}. */
    public static ColumnBlock pca(Located pca, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.completeDoubles(in, pca);
        if (Values.since(pca, 1, 5) || pca.attribute("whiten").bool()) {
            Values.requireDoubles(pca, "components_");
        }
        Matrix components = Values.matrix(pca, "components_", in.size());
        Numbers mean = Values.numbers(pca, "mean_", in.size());
        ColumnBlock projected = Values.since(pca, 1, 5)
                ? project(numbers, components, negative(components, mean), "pca", program)
                : project(
                        program.add(new Standardize(mean, Values.all(1, in.size())), numbers, in.names()),
                        components,
                        Values.all(0, components.rows()),
                        "pca",
                        program);
        if (!pca.attribute("whiten").bool()) {
            return projected;
        }
        double[] scales =
                Values.numbers(pca, "explained_variance_", components.rows()).toArray();
        for (int i = 0; i < scales.length; i++) {
            scales[i] = Math.max(Math.sqrt(scales[i]), Math.ulp(1.0));
        }
        return program.add(
                new Standardize(Values.all(0, scales.length), Numbers.of(scales)), projected, projected.names());
    }

    private static Numbers negative(Matrix components, Numbers mean) {
        double[] products = new double[components.rows()];
        for (int row = 0; row < products.length; row++) {
            double sum = 0;
            for (int i = 0; i < mean.size(); i++) {
                sum += components.get(row, i) * mean.get(i);
            }
            products[row] = -sum;
        }
        return Numbers.of(products);
    }

    private static ColumnBlock project(
            ColumnBlock in, Matrix components, Numbers intercepts, String name, ProgramBuilder program) {
        return program.add(new Affine(components, intercepts), in, Names.numbered(name, components.rows()))
                .withSparse(false);
    }

    /** Reads {@code FastICA}. */
    public static ColumnBlock independent(Located ica, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.completeDoubles(in, ica);
        Matrix components = Values.matrix(ica, "components_", in.size());
        return project(centered(ica, "mean_", numbers, program), components, none(components), "fastica", program);
    }

    /** Less the mean, where there is one. */
    private static ColumnBlock centered(Located at, String mean, ColumnBlock in, ProgramBuilder program) {
        return Values.present(at, mean).isEmpty()
                ? in
                : program.add(
                        new Standardize(Values.numbers(at, mean, in.size()), Values.all(1, in.size())), in, in.names());
    }

    private static Numbers none(Matrix components) {
        return Values.all(0, components.rows());
    }

    /** Reads {@code GaussianRandomProjection} and {@code SparseRandomProjection}. */
    public static ColumnBlock random(Located projection, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.completeDoubles(in, projection);
        Located components = projection.attribute("components_");
        Matrix matrix = components.node() instanceof ArrayNode
                ? Values.matrix(projection, "components_", in.size())
                : sparse(components, in.size());
        return project(numbers, matrix, none(matrix), "randomprojection", program);
    }

    /** A matrix of SciPy's in compressed rows. */
    private static Matrix sparse(Located at, int columns) {
        if (!at.className().startsWith("scipy.sparse._csr.csr_")) {
            throw at.refusal("a matrix or a sparse one in compressed rows is expected, it is "
                    + at.node().kind());
        }
        double[] data = at.attribute("data").doubles();
        long[] indices = at.attribute("indices").longs();
        long[] starts = at.attribute("indptr").longs();
        if (starts.length < 2) {
            throw at.attribute("indptr").refusal("the matrix has no rows");
        }
        double[] values = new double[Math.multiplyExact(starts.length - 1, columns)];
        for (int row = 0; row < starts.length - 1; row++) {
            for (long i = starts[row]; i < starts[row + 1]; i++) {
                int column = Math.toIntExact(indices[Math.toIntExact(i)]);
                values[row * columns + Objects.checkIndex(column, columns)] += data[Math.toIntExact(i)];
            }
        }
        return new Matrix(starts.length - 1, columns, Values.finite(values, at));
    }

    /** Reads {@code LinearDiscriminantAnalysis} as a transformer. */
    public static ColumnBlock discriminant(Located analysis, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.completeDoubles(in, analysis);
        if (Values.isText(analysis.attribute("solver"), "lsqr")) {
            throw analysis.attribute("solver").refusal("the solver 'lsqr' transforms nothing, in scikit-learn too");
        }
        Located scalings = analysis.attribute("scalings_");
        int[] shape = scalings.array().shape();
        int kept = Math.toIntExact(analysis.attribute("_max_components").integer());
        if (shape.length != 2 || shape[0] != in.size() || kept < 1) {
            throw scalings.refusal("scalings of " + in.size() + " columns are expected");
        }
        double[] values = scalings.doubles();
        int rows = Math.min(kept, shape[1]);
        double[] turned = new double[rows * in.size()];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = values[i % in.size() * shape[1] + i / in.size()];
        }
        Matrix components = new Matrix(rows, in.size(), Values.finite(turned, scalings));
        ColumnBlock moved = Values.isText(analysis.attribute("solver"), "svd")
                ? centered(analysis, "xbar_", numbers, program)
                : numbers;
        return project(moved, components, none(components), "lineardiscriminantanalysis", program);
    }

    /** Reads {@code TruncatedSVD}. */
    public static ColumnBlock svd(Located svd, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.completeDoubles(in, svd);
        Matrix components = Values.matrix(svd, "components_", in.size());
        return project(numbers, components, Values.all(0, components.rows()), "truncatedsvd", program);
    }

    /** Reads {@code Normalizer}. */
    public static ColumnBlock normalizer(Located normalizer, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.completeDoubles(in, normalizer);
        String norm = Values.text(normalizer, "norm");
        Normalize.Norm kind = switch (norm) {
            case "l1" -> Normalize.Norm.L1;
            case "l2" -> Normalize.Norm.L2;
            case "max" -> Normalize.Norm.MAX;
            default -> throw normalizer.attribute("norm").refusal("the norm is unknown: " + norm);
        };
        double smallest = in.sparse() ? Double.MIN_VALUE : DENSE_TINY;
        return numbers.size() == 0
                ? numbers
                : program.add(new Normalize(kind, smallest, in.size()), numbers, in.names());
    }
}
