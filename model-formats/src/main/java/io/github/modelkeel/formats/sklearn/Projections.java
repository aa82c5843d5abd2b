package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.formats.python.Located;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Normalize;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Standardize;

/**
 * Reads the transformers that mix all columns of a row. Their sums are made in the order of the columns, scikit-learn's by BLAS in an
 * order that depends on the processor: for n columns the results differ by at most {@code (n + 2) * 2^-52} times the sum of the
 * absolute values of the products and of the mean's.
 */
final class Projections {
    private static final double DENSE_TINY = 10 * Math.ulp(1.0);

    private Projections() {}

    static Block pca(Located pca, Block in, ProgramBuilder program) {
        Block numbers = program.completeDoubles(in, pca);
        Matrix components = Values.matrix(pca, "components_", in.size());
        Numbers mean = Values.numbers(pca, "mean_", in.size());
        Block projected = Values.since(pca, 1, 5)
                ? project(numbers, components, negative(components, mean), "pca", program)
                : project(
                        program.add(new Standardize(mean, Scalers.all(1, in.size())), numbers, in.names()),
                        components,
                        Scalers.all(0, components.rows()),
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
                new Standardize(Scalers.all(0, scales.length), Numbers.of(scales)), projected, projected.names());
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

    private static Block project(Block in, Matrix components, Numbers intercepts, String name, ProgramBuilder program) {
        return program.add(new Affine(components, intercepts), in, Names.numbered(name, components.rows()))
                .withSparse(false);
    }

    static Block svd(Located svd, Block in, ProgramBuilder program) {
        Block numbers = program.completeDoubles(in, svd);
        Matrix components = Values.matrix(svd, "components_", in.size());
        return project(numbers, components, Scalers.all(0, components.rows()), "truncatedsvd", program);
    }

    static Block normalizer(Located normalizer, Block in, ProgramBuilder program) {
        Block numbers = program.completeDoubles(in, normalizer);
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
