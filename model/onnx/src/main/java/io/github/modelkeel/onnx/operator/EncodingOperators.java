package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.operation.NumberFlags;
import io.github.modelkeel.model.operation.NumberTable;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.TensorConstant;
import io.github.modelkeel.model.operation.TensorFill;
import io.github.modelkeel.model.operation.TensorMap;
import io.github.modelkeel.model.operation.TensorOperator;
import io.github.modelkeel.model.operation.TensorPrecision;
import io.github.modelkeel.model.operation.TextTable;
import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.graph.TensorData;
import io.github.modelkeel.onnx.graph.Wire;
import io.github.modelkeel.onnx.program.GraphImport;
import io.github.modelkeel.onnx.program.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The preprocessing of {@code ai.onnx.ml}. */
final class EncodingOperators {
    private static final int MAX_CATEGORIES = 100_000;

    private EncodingOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put(Wire.ML + ":Scaler", EncodingOperators::scaler);
        all.put(Wire.ML + ":Imputer", EncodingOperators::imputer);
        all.put(Wire.ML + ":Binarizer", EncodingOperators::binarizer);
        all.put(Wire.ML + ":OneHotEncoder", EncodingOperators::oneHot);
        all.put(Wire.ML + ":LabelEncoder", EncodingOperators::labelEncoder);
        all.put(Wire.ML + ":ZipMap", EncodingOperators::zipMap);
    }

    static Tensor.Rows toFloat(GraphImport graph, Tensor.Rows x) {
        return x.type() == Wire.FLOAT ? x : ArithmeticOperators.map(graph, TensorMap.Function.CAST, x, Wire.FLOAT);
    }

    private static Tensor.Rows withConstants(
            NodeData node, GraphImport graph, TensorOperator operator, Tensor.Rows x, double[] constants) {
        int width = x.slots().length;
        if (constants.length != 1 && constants.length != width) {
            throw node.refusal("has " + constants.length + " numbers for " + width + " columns");
        }
        double[] each = IntStream.range(0, width)
                .mapToDouble(i -> constants[constants.length == 1 ? 0 : i])
                .toArray();
        TensorConstant operation = new TensorConstant(operator, x.precision(), Numbers.of(each), false);
        return x.as(x.shape(), graph.call(operation, x.slots()));
    }

    private static void scaler(NodeData node, GraphImport graph) {
        Tensor.Rows x = toFloat(graph, graph.rows(node, 0));
        Tensor.Rows centred = withConstants(node, graph, TensorOperator.SUBTRACT, x, node.reals("offset"));
        graph.put(node, withConstants(node, graph, TensorOperator.MULTIPLY, centred, node.reals("scale")));
    }

    private static void imputer(NodeData node, GraphImport graph) {
        Tensor.Rows x = graph.rows(node, 0);
        boolean floats = x.type() == Wire.FLOAT;
        if (!floats && x.type() != Wire.INT64) {
            throw node.unsupported("of ONNX's element type " + x.type());
        }
        double[] stated = floats
                ? node.reals("imputed_value_floats")
                : Arrays.stream(node.integers("imputed_value_int64s"))
                        .asDoubleStream()
                        .toArray();
        double replaced = floats ? node.real("replaced_value_float", 0) : node.integer("replaced_value_int64", 0);
        int width = x.slots().length;
        if (stated.length != 1 && stated.length != width) {
            throw node.refusal("has " + stated.length + " numbers for " + width + " columns");
        }
        double[] each = IntStream.range(0, width)
                .mapToDouble(i -> stated[stated.length == 1 ? 0 : i])
                .toArray();
        graph.put(node, x.as(x.shape(), graph.call(new TensorFill(Numbers.of(each), replaced), x.slots())));
    }

    private static void binarizer(NodeData node, GraphImport graph) {
        Tensor.Rows x = toFloat(graph, graph.rows(node, 0));
        double[] threshold = {node.real("threshold", 0)};
        graph.put(node, withConstants(node, graph, TensorOperator.GREATER, x, threshold));
    }

    /** Adds a dimension with a 1 for the category that an element is. */
    private static void oneHot(NodeData node, GraphImport graph) {
        if (!(graph.input(node, 0) instanceof Tensor.Rows x)) {
            throw node.unsupported("of a constant");
        }
        boolean strict = node.integer("zeros", 1) == 0;
        List<String> texts = node.texts("cats_strings");
        double[] numbers =
                Arrays.stream(node.integers("cats_int64s")).asDoubleStream().toArray();
        int count = x.type() == Wire.STRING ? texts.size() : numbers.length;
        if (count < 1 || count > MAX_CATEGORIES || (long) count * x.slots().length > OnnxReading.MAX_WIDTH) {
            throw node.refusal("has " + count + " categories for the type of its input");
        }
        double[] places = IntStream.range(0, count).asDoubleStream().toArray();
        int[][] slots = new int[x.slots().length][];
        for (int i = 0; i < slots.length; i++) {
            int value = x.slots()[i];
            if (x.type() == Wire.STRING) {
                value = text(node, graph, value, new TextTable(texts, Numbers.of(places), -1, strict));
            }
            if (x.type() == Wire.FLOAT || x.type() == Wire.DOUBLE) { // a fraction is cut off
                value = graph.call(new TensorMap(TensorMap.Function.CAST, TensorPrecision.INTEGER, 1), value)[0];
            }
            Numbers flags = Numbers.of(x.type() == Wire.STRING ? places : numbers);
            slots[i] = graph.call(new NumberFlags(flags, strict && x.type() != Wire.STRING), value);
        }
        int[] shape = Arrays.copyOf(x.shape(), x.shape().length + 1);
        shape[shape.length - 1] = count;
        graph.put(node, new Tensor.Rows(Wire.FLOAT, shape, ArithmeticOperators.join(slots)));
    }

    private static int text(NodeData node, GraphImport graph, int slot, TextTable table) {
        if (slot >= graph.sources().count()) {
            throw node.unsupported("of texts that are not a column");
        }
        graph.sources().use(slot, ColumnType.TEXT);
        return graph.call(table, slot)[0];
    }

    private static void labelEncoder(NodeData node, GraphImport graph) {
        Tensor input = graph.input(node, 0);
        List<String> keys = texts(node, "keys");
        if (!node.texts("classes_strings").isEmpty()) {
            throw node.unsupported("of its first version");
        }
        if (!texts(node, "values").isEmpty() || input instanceof Tensor.Label) {
            if (input instanceof Tensor.Rows && keys.isEmpty()) {
                graph.classes(texts(node, "values"));
            }
            graph.put(node, new Tensor.Label(node.operator()));
            return;
        }
        if (!(input instanceof Tensor.Rows x)) {
            throw node.unsupported("of a constant or a map");
        }
        boolean floats = node.has("values_floats")
                || node.tensor("values_tensor").map(TensorData::type).orElse(0) == Wire.FLOAT;
        Numbers values = Numbers.of(numbers(node, "values"));
        double otherwise = otherwise(node, floats);
        int[] slots = new int[x.slots().length];
        if ((long) values.size() * slots.length > OnnxReading.MAX_WIDTH) {
            throw node.refusal("has " + values.size() + " keys for each of " + slots.length + " columns");
        }
        for (int i = 0; i < slots.length; i++) {
            slots[i] = x.type() == Wire.STRING
                    ? text(node, graph, x.slots()[i], new TextTable(keys, values, otherwise, false))
                    : graph.call(new NumberTable(Numbers.of(numbers(node, "keys")), values, otherwise), x.slots()[i])[
                            0];
        }
        graph.put(node, new Tensor.Rows(floats ? Wire.FLOAT : Wire.INT64, x.shape(), slots));
    }

    private static double otherwise(NodeData node, boolean floats) {
        return node.tensor("default_tensor")
                .filter(data -> data.numbers().length == 1)
                .map(data -> data.numbers()[0])
                .orElseGet(() -> floats
                        ? (double) node.real("default_float", -0.0f)
                        : (double) node.integer("default_int64", -1));
    }

    private static List<String> texts(NodeData node, String name) {
        return node.has(name + "_tensor")
                ? node.tensor(name + "_tensor").map(TensorData::texts).orElse(List.of())
                : node.texts(name + "_strings");
    }

    private static double[] numbers(NodeData node, String name) {
        if (node.has(name + "_tensor")) {
            return node.tensor(name + "_tensor").map(TensorData::numbers).orElse(new double[0]);
        }
        return node.has(name + "_floats")
                ? node.reals(name + "_floats")
                : Arrays.stream(node.integers(name + "_int64s"))
                        .asDoubleStream()
                        .toArray();
    }

    private static void zipMap(NodeData node, GraphImport graph) {
        Tensor.Rows values = graph.rows(node, 0);
        List<String> classes = classNames(node);
        if (classes.size() != values.slots().length) {
            throw node.refusal("names " + classes.size() + " classes for " + values.slots().length + " values");
        }
        graph.put(node, new Tensor.Named(values, classes));
    }

    static List<String> classNames(NodeData node) {
        List<String> texts = node.texts("classlabels_strings");
        String numbers = node.has("classlabels_ints") ? "classlabels_ints" : "classlabels_int64s";
        return texts.isEmpty()
                ? LongStream.of(node.integers(numbers)).mapToObj(Long::toString).toList()
                : texts;
    }
}
