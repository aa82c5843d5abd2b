package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.Fill;
import io.github.modelkeel.model.operation.FillTexts;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.NearestFill;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.InputColumn;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the imputers that put one value into a column, and the indicator of what was missing. */
public final class Imputers {
    private Imputers() {}

    /** Reads {@code SimpleImputer}. */
    public static ColumnBlock simple(Located imputer, ColumnBlock in, ProgramBuilder program) {
        MissingMarker missingMarker = MissingMarker.of(imputer.attribute("missing_values"));
        List<Located> statistics = statistics(imputer, in.size());
        List<Integer> numbers = new ArrayList<>();
        List<Integer> texts = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            if (!Values.isNaN(statistics.get(i))) {
                boolean text = Node.plain(statistics.get(i).node()) instanceof String;
                program.settle(in.slots().get(i), text ? InputColumn.Kind.TEXT : InputColumn.Kind.NUMBER);
                (text ? texts : numbers).add(i);
            }
        }
        ColumnBlock filledNumbers =
                fillNumbers(new Filling(imputer, missingMarker, statistics), in.pick(numbers), numbers, program);
        ColumnBlock filledTexts =
                fillTexts(new Filling(imputer, missingMarker, statistics), in.pick(texts), texts, program);
        ColumnBlock filled = merged(numbers, filledNumbers, texts, filledTexts).withSparse(in.sparse());
        if (!Values.flag(imputer, "add_indicator", false)
                || Values.present(imputer, "indicator_").isEmpty()) {
            return filled;
        }
        ColumnBlock flags = indicator(imputer.attribute("indicator_"), in, program);
        return ColumnBlock.join(List.of(filled, flags), in.sparse());
    }

    private record Filling(Located imputer, MissingMarker missingMarker, List<Located> statistics) {}

    private static List<Located> statistics(Located imputer, int columns) {
        Located array = imputer.attribute("statistics_");
        List<Located> statistics = Values.elements(array);
        if (statistics.size() != columns) {
            throw array.refusal("it has " + statistics.size() + " values for " + columns + " columns");
        }
        return statistics;
    }

    private static ColumnBlock fillNumbers(
            Filling filling, ColumnBlock in, List<Integer> columns, ProgramBuilder program) {
        if (columns.isEmpty()) {
            return in;
        }
        if (filling.missingMarker().text().isPresent()) {
            throw filling.imputer().refusal("the text that marks a missing value is looked for in columns of numbers");
        }
        double[] values = columns.stream()
                .mapToDouble(i -> Values.numberOf(filling.statistics().get(i)))
                .toArray();
        ColumnBlock numbers = program.doubles(in, filling.imputer());
        if (!Double.isNaN(filling.missingMarker().number())) {
            numbers = program.complete(numbers, filling.imputer());
        }
        Numbers finite = Values.finite(values, filling.imputer().attribute("statistics_"));
        return program.add(new Fill(filling.missingMarker().number(), finite), numbers, in.names());
    }

    private static ColumnBlock fillTexts(
            Filling filling, ColumnBlock in, List<Integer> columns, ProgramBuilder program) {
        if (columns.isEmpty()) {
            return in;
        }
        List<String> values =
                columns.stream().map(i -> filling.statistics().get(i).text()).toList();
        for (int i = 0; i < in.size(); i++) {
            if (program.kind(in.slots().get(i)) != InputColumn.Kind.TEXT) {
                throw filling.imputer()
                        .refusal("it fills '" + in.names().get(i) + "', which holds numbers, with a text");
            }
        }
        List<String> marks = filling.missingMarker().text().stream().toList();
        if (!marks.isEmpty()) {
            program.require(in);
        } else if (!Double.isNaN(filling.missingMarker().number())) {
            throw filling.imputer().refusal("the number that marks a missing value is looked for in columns of texts");
        }
        return program.add(new FillTexts(marks, values), in, in.names());
    }

    private static ColumnBlock merged(List<Integer> one, ColumnBlock ones, List<Integer> other, ColumnBlock others) {
        List<Integer> order = new ArrayList<>(one);
        order.addAll(other);
        ColumnBlock all = ColumnBlock.join(List.of(ones, others), false);
        List<Integer> sorted = IntStream.range(0, order.size())
                .boxed()
                .sorted(Comparator.comparing(order::get))
                .toList();
        return all.pick(sorted);
    }

    /** Reads {@code KNNImputer} with equal weights; others depend on the rounding of the distances. */
    public static ColumnBlock nearest(Located imputer, ColumnBlock in, ProgramBuilder program) {
        if (!MissingMarker.of(imputer.attribute("missing_values")).isMissing()
                || !Values.isText(imputer.attribute("weights"), "uniform")
                || !Values.isText(imputer.attribute("metric"), "nan_euclidean")) {
            throw imputer.refusal(
                    "only weights='uniform', metric='nan_euclidean' and missing_values=nan can be served");
        }
        ColumnBlock numbers = program.doubles(in, imputer);
        Located rows = imputer.attribute("_fit_X");
        double[] values = rows.doubles();
        if (in.size() == 0 || values.length == 0 || values.length % in.size() != 0) {
            throw rows.refusal("rows of " + in.size() + " columns are expected, it is "
                    + rows.node().kind());
        }
        Located valid = imputer.attribute("_valid_mask");
        double[] kept = Values.sized(valid, valid.doubles(), in.size());
        Matrix training = new Matrix(values.length / in.size(), in.size(), Numbers.of(values));
        int neighbors = Values.index(imputer.attribute("n_neighbors"), 1_000_000);
        ColumnBlock filled = program.add(new NearestFill(training, neighbors), numbers, in.names());
        if (IntStream.range(0, kept.length).anyMatch(i -> kept[i] == 0)
                && Values.flag(imputer, "keep_empty_features", false)) {
            throw imputer.attribute("keep_empty_features")
                    .refusal("columns without any value in training are not supported");
        }
        ColumnBlock result = filled.pick(IntStream.range(0, kept.length)
                .filter(i -> kept[i] != 0)
                .boxed()
                .toList());
        return withIndicator(imputer, result, in, program);
    }

    /** What an imputer gives, and flags of what was missing where it adds them. */
    static ColumnBlock withIndicator(Located imputer, ColumnBlock filled, ColumnBlock in, ProgramBuilder program) {
        if (!Values.flag(imputer, "add_indicator", false)
                || Values.present(imputer, "indicator_").isEmpty()) {
            return filled;
        }
        return ColumnBlock.join(List.of(filled, indicator(imputer.attribute("indicator_"), in, program)), false);
    }

    /** Reads {@code MissingIndicator}. */
    public static ColumnBlock indicator(Located indicator, ColumnBlock in, ProgramBuilder program) {
        MissingMarker missingMarker = MissingMarker.of(indicator.attribute("missing_values"));
        List<Integer> features = Values.indices(indicator.attribute("features_"), in.size());
        boolean strict = Values.text(indicator, "features").equals("missing-only")
                && Values.flag(indicator, "error_on_new", true);
        List<Integer> others = IntStream.range(0, in.size())
                .filter(i -> !features.contains(i))
                .boxed()
                .toList();
        if (strict && !others.isEmpty()) {
            if (!missingMarker.isMissing()) {
                throw indicator.refusal("error_on_new with a value that marks missing ones is not supported; set"
                        + " error_on_new=False");
            }
            program.require(in.pick(others));
        }
        if (features.isEmpty()) {
            return in.pick(features);
        }
        ColumnBlock read = in.pick(features);
        List<String> names =
                read.names().stream().map(name -> "missingindicator_" + name).toList();
        boolean sparse = Values.isText(indicator.attribute("sparse"), "auto")
                ? in.sparse()
                : indicator.attribute("sparse").bool();
        return missingMarker.flags(indicator, read, names, program).withSparse(sparse);
    }
}
