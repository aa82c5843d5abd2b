package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.Attributes;
import io.github.modelkeel.formats.onnx.graph.GraphWriter;
import io.github.modelkeel.formats.onnx.graph.Refusals;
import io.github.modelkeel.formats.onnx.graph.Wire;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing.ZeroDivision;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.Source;
import io.github.modelkeel.model.preprocessing.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of one chain as nodes of the graph, in doubles. Not thread-safe. */
final class ExportChain {
    private static final long NO_CATEGORY = -1;
    private static final long REFUSED = -2;

    private final GraphWriter graph;
    private final ExportColumns columns;
    private final Refusals refusals;

    ExportChain(GraphWriter graph, ExportColumns columns, Refusals refusals) {
        this.graph = graph;
        this.columns = columns;
        this.refusals = refusals;
    }

    /** The chain's features, a row of them for each row. */
    String write(Chain chain) {
        if (chain.source() instanceof Source.OfColumn of) {
            Column column = columns.column(of.column());
            return column.type() == ColumnType.TEXT ? text(chain, column) : steps(chain, columns.value(of.column()));
        }
        return steps(chain, ratio((Source.Ratio) chain.source()));
    }

    private String ratio(Source.Ratio ratio) {
        String numerator = columns.value(ratio.numerator());
        String denominator = columns.value(ratio.denominator());
        String zero = graph.add("Equal", denominator, graph.scalar(0));
        if (ratio.zeroDivision() == ZeroDivision.ERROR) {
            refusals.when(zero);
        }
        String instead = graph.scalar(ratio.zeroDivision() == ZeroDivision.ZERO ? 0 : Double.NaN);
        String result = graph.add("Where", zero, instead, graph.add("Div", numerator, denominator));
        refusals.when(graph.add("IsInf", result));
        return result;
    }

    private String steps(Chain chain, String value) {
        String result = value;
        for (Step step : chain.steps()) {
            result = step(step, result);
        }
        return result;
    }

    private String step(Step step, String x) {
        if (step instanceof Step.FillNumber fill) {
            return graph.add("Where", graph.add("IsNaN", x), graph.scalar(fill.value()), x);
        }
        if (step instanceof Step.Standardize standardize) {
            String centred = graph.add("Sub", x, graph.scalar(standardize.mean()));
            return graph.add("Div", centred, graph.scalar(standardize.scale()));
        }
        if (step instanceof Step.MinMax minMax) {
            return graph.add("Add", graph.add("Mul", x, graph.scalar(minMax.scale())), graph.scalar(minMax.offset()));
        }
        if (step instanceof Step.Clip clip) {
            return graph.clip(x, clip.low(), clip.high());
        }
        if (step instanceof Step.Log) {
            refusals.when(graph.add("LessOrEqual", x, graph.scalar(0)));
            return graph.add("Log", x);
        }
        if (step instanceof Step.Log1p) {
            refusals.when(graph.add("LessOrEqual", x, graph.scalar(-1)));
            return graph.log1p(x);
        }
        if (step instanceof Step.Bucket bucket) {
            return bucket(bucket, x);
        }
        throw new UnsupportedOperationException("the export to ONNX does not know the step " + step);
    }

    private String bucket(Step.Bucket bucket, String x) {
        double[] edges =
                bucket.edges().stream().mapToDouble(Double::doubleValue).toArray();
        String reached = graph.add("GreaterOrEqual", x, graph.numbers(new long[] {1, edges.length}, edges));
        String count = graph.add("ReduceSum", graph.cast(reached, Wire.DOUBLE), graph.integers(1));
        if (bucket.oneHot()) {
            double[] numbers = new double[edges.length + 1];
            Arrays.setAll(numbers, i -> i);
            String all = graph.numbers(new long[] {1, numbers.length}, numbers);
            return graph.cast(graph.add("Equal", count, all), Wire.DOUBLE);
        }
        return graph.add("Where", graph.add("IsNaN", x), x, count);
    }

    private String text(Chain chain, Column column) {
        @Nullable String fill = (String) column.defaultValue();
        Step.@Nullable OneHot oneHot = null;
        for (Step step : chain.steps()) {
            if (step instanceof Step.FillText filled && fill == null) {
                fill = filled.value();
            } else if (step instanceof Step.OneHot encoding) {
                oneHot = encoding;
            }
        }
        if (oneHot == null) {
            throw new UnsupportedOperationException("the text '" + chain.name() + "' is not one-hot encoded");
        }
        String slot = graph.addMl("LabelEncoder", table(oneHot, fill), columns.value(column.name()));
        refusals.when(graph.add("Equal", slot, graph.integers(REFUSED)));
        long[] slots = new long[oneHot.categories().size()];
        Arrays.setAll(slots, i -> i);
        return graph.cast(graph.add("Equal", slot, graph.integers(slots)), Wire.DOUBLE);
    }

    /** From a text to the place of its one: categories first, then the ways to write a missing text. */
    private static Attributes table(Step.OneHot oneHot, @Nullable String fill) {
        Map<String, Long> slots = new LinkedHashMap<>();
        for (String category : oneHot.categories()) {
            slots.put(category, (long) slots.size());
        }
        long unknown = switch (oneHot.unseen()) {
            case ERROR -> REFUSED;
            case IGNORE -> NO_CATEGORY;
            case DEFAULT -> slots.getOrDefault(String.valueOf(oneHot.fallback()), NO_CATEGORY);
        };
        long missing = fill == null ? REFUSED : slots.getOrDefault(fill, unknown);
        ExportColumns.MISSING.forEach(word -> slots.putIfAbsent(word, missing));
        List<String> words = new ArrayList<>(slots.keySet());
        return new Attributes()
                .texts("keys_strings", words)
                .integers(
                        "values_int64s",
                        slots.values().stream().mapToLong(Long::longValue).toArray())
                .integer("default_int64", unknown);
    }
}
