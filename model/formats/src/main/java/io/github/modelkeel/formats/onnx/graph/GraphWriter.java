package io.github.modelkeel.formats.onnx.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A graph while it is written: nodes in order, each with one output. Values are named by number; a name that the graph's inputs use is
 * left out. Opset 17 with ai.onnx.ml 3, which is ONNX 1.12. Not thread-safe.
 */
public final class GraphWriter {
    public static final String ONNX_VERSION = "1.12.0";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int ML_OPSET = 3;

    private final Message graph = new Message();
    private final Set<String> taken;
    private final Map<String, String> scalars = new HashMap<>();
    private int values;

    /**
     * Starts a graph.
     *
     * @param taken the names that its inputs and its output have
     */
    public GraphWriter(Set<String> taken) {
        this.taken = new HashSet<>(taken);
        graph.text(Wire.GRAPH_NAME, "modelkeel");
    }

    private String fresh() {
        String name = "v" + values++;
        while (taken.contains(name)) {
            name = "v" + values++;
        }
        return name;
    }

    public String add(String operator, String... inputs) {
        return add(operator, new Attributes(), inputs);
    }

    public String add(String operator, Attributes attributes, String... inputs) {
        return node("", operator, attributes, fresh(), inputs);
    }

    public String addMl(String operator, Attributes attributes, String... inputs) {
        return node(Wire.ML, operator, attributes, fresh(), inputs);
    }

    /** A node whose output has a given name. */
    public void addNamed(String output, String operator, String... inputs) {
        node("", operator, new Attributes(), output, inputs);
    }

    private String node(String domain, String operator, Attributes attributes, String output, String... inputs) {
        Message node = new Message();
        for (String input : inputs) {
            node.text(Wire.NODE_INPUTS, input);
        }
        node.text(Wire.NODE_OUTPUTS, output).text(Wire.NODE_OPERATOR, operator);
        attributes.all().forEach(attribute -> node.message(Wire.NODE_ATTRIBUTES, attribute));
        if (!domain.isEmpty()) {
            node.text(Wire.NODE_DOMAIN, domain);
        }
        graph.message(Wire.GRAPH_NODES, node);
        return output;
    }

    public String cast(String value, int type) {
        return add("Cast", new Attributes().integer("to", type), value);
    }

    /** A number that applies to every row. */
    public String scalar(double number) {
        return scalars.computeIfAbsent(
                "d" + Double.doubleToRawLongBits(number), key -> numbers(new long[] {1}, number));
    }

    public String numbers(long[] shape, double... numbers) {
        String name = fresh();
        graph.message(Wire.GRAPH_INITIALIZERS, Tensors.doubles(name, shape, numbers));
        return name;
    }

    public String integers(long... numbers) {
        return scalars.computeIfAbsent("i" + Arrays.toString(numbers), key -> {
            String name = fresh();
            graph.message(Wire.GRAPH_INITIALIZERS, Tensors.integers(name, numbers));
            return name;
        });
    }

    /** A row of numbers that applies to every row. */
    public String row(double... numbers) {
        return numbers.length == 1 ? scalar(numbers[0]) : numbers(new long[] {1, numbers.length}, numbers);
    }

    /** Some columns of a matrix. */
    public String columns(String matrix, int... indices) {
        return add(
                "Gather",
                new Attributes().integer("axis", 1),
                matrix,
                integers(Arrays.stream(indices).asLongStream().toArray()));
    }

    /** Matrices side by side. */
    public String join(String... parts) {
        return join(1, parts);
    }

    public String join(int axis, String... parts) {
        return parts.length == 1 ? parts[0] : add("Concat", new Attributes().integer("axis", axis), parts);
    }

    /** The sum of each row. */
    public String sum(String matrix) {
        return add("ReduceSum", matrix, integers(1));
    }

    /** The index of the first largest number of each row. */
    public String largest(String matrix) {
        return add("ArgMax", new Attributes().integer("axis", 1), matrix);
    }

    /** Each number rounded to a float. */
    public String rounded(String matrix) {
        return cast(cast(matrix, Wire.FLOAT), Wire.DOUBLE);
    }

    /** What is missing stays missing. */
    public String clip(String x, double low, double high) {
        String greatest = scalar(high);
        String below = add("Where", add("Greater", x, greatest), greatest, x);
        String least = scalar(low);
        return add("Where", add("Less", x, least), least, below);
    }

    /** {@code log(u) * x / (u - 1)} for {@code u = 1 + x}, whose rounding errors cancel out; {@code x} where {@code u} is 1. */
    public String log1p(String x) {
        String one = scalar(1);
        String u = add("Add", x, one);
        String rounded = add("Sub", u, one);
        String scaled = add("Div", add("Mul", add("Log", u), x), rounded);
        return add("Where", add("Equal", rounded, scalar(0)), x, scaled);
    }

    public void input(String name, int type, long... rest) {
        graph.message(Wire.GRAPH_INPUTS, value(name, type, rest));
    }

    public void output(String name, int type, long... rest) {
        graph.message(Wire.GRAPH_OUTPUTS, value(name, type, rest));
    }

    /** A value with a row of a given shape for each row that goes in. */
    private static Message value(String name, int type, long... rest) {
        Message shape = new Message().message(Wire.SHAPE_DIMENSION, new Message().text(Wire.DIMENSION_NAME, "rows"));
        for (long size : rest) {
            shape.message(Wire.SHAPE_DIMENSION, new Message().integer(Wire.DIMENSION_VALUE, size));
        }
        Message tensor = new Message().integer(Wire.TYPE_ELEMENT, type).message(Wire.TYPE_SHAPE, shape);
        return new Message()
                .text(Wire.VALUE_NAME, name)
                .message(Wire.VALUE_TYPE, new Message().message(Wire.TYPE_TENSOR, tensor));
    }

    public byte[] model() {
        Message opset = new Message().text(Wire.OPSET_DOMAIN, "").integer(Wire.OPSET_VERSION, OPSET);
        Message mlOpset = new Message().text(Wire.OPSET_DOMAIN, Wire.ML).integer(Wire.OPSET_VERSION, ML_OPSET);
        return new Message()
                .integer(Wire.MODEL_IR_VERSION, IR_VERSION)
                .text(Wire.MODEL_PRODUCER, "modelkeel")
                .message(Wire.MODEL_GRAPH, graph)
                .message(Wire.MODEL_OPSETS, opset)
                .message(Wire.MODEL_OPSETS, mlOpset)
                .toByteArray();
    }
}
