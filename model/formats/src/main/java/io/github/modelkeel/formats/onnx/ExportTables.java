package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.Attributes;
import io.github.modelkeel.formats.onnx.graph.GraphWriter;
import io.github.modelkeel.formats.onnx.graph.Refusals;
import io.github.modelkeel.formats.onnx.graph.Wire;
import io.github.modelkeel.model.operation.BoostedVotes;
import io.github.modelkeel.model.operation.LookupNumbers;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.NumberFlags;
import io.github.modelkeel.model.operation.NumberTable;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.OneHot;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.TextTable;
import io.github.modelkeel.model.operation.VoteCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operations that look numbers and texts up, as nodes of the graph. Not thread-safe. */
final class ExportTables {
    private final GraphWriter graph;
    private final Refusals refusals;

    ExportTables(GraphWriter graph, Refusals refusals) {
        this.graph = graph;
        this.refusals = refusals;
    }

    boolean knows(Operation operation) {
        return operation instanceof OneHot
                || operation instanceof NumberFlags
                || operation instanceof LookupNumbers
                || operation instanceof NumberTable
                || operation instanceof VoteCount
                || operation instanceof BoostedVotes;
    }

    String write(Operation operation, String x) {
        if (operation instanceof OneHot oneHot) {
            double[] all = IntStream.range(0, oneHot.outputs()).asDoubleStream().toArray();
            return graph.cast(graph.add("Equal", x, graph.row(all)), Wire.DOUBLE);
        }
        if (operation instanceof NumberFlags flags) {
            String hits =
                    graph.cast(graph.add("Equal", x, graph.row(flags.numbers().toArray())), Wire.DOUBLE);
            if (flags.strict()) {
                refusals.when(graph.add("Equal", graph.sum(hits), graph.scalar(0)));
            }
            return hits;
        }
        if (operation instanceof LookupNumbers lookup) {
            return numbers(x, lookup.keys().toArray(), lookup.values(), lookup.otherwise());
        }
        if (operation instanceof NumberTable table) {
            Matrix values = new Matrix(table.values().size(), 1, table.values());
            return numbers(x, table.keys().toArray(), values, Numbers.of(table.otherwise()));
        }
        if (operation instanceof VoteCount votes) {
            return votes(x, votes.classes(), votes.weights(), 0);
        }
        BoostedVotes votes = (BoostedVotes) operation;
        String sums = votes(x, votes.classes(), votes.weights(), -1.0 / (votes.classes() - 1));
        return graph.add("Div", sums, graph.scalar(votes.divisor()));
    }

    /** The weights of the members that vote for each class, and a share of the weights of the others. */
    private String votes(String x, int classes, Numbers weights, double share) {
        String factors = graph.numbers(new long[] {weights.size(), 1}, weights.toArray());
        String[] sums = new String[classes];
        for (int k = 0; k < classes; k++) {
            String voted =
                    graph.add("Where", graph.add("Equal", x, graph.scalar(k)), graph.scalar(1), graph.scalar(share));
            sums[k] = graph.add("MatMul", voted, factors);
        }
        return graph.join(sums);
    }

    private String numbers(String x, double[] keys, Matrix values, Numbers otherwise) {
        String hits = graph.add("Equal", x, graph.row(keys));
        if (Arrays.stream(keys).anyMatch(Double::isNaN)) {
            double[] missing =
                    Arrays.stream(keys).map(key -> Double.isNaN(key) ? 1 : 0).toArray();
            String missingKey = graph.add("Greater", graph.row(missing), graph.scalar(0));
            hits = graph.add("Or", hits, graph.add("And", graph.add("IsNaN", x), missingKey));
        }
        String flags = graph.cast(hits, Wire.DOUBLE);
        String none = graph.add("Equal", graph.sum(flags), graph.scalar(0));
        if (otherwise.isEmpty()) {
            refusals.when(none);
        }
        String found = graph.largest(flags);
        String place = graph.add("Where", none, graph.integers(keys.length), found);
        return rows(place, values, otherwise, Numbers.of());
    }

    String texts(ExportText text, LookupTexts lookup) {
        Table table = new Table(
                lookup.keys(), !lookup.missing().isEmpty(), lookup.otherwise().isEmpty());
        return rows(place(text, table), lookup.values(), lookup.otherwise(), lookup.missing());
    }

    /** A missing text counts as another, which may be refused nevertheless. */
    String texts(ExportText text, TextTable table) {
        Matrix values = new Matrix(table.keys().size(), 1, table.values());
        Numbers otherwise = Numbers.of(table.otherwise());
        return rows(place(text, new Table(table.keys(), true, table.strict())), values, otherwise, otherwise);
    }

    /**
     * What is looked up.
     *
     * @param keys the texts
     * @param knowsMissing whether a missing text has a place of its own
     * @param strict whether another text is refused
     */
    private record Table(List<String> keys, boolean knowsMissing, boolean strict) {
        /** The place of a text: that of its key, then that of any other, of a missing and of a refused one. */
        long place(@Nullable String text) {
            int key = text == null ? -1 : keys.indexOf(text);
            if (key >= 0) {
                return key;
            }
            if (text == null && knowsMissing) {
                return keys.size() + 1L;
            }
            return strict ? keys.size() + 2L : keys.size();
        }
    }

    private String place(ExportText text, Table table) {
        Map<String, Long> places = new LinkedHashMap<>();
        for (int i = 0; i < table.keys().size(); i++) {
            String key = table.keys().get(i);
            places.put(key, key.equals(text.replaced(key)) ? i : table.place(text.replaced(key)));
        }
        text.markers().forEach(marker -> places.putIfAbsent(marker, table.place(text.replaced(marker))));
        long refused = table.keys().size() + 2L;
        long missing = text.required() ? refused : table.place(text.replaced(null));
        ExportColumns.MISSING.forEach(word -> places.putIfAbsent(word, missing));
        List<String> words = new ArrayList<>(places.keySet());
        Attributes attributes = new Attributes()
                .texts("keys_strings", words)
                .integers(
                        "values_int64s",
                        places.values().stream().mapToLong(Long::longValue).toArray())
                .integer(
                        "default_int64",
                        table.strict() ? refused : (long) table.keys().size());
        String place = graph.addMl("LabelEncoder", attributes, text.value());
        refusals.when(graph.add("Equal", place, graph.integers(refused)));
        return place;
    }

    /** The rows of a table: of the keys, of any other, of a missing one, and of one that is refused. */
    private String rows(String place, Matrix values, Numbers otherwise, Numbers missing) {
        int width = values.columns();
        int keys = values.rows();
        double[] all = Arrays.copyOf(values.values().toArray(), (keys + 3) * width);
        Arrays.fill(all, keys * width, all.length, Double.NaN);
        System.arraycopy(otherwise.toArray(), 0, all, keys * width, otherwise.size());
        System.arraycopy(missing.toArray(), 0, all, (keys + 1) * width, missing.size());
        String table = graph.numbers(new long[] {keys + 3, width}, all);
        String found = graph.add("Gather", new Attributes().integer("axis", 0), table, place);
        return graph.add("Reshape", found, graph.integers(-1, width));
    }
}
