package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.GraphWriter;
import io.github.modelkeel.formats.onnx.graph.Refusals;
import io.github.modelkeel.formats.onnx.graph.Wire;
import io.github.modelkeel.model.operation.Activation;
import io.github.modelkeel.model.operation.Binarize;
import io.github.modelkeel.model.operation.Bucketize;
import io.github.modelkeel.model.operation.Calculate;
import io.github.modelkeel.model.operation.Clip;
import io.github.modelkeel.model.operation.ClippedHalf;
import io.github.modelkeel.model.operation.Elementwise;
import io.github.modelkeel.model.operation.Fill;
import io.github.modelkeel.model.operation.Flag;
import io.github.modelkeel.model.operation.MissingNumber;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.RequireFinite;
import io.github.modelkeel.model.operation.Round;
import io.github.modelkeel.model.operation.ScaleShift;
import io.github.modelkeel.model.operation.Standardize;

/** Operations on numbers one by one, as nodes of the graph. A matrix goes in, one of the same shape comes out. Not thread-safe. */
final class ExportNumbers {
    private static final double HALF_TURN = 180;
    private static final double LN_2 = 0.6931471805599453;
    private static final double LN_10 = 2.302585092994046;

    private final GraphWriter graph;
    private final Refusals refusals;

    ExportNumbers(GraphWriter graph, Refusals refusals) {
        this.graph = graph;
        this.refusals = refusals;
    }

    String write(Elementwise operation, String x) {
        if (operation instanceof Standardize standardize) {
            String centred = graph.add("Sub", x, graph.row(standardize.centers().toArray()));
            return graph.add("Div", centred, graph.row(standardize.scales().toArray()));
        }
        if (operation instanceof ScaleShift scaleShift) {
            String scaled = graph.add("Mul", x, graph.row(scaleShift.factors().toArray()));
            return graph.add("Add", scaled, graph.row(scaleShift.offsets().toArray()));
        }
        if (operation instanceof Fill fill) {
            return graph.add(
                    "Where", marked(x, fill.marker()), graph.row(fill.values().toArray()), x);
        }
        if (operation instanceof Flag flag) {
            return graph.cast(marked(x, flag.marker()), Wire.DOUBLE);
        }
        if (operation instanceof MissingNumber missing) {
            String compared = missing.asFloat() ? graph.rounded(x) : x;
            double marker = missing.asFloat() ? (float) missing.missing() : missing.missing();
            return graph.add("Where", marked(compared, marker), graph.scalar(Double.NaN), x);
        }
        if (operation instanceof Clip clip) {
            return graph.clip(x, clip.low(), clip.high());
        }
        if (operation instanceof Calculate calculate) {
            return calculate(calculate, x);
        }
        return other(operation, x);
    }

    private String other(Elementwise operation, String x) {
        if (operation instanceof Binarize binarize) {
            String above = graph.cast(graph.add("Greater", x, graph.scalar(binarize.threshold())), Wire.DOUBLE);
            return graph.add("Where", graph.add("IsNaN", x), x, above);
        }
        if (operation instanceof RequireFinite require) {
            refusals.whenAny(graph.add("IsInf", x));
            if (!require.acceptsMissing()) {
                refusals.whenAny(graph.add("IsNaN", x));
            }
            return x;
        }
        if (operation instanceof Round) {
            return graph.rounded(x);
        }
        if (operation instanceof Bucketize bucketize) {
            return buckets(bucketize, x);
        }
        if (operation instanceof ClippedHalf) {
            String raised = graph.add("Add", graph.clip(x, -1, 1), graph.scalar(1));
            return graph.add("Div", raised, graph.scalar(2));
        }
        if (operation instanceof Activation activation) {
            return switch (activation.form()) {
                case IDENTITY -> x;
                case RELU -> graph.add("Relu", x);
                case TANH -> graph.add("Tanh", x);
                case LOGISTIC -> graph.add("Sigmoid", x);
            };
        }
        throw unknown(operation);
    }

    private String marked(String x, double marker) {
        return Double.isNaN(marker) ? graph.add("IsNaN", x) : graph.add("Equal", x, graph.scalar(marker));
    }

    private String buckets(Bucketize bucketize, String x) {
        String[] columns = new String[bucketize.inputs()];
        for (int i = 0; i < columns.length; i++) {
            double[] edges = bucketize.edges().get(i).toArray();
            String column = columns.length == 1 ? x : graph.columns(x, i);
            String count = edges.length == 0
                    ? graph.scalar(0)
                    : graph.sum(graph.cast(graph.add("GreaterOrEqual", column, graph.row(edges)), Wire.DOUBLE));
            columns[i] = graph.add("Where", graph.add("IsNaN", column), column, count);
        }
        return graph.join(columns);
    }

    private String calculate(Calculate calculate, String x) {
        return switch (calculate.function()) {
            case LOG -> graph.add("Log", x);
            case LOG1P -> graph.log1p(x);
            case LOG2 -> graph.add("Div", graph.add("Log", x), graph.scalar(LN_2));
            case LOG10 -> graph.add("Div", graph.add("Log", x), graph.scalar(LN_10));
            case EXP -> graph.add("Exp", x);
            case EXPM1 -> expm1(x);
            case EXP2 -> graph.add("Pow", graph.scalar(2), x);
            case SQRT -> graph.add("Sqrt", x);
            case CBRT -> {
                String size = graph.add("Pow", graph.add("Abs", x), graph.scalar(1.0 / 3));
                yield graph.add("Mul", graph.add("Sign", x), size);
            }
            case SQUARE -> graph.add("Mul", x, x);
            case ABSOLUTE -> graph.add("Abs", x);
            case RECIPROCAL -> graph.add("Div", graph.scalar(1), x);
            case SIGN -> graph.add("Where", graph.add("IsNaN", x), x, graph.add("Sign", x));
            case NEGATIVE -> graph.add("Neg", x);
            case FLOOR -> graph.add("Floor", x);
            case CEIL -> graph.add("Ceil", x);
            case RINT -> graph.add("Round", x);
            case TANH -> graph.add("Tanh", x);
            case TRUNC ->
                graph.add("Where", graph.add("Less", x, graph.scalar(0)), graph.add("Ceil", x), graph.add("Floor", x));
            case RADIANS -> graph.add("Mul", x, graph.scalar(Math.PI / HALF_TURN));
            case DEGREES -> graph.add("Mul", x, graph.scalar(HALF_TURN / Math.PI));
            case SIN, COS, TAN, ARCTAN, ARCSIN, ARCCOS, SINH, COSH, ARCSINH ->
                throw new UnsupportedOperationException("the export to ONNX does not know the function "
                        + calculate.words(0) + " of doubles, which ONNX Runtime computes in floats alone");
        };
    }

    /** {@code (u - 1) * x / log(u)} for {@code u = exp(x)}, whose rounding errors cancel out. */
    private String expm1(String x) {
        String one = graph.scalar(1);
        String u = graph.add("Exp", x);
        String less = graph.add("Sub", u, one);
        String scaled = graph.add("Div", graph.add("Mul", less, x), graph.add("Log", u));
        String ends = graph.add("Or", graph.add("IsInf", u), graph.add("Equal", less, graph.scalar(-1)));
        String result = graph.add("Where", ends, less, scaled);
        return graph.add("Where", graph.add("Equal", u, one), x, result);
    }

    static UnsupportedOperationException unknown(Operation operation) {
        return new UnsupportedOperationException("the export to ONNX does not know the operation "
                + operation.getClass().getSimpleName());
    }
}
