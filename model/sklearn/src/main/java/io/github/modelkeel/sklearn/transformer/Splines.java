package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Spline;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.Names;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads {@code SplineTransformer}: each column becomes the values of its B-splines. */
public final class Splines {
    private static final Map<String, Spline.Beyond> EXTRAPOLATIONS = Map.of(
            "constant", Spline.Beyond.CONSTANT,
            "continue", Spline.Beyond.CONTINUE,
            "error", Spline.Beyond.ERROR,
            "linear", Spline.Beyond.LINEAR,
            "periodic", Spline.Beyond.PERIODIC);

    private Splines() {}

    /** Reads {@code SplineTransformer}. */
    public static ColumnBlock read(Located transformer, ColumnBlock in, ProgramBuilder program) {
        boolean zeros = Values.present(transformer, "handle_missing")
                .filter(rule -> Values.isText(rule, "zeros"))
                .isPresent();
        ColumnBlock numbers = zeros ? program.doubles(in, transformer) : program.completeDoubles(in, transformer);
        int degree = Values.index(transformer.attribute("degree"), 100);
        Spline.Beyond beyond = beyond(transformer.attribute("extrapolation"));
        if (degree < 1 || (degree == 1 && in.size() > 1 && beyond == Spline.Beyond.LINEAR)) {
            throw transformer
                    .attribute("degree")
                    .refusal("splines of the degree " + degree
                            + " cannot be served with this extrapolation; use degree 2 or 3");
        }
        List<Located> splines = Values.sized(transformer.attribute("bsplines_"), in.size());
        boolean bias = transformer.attribute("include_bias").bool();
        List<ColumnBlock> blocks = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            Spline spline = new Spline(knots(splines.get(i), degree), degree, beyond, zeros);
            requireBasis(splines.get(i), spline);
            List<String> names = Names.numbered(in.names().get(i) + "_sp_", spline.outputs());
            ColumnBlock values = program.add(spline, numbers.pick(List.of(i)), names);
            int kept = spline.outputs() - (bias ? 0 : 1);
            blocks.add(values.pick(IntStream.range(0, kept).boxed().toList()));
        }
        return ColumnBlock.join(blocks, Values.flag(transformer, "sparse_output", false));
    }

    private static Spline.Beyond beyond(Located extrapolation) {
        for (Map.Entry<String, Spline.Beyond> each : EXTRAPOLATIONS.entrySet()) {
            if (Values.isText(extrapolation, each.getKey())) {
                return each.getValue();
            }
        }
        throw extrapolation.refusal("the extrapolation is unknown");
    }

    private static Numbers knots(Located spline, int degree) {
        if (spline.attribute("k").integer() != degree) {
            throw spline.attribute("k").refusal("it is not the degree of the transformer");
        }
        Located knots = part(spline, "t");
        return Values.finite(knots.doubles(), knots);
    }

    /** SciPy 1.15 and later keep them in private attributes. */
    private static Located part(Located spline, String name) {
        return spline.find(name).orElseGet(() -> spline.attribute("_" + name));
    }

    /** The coefficients choose one spline an output; periodic ones start again. */
    private static void requireBasis(Located spline, Spline read) {
        Located coefficients = part(spline, "c");
        int splines = read.knots().size() - read.degree() - 1;
        double[] values =
                Values.sized(coefficients, coefficients.doubles(), Math.multiplyExact(splines, read.outputs()));
        for (int i = 0; i < values.length; i++) {
            boolean own = i / read.outputs() % read.outputs() == i % read.outputs();
            if (values[i] != (own ? 1 : 0)) {
                throw coefficients.refusal("the coefficients are not those of scikit-learn's spline basis");
            }
        }
    }
}
