package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.TensorChoice;
import io.github.modelkeel.model.operation.TensorConstant;
import io.github.modelkeel.model.operation.TensorConstants;
import io.github.modelkeel.model.operation.TensorFill;
import io.github.modelkeel.model.operation.TensorMap;
import io.github.modelkeel.model.operation.TensorMap.Function;
import io.github.modelkeel.model.operation.TensorOperator;
import io.github.modelkeel.model.operation.TensorPair;
import io.github.modelkeel.model.operation.TensorPrecision;
import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.TensorData;
import io.github.modelkeel.onnx.graph.Wire;
import io.github.modelkeel.onnx.program.GraphImport;
import io.github.modelkeel.onnx.program.Shapes;
import io.github.modelkeel.onnx.program.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Functions of one, two and three tensors, number by number. */
final class ArithmeticOperators {
    private ArithmeticOperators() {}

    static void addTo(Map<String, Operator> all) {
        unary(all, "Abs", Function.ABS);
        unary(all, "Neg", Function.NEGATIVE);
        unary(all, "Exp", Function.EXP);
        unary(all, "Log", Function.LOG);
        unary(all, "Sqrt", Function.SQRT);
        unary(all, "Reciprocal", Function.RECIPROCAL);
        unary(all, "Sigmoid", Function.SIGMOID);
        unary(all, "Tanh", Function.TANH);
        unary(all, "Relu", Function.RELU);
        unary(all, "Floor", Function.FLOOR);
        unary(all, "Ceil", Function.CEIL);
        unary(all, "Round", Function.ROUND);
        unary(all, "Sign", Function.SIGN);
        test(all, "Not", Function.NOT);
        test(all, "IsNaN", Function.IS_MISSING);
        test(all, "IsInf", Function.IS_INFINITE);
        binary(all, "Add", TensorOperator.ADD);
        binary(all, "Sub", TensorOperator.SUBTRACT);
        binary(all, "Mul", TensorOperator.MULTIPLY);
        binary(all, "Div", TensorOperator.DIVIDE);
        binary(all, "Pow", TensorOperator.POWER);
        compare(all, "Greater", TensorOperator.GREATER);
        compare(all, "GreaterOrEqual", TensorOperator.GREATER_OR_EQUAL);
        compare(all, "Less", TensorOperator.LESS);
        compare(all, "LessOrEqual", TensorOperator.LESS_OR_EQUAL);
        compare(all, "Equal", TensorOperator.EQUAL);
        compare(all, "And", TensorOperator.AND);
        compare(all, "Or", TensorOperator.OR);
        compare(all, "Xor", TensorOperator.XOR);
        many(all, "Min", TensorOperator.MINIMUM);
        many(all, "Max", TensorOperator.MAXIMUM);
        many(all, "Sum", TensorOperator.ADD);
        all.put("Where", ArithmeticOperators::where);
        all.put("Clip", ArithmeticOperators::clip);
        all.put("Cast", ArithmeticOperators::cast);
        all.put("Identity", (node, graph) -> graph.put(node, graph.input(node, 0)));
        all.put("Dropout", (node, graph) -> graph.put(node, graph.input(node, 0)));
    }

    private static void unary(Map<String, Operator> all, String name, Function function) {
        all.put(name, (node, graph) -> {
            Tensor.Rows x = graph.rows(node, 0);
            graph.put(node, map(graph, function, x, x.type()));
        });
    }

    private static void test(Map<String, Operator> all, String name, Function function) {
        all.put(name, (node, graph) -> {
            if (node.integer("detect_positive", 1) != 1 || node.integer("detect_negative", 1) != 1) {
                throw node.unsupported("for one sign alone");
            }
            graph.put(node, map(graph, function, graph.rows(node, 0), Wire.BOOL));
        });
    }

    static Tensor.Rows map(GraphImport graph, Function function, Tensor.Rows x, int type) {
        TensorPrecision precision = new Tensor.Rows(type, x.shape(), x.slots()).precision();
        int[] slots = graph.call(new TensorMap(function, precision, x.slots().length), x.slots());
        return new Tensor.Rows(type, x.shape(), slots);
    }

    private static void binary(Map<String, Operator> all, String name, TensorOperator operator) {
        all.put(name, (node, graph) -> graph.put(node, apply(node, graph, operator, false)));
    }

    private static void compare(Map<String, Operator> all, String name, TensorOperator operator) {
        all.put(name, (node, graph) -> graph.put(node, apply(node, graph, operator, true)));
    }

    private static void many(Map<String, Operator> all, String name, TensorOperator operator) {
        all.put(name, (node, graph) -> {
            Tensor result = graph.input(node, 0);
            for (int i = 1; i < node.inputs().size(); i++) {
                result = apply(node, graph, operator, result, graph.input(node, i));
            }
            graph.put(node, result);
        });
    }

    private static Tensor.Rows apply(NodeData node, GraphImport graph, TensorOperator operator, boolean truth) {
        Tensor.Rows result = apply(node, graph, operator, graph.input(node, 0), graph.input(node, 1));
        return truth ? new Tensor.Rows(Wire.BOOL, result.shape(), result.slots()) : result;
    }

    private static Tensor.Rows apply(
            NodeData node, GraphImport graph, TensorOperator operator, Tensor one, Tensor other) {
        if (one instanceof Tensor.Rows rows && other instanceof Tensor.Constant constant) {
            return withConstant(node, graph, operator, rows, constant.data(), false);
        }
        if (one instanceof Tensor.Constant constant && other instanceof Tensor.Rows rows) {
            return withConstant(node, graph, operator, rows, constant.data(), true);
        }
        if (one instanceof Tensor.Rows a && other instanceof Tensor.Rows b) {
            requireNumbers(node, a, b);
            if (a.shape().length != b.shape().length) {
                throw node.unsupported("on tensors of different ranks");
            }
            int[] shape = Shapes.broadcast(a.shape(), b.shape(), node);
            int[] from = join(spread(a, shape), spread(b, shape));
            return a.as(shape, graph.call(operation(operator, a, from.length / 2), from));
        }
        throw node.unsupported("on labels, texts, maps or constants alone");
    }

    /** Whole numbers are divided without rest. */
    private static Operation operation(TensorOperator operator, Tensor.Rows a, int count) {
        return new TensorPair(operator, a.precision(), count);
    }

    private static void requireNumbers(NodeData node, Tensor.Rows a, Tensor.Rows b) {
        if (a.type() == Wire.STRING || b.type() == Wire.STRING || a.type() != b.type()) {
            throw node.unsupported("on texts or on different types");
        }
    }

    private static int[] spread(Tensor.Rows rows, int[] shape) {
        return Shapes.pick(rows.slots(), Shapes.stretch(rows.shape(), shape));
    }

    static int[] join(int[]... parts) {
        int[] all = new int[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static Tensor.Rows withConstant(
            NodeData node,
            GraphImport graph,
            TensorOperator operator,
            Tensor.Rows rows,
            TensorData constant,
            boolean first) {
        if (rows.type() == Wire.STRING || constant.type() != rows.type()) {
            throw node.unsupported("on texts or on different types");
        }
        int[] dimensions = constant.dimensions();
        int[] own = dimensions.length > rows.shape().length ? GraphImport.withoutRows(dimensions, node) : dimensions;
        if (own.length > rows.shape().length || constant.size() == 0) {
            throw node.unsupported("with a constant of a higher rank, or an empty one");
        }
        int[] shape = Shapes.broadcast(rows.shape(), own, node);
        int[] places = Shapes.stretch(own, shape);
        double[] constants =
                Arrays.stream(places).mapToDouble(i -> constant.numbers()[i]).toArray();
        TensorConstant operation = new TensorConstant(operator, rows.precision(), Numbers.of(constants), first);
        return rows.as(shape, graph.call(operation, spread(rows, shape)));
    }

    private static void where(NodeData node, GraphImport graph) {
        Tensor.Rows condition = graph.rows(node, 0);
        Tensor.Rows yes = scalarOrRows(node, graph, 1);
        Tensor.Rows no = scalarOrRows(node, graph, 2);
        int[] shape = Shapes.broadcast(Shapes.broadcast(condition.shape(), yes.shape(), node), no.shape(), node);
        graph.put(node, fill(node, graph, shape).orElseGet(() -> {
            int[] from = join(spread(condition, shape), spread(yes, shape), spread(no, shape));
            return yes.as(shape, graph.call(new TensorChoice(from.length / 3), from));
        }));
    }

    private static Tensor.Rows scalarOrRows(NodeData node, GraphImport graph, int index) {
        if (graph.input(node, index) instanceof Tensor.Constant constant
                && constant.data().dimensions().length == 1
                && constant.data().type() != Wire.STRING
                && constant.data().size() != 1) {
            int[] slots =
                    graph.call(new TensorConstants(Numbers.of(constant.data().numbers())));
            return new Tensor.Rows(constant.data().type(), constant.data().dimensions(), slots);
        }
        return graph.rows(node, index);
    }

    /** {@code Where(IsNaN(x), c, x)}, which leaves no number missing. */
    private static Optional<Tensor.Rows> fill(NodeData node, GraphImport graph, int[] shape) {
        if (!(graph.input(node, 0) instanceof Tensor.Rows condition)
                || !(graph.input(node, 1) instanceof Tensor.Constant constant)
                || !(graph.input(node, 2) instanceof Tensor.Rows x)
                || !Arrays.equals(shape, x.shape())
                || !Arrays.equals(shape, condition.shape())
                || constant.data().size() != 1
                || !graph.isMissingTest(condition.slots(), x.slots())) {
            return Optional.empty();
        }
        double[] replacements = new double[x.slots().length];
        Arrays.fill(replacements, constant.data().numbers()[0]);
        TensorFill fill = new TensorFill(Numbers.of(replacements), Double.NaN);
        return Optional.of(x.as(shape, graph.call(fill, x.slots())));
    }

    private static void clip(NodeData node, GraphImport graph) {
        Tensor.Rows x = graph.rows(node, 0);
        double low = node.has("min") ? node.real("min", 0) : bound(node, graph, 1);
        double high = node.has("max") ? node.real("max", 0) : bound(node, graph, 2);
        Tensor.Rows result = x;
        if (!Double.isNaN(low)) {
            result = limit(graph, result, TensorOperator.MAXIMUM, low);
        }
        if (!Double.isNaN(high)) {
            result = limit(graph, result, TensorOperator.MINIMUM, high);
        }
        graph.put(node, result);
    }

    private static double bound(NodeData node, GraphImport graph, int index) {
        if (!node.hasInput(index)) {
            return Double.NaN;
        }
        TensorData data = graph.constant(node, index);
        if (data.numbers().length != 1) {
            throw node.refusal("has a bound of " + data.size() + " numbers");
        }
        return data.numbers()[0];
    }

    private static Tensor.Rows limit(GraphImport graph, Tensor.Rows x, TensorOperator operator, double bound) {
        double[] bounds = new double[x.slots().length];
        Arrays.fill(bounds, x.precision().of(bound));
        TensorConstant operation = new TensorConstant(operator, x.precision(), Numbers.of(bounds), false);
        return x.as(x.shape(), graph.call(operation, x.slots()));
    }

    private static void cast(NodeData node, GraphImport graph) {
        int to = (int) node.integer("to", 0);
        Tensor value = graph.input(node, 0);
        if (value instanceof Tensor.Label || to == Wire.STRING) {
            boolean sameText = value instanceof Tensor.Rows rows && rows.type() == Wire.STRING;
            graph.put(node, sameText ? value : new Tensor.Label(node.operator()));
            return;
        }
        if (value instanceof Tensor.Constant constant) {
            graph.put(node, new Tensor.Constant(cast(constant.data(), to, node)));
            return;
        }
        if (!(value instanceof Tensor.Rows rows)) {
            throw node.unsupported("on a map");
        }
        requireType(to, node);
        if (rows.type() == Wire.STRING) {
            for (int slot : rows.slots()) {
                graph.sources().use(slot, ColumnType.NUMBER);
            }
        } else if (to == rows.type() || (to == Wire.DOUBLE && rows.type() == Wire.FLOAT) || rows.type() == Wire.BOOL) {
            graph.put(node, new Tensor.Rows(to, rows.shape(), rows.slots()));
            return;
        }
        graph.put(node, map(graph, to == Wire.BOOL ? Function.TRUTH : Function.CAST, rows, to));
    }

    private static void requireType(int type, NodeData node) {
        boolean known = type == Wire.FLOAT
                || type == Wire.DOUBLE
                || type == Wire.INT32
                || type == Wire.INT64
                || type == Wire.BOOL;
        if (!known) {
            throw node.unsupported("to ONNX's element type " + type);
        }
    }

    private static TensorData cast(TensorData data, int to, NodeData node) {
        requireType(to, node);
        if (data.type() == Wire.STRING) {
            throw node.unsupported("of a constant text");
        }
        TensorPrecision precision = new Tensor.Rows(to, data.dimensions(), new int[0]).precision();
        double[] numbers = Arrays.stream(data.numbers()).map(precision::of).toArray();
        return new TensorData(data.name(), to, data.dimensions(), numbers, data.texts());
    }
}
