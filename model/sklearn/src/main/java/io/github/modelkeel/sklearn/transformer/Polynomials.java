package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.Constant;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Products;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code PolynomialFeatures}. A product of degree d is one of degree d - 1 times a column, as scikit-learn multiplies a dense
 * matrix; of a sparse one up to degree 2 there is but one way.
 */
public final class Polynomials {
    private static final int MAX_PRODUCTS = 1_000_000;

    private final int columns;
    private final boolean interactionOnly;
    private final List<String> names;
    private final List<Integer> left = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();

    private Polynomials(ColumnBlock in, boolean interactionOnly) {
        this.columns = in.size();
        this.interactionOnly = interactionOnly;
        this.names = new ArrayList<>(in.names());
    }

    /** Reads {@code PolynomialFeatures}. */
    public static ColumnBlock read(Located transformer, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.completeDoubles(in, transformer);
        int least = Values.index(transformer.attribute("_min_degree"), 1000);
        int most = Values.index(transformer.attribute("_max_degree"), 1000);
        if (in.sparse() && most > 2) {
            throw transformer.refusal("polynomials of a sparse matrix above degree 2 are not supported; set"
                    + " sparse_output=False where it is made");
        }
        Polynomials polynomials =
                new Polynomials(in, transformer.attribute("interaction_only").bool());
        List<ColumnBlock> blocks = new ArrayList<>();
        if (transformer.attribute("include_bias").bool()) {
            blocks.add(program.add(new Constant(Numbers.of(1)), in.pick(List.of()), List.of("1")));
        }
        if (least <= 1 && most >= 1) {
            blocks.add(numbers);
        }
        int skipped = polynomials.multiply(transformer, least, most);
        if (!polynomials.left.isEmpty()) {
            List<String> products = polynomials.names.subList(in.size(), polynomials.names.size());
            ColumnBlock all = program.add(
                    new Products(in.size(), Indices.of(polynomials.left), Indices.of(polynomials.right)),
                    numbers,
                    products);
            List<Integer> kept = new ArrayList<>();
            for (int i = skipped; i < all.size(); i++) {
                kept.add(i);
            }
            blocks.add(all.pick(kept));
        }
        ColumnBlock result = ColumnBlock.join(blocks, in.sparse());
        Values.present(transformer, "n_output_features_").ifPresent(count -> {
            if (count.integer() != result.size()) {
                throw count.refusal(
                        "it is " + count.integer() + ", but the degrees make " + result.size() + " features");
            }
        });
        return result;
    }

    /** Makes all products of degree 2 and more; says how many of them are below the least degree. */
    private int multiply(Located transformer, int least, int most) {
        int skipped = 0;
        List<Integer> index = new ArrayList<>();
        for (int i = 0; i <= columns; i++) {
            index.add(i);
        }
        for (int degree = 2; degree <= most; degree++) {
            index = next(transformer, index);
            skipped = degree < least ? left.size() : skipped;
        }
        return skipped;
    }

    /** All products of one degree from those of the degree below; the index says where each column's own begin. */
    private List<Integer> next(Located transformer, List<Integer> index) {
        List<Integer> nextIndex = new ArrayList<>();
        int end = index.get(index.size() - 1);
        for (int column = 0; column < columns && column < index.size(); column++) {
            int start = index.get(column);
            nextIndex.add(columns + left.size());
            if (interactionOnly) {
                if (column + 1 >= index.size()) {
                    break;
                }
                start += index.get(column + 1) - index.get(column);
            }
            if (end <= start) {
                break;
            }
            for (int factor = start; factor < end; factor++) {
                if (left.size() >= MAX_PRODUCTS) {
                    throw transformer.refusal("it makes more than " + MAX_PRODUCTS + " products");
                }
                left.add(factor);
                right.add(column);
                names.add(names.get(column) + " " + names.get(factor));
            }
        }
        nextIndex.add(columns + left.size());
        return nextIndex;
    }
}
