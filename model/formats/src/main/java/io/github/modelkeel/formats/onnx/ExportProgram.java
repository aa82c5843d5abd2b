package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.Attributes;
import io.github.modelkeel.formats.onnx.graph.GraphWriter;
import io.github.modelkeel.formats.onnx.graph.Refusals;
import io.github.modelkeel.formats.onnx.graph.Wire;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Constant;
import io.github.modelkeel.model.operation.Elementwise;
import io.github.modelkeel.model.operation.FillTexts;
import io.github.modelkeel.model.operation.FloatAffine;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Normalize;
import io.github.modelkeel.model.operation.NormalizeToSum;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Products;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.model.operation.SoftmaxOfLogs;
import io.github.modelkeel.model.operation.TextTable;
import io.github.modelkeel.model.operation.WeightedMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a program as nodes of the graph, in doubles. What a call writes is a matrix with a row for each row that goes in.
 * Used once.
 */
final class ExportProgram {
    /**
     * A column of a matrix, or a text.
     *
     * @param value the matrix
     * @param index the column's index
     * @param width how many columns the matrix has
     * @param text the text; {@code null} for a number
     */
    record Slot(
            String value, int index, int width, @Nullable ExportText text) {
        static Slot ofText(ExportText text) {
            return new Slot("", 0, 1, text);
        }
    }

    private final GraphWriter graph;
    private final Refusals refusals;
    private final ExportNumbers numbers;
    private final ExportTables tables;
    private final List<Slot> slots;

    ExportProgram(GraphWriter graph, Refusals refusals, List<Slot> inputs) {
        this.graph = graph;
        this.refusals = refusals;
        this.numbers = new ExportNumbers(graph, refusals);
        this.tables = new ExportTables(graph, refusals);
        this.slots = new ArrayList<>(inputs);
    }

    /** The columns of a matrix. */
    static List<Slot> columns(String value, int width) {
        return IntStream.range(0, width)
                .mapToObj(i -> new Slot(value, i, width, null))
                .toList();
    }

    /** The matrix of the program's outputs. */
    String write(Program program) {
        for (Program.Call call : program.calls()) {
            Operation operation = call.operation();
            if (operation instanceof FillTexts fill) {
                for (int i = 0; i < fill.inputs(); i++) {
                    slots.add(Slot.ofText(
                            text(call, i).filled(fill.markers(), fill.values().get(i))));
                }
            } else {
                slots.addAll(columns(operation(call), operation.outputs()));
            }
        }
        return gather(program.outputs());
    }

    private ExportText text(Program.Call call, int input) {
        ExportText text = slots.get(call.from().get(input)).text();
        if (text == null) {
            throw new UnsupportedOperationException("the export to ONNX does not know texts that are computed");
        }
        return text;
    }

    private String operation(Program.Call call) {
        Operation operation = call.operation();
        if (operation instanceof LookupTexts lookup) {
            return tables.texts(text(call, 0), lookup);
        }
        if (operation instanceof TextTable table) {
            return tables.texts(text(call, 0), table);
        }
        if (operation instanceof Constant constant) {
            return repeated(constant.values().toArray());
        }
        String x = gather(call.from());
        if (operation instanceof Elementwise each) {
            return numbers.write(each, x);
        }
        return tables.knows(operation) ? tables.write(operation, x) : several(operation, x);
    }

    /** The same numbers for every row that goes in. */
    private String repeated(double... row) {
        ExportText text = slots.get(0).text();
        String some = text == null ? slots.get(0).value() : text.value();
        Attributes first = new Attributes().integer("start", 0).integer("end", 1);
        String shape = graph.join(0, graph.add("Shape", first, some), graph.integers(row.length));
        return graph.add("Expand", graph.numbers(new long[] {1, row.length}, row), shape);
    }

    private String several(Operation operation, String x) {
        if (operation instanceof Affine affine) {
            return affine(affine.weights(), affine.intercepts().toArray(), x);
        }
        if (operation instanceof FloatAffine affine) {
            double[] zeros = new double[affine.outputs()];
            String sum = graph.rounded(affine(affine.weights(), zeros, x));
            return graph.rounded(
                    graph.add("Add", sum, graph.row(affine.intercepts().toArray())));
        }
        if (operation instanceof Score score) {
            return new ExportScores(graph, refusals).write(score.scorer(), score.link(), x);
        }
        if (operation instanceof Products products) {
            return products(products, x);
        }
        if (operation instanceof Normalize normalize) {
            return normalized(normalize, x);
        }
        if (operation instanceof IndexOfLargest) {
            return graph.cast(graph.largest(x), Wire.DOUBLE);
        }
        if (operation instanceof NormalizeToSum normalizeToSum) {
            return shares(normalizeToSum, x);
        }
        if (operation instanceof SoftmaxOfLogs) {
            return graph.add("Softmax", new Attributes().integer("axis", 1), x);
        }
        if (operation instanceof WeightedMean mean) {
            return graph.add("Div", affine(weights(mean), new double[mean.width()], x), graph.scalar(mean.divisor()));
        }
        throw ExportNumbers.unknown(operation);
    }

    private String affine(Matrix weights, double[] intercepts, String x) {
        double[] turned = weights.transposed().values().toArray();
        String factors = graph.numbers(new long[] {weights.columns(), weights.rows()}, turned);
        return graph.add("Add", graph.add("MatMul", x, factors), graph.row(intercepts));
    }

    /** The weights of all numbers of all members for each number of the mean. */
    private static Matrix weights(WeightedMean mean) {
        double[] all = new double[mean.width() * mean.inputs()];
        for (int k = 0; k < mean.width(); k++) {
            for (int member = 0; member < mean.members(); member++) {
                all[k * mean.inputs() + member * mean.width() + k] =
                        mean.weights().isEmpty() ? 1 : mean.weights().get(member);
            }
        }
        return new Matrix(mean.width(), mean.inputs(), Numbers.of(all));
    }

    private String normalized(Normalize normalize, String x) {
        String size = switch (normalize.norm()) {
            case L1 -> graph.sum(graph.add("Abs", x));
            case L2 -> graph.add("Sqrt", graph.sum(graph.add("Mul", x, x)));
            case MAX -> graph.add("ReduceMax", new Attributes().integers("axes", 1), graph.add("Abs", x));
        };
        String small = graph.add("Less", size, graph.scalar(normalize.smallest()));
        return graph.add("Div", x, graph.add("Where", small, graph.scalar(1), size));
    }

    private String shares(NormalizeToSum normalizeToSum, String x) {
        String sum = graph.sum(x);
        String none = graph.add("Equal", sum, graph.scalar(0));
        return graph.add("Where", none, graph.scalar(1.0 / normalizeToSum.size()), graph.add("Div", x, sum));
    }

    /** As many products at a time as need no other product of the same time. */
    private String products(Products products, String x) {
        String known = x;
        int count = products.inputs();
        int done = 0;
        while (done < products.outputs()) {
            int end = done;
            while (end < products.outputs()
                    && Math.max(products.left().get(end), products.right().get(end)) < count + done) {
                end++;
            }
            int[] left = Arrays.copyOfRange(products.left().toArray(), done, end);
            int[] right = Arrays.copyOfRange(products.right().toArray(), done, end);
            String made = graph.add("Mul", graph.columns(known, left), graph.columns(known, right));
            known = graph.join(known, made);
            done = end;
        }
        return graph.columns(known, IntStream.range(count, count + done).toArray());
    }

    /** The matrix whose columns are these slots. */
    private String gather(Indices from) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < from.size()) {
            Slot first = number(from.get(at));
            int end = at;
            while (end < from.size() && number(from.get(end)).value().equals(first.value())) {
                end++;
            }
            int[] indices = IntStream.range(at, end)
                    .map(i -> slots.get(from.get(i)).index())
                    .toArray();
            boolean whole = indices.length == first.width()
                    && IntStream.range(0, indices.length).allMatch(i -> indices[i] == i);
            parts.add(whole ? first.value() : graph.columns(first.value(), indices));
            at = end;
        }
        return graph.join(parts.toArray(String[]::new));
    }

    private Slot number(int slot) {
        Slot found = slots.get(slot);
        if (found.text() != null) {
            throw new UnsupportedOperationException("the export to ONNX does not know a text that is a number");
        }
        return found;
    }
}
