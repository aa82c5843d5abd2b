package io.github.modelkeel.onnx.program;

import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.TensorConstants;
import io.github.modelkeel.model.operation.TensorMap;
import io.github.modelkeel.onnx.graph.GraphData;
import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.graph.TensorData;
import io.github.modelkeel.onnx.graph.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph while it becomes a program: the values that its nodes have made so far, and the calls that make them. Not thread-safe. */
public final class GraphImport {
    private static final int MAX_SLOTS = 2_000_000;

    /** How many places of numbers all values and operations may have, so that a small graph cannot choose the same numbers indefinitely. */
    private static final int MAX_PLACES = 16_000_000;

    private final int opset;
    private final Map<String, Tensor> values = new HashMap<>();
    private final List<Program.Call> calls = new ArrayList<>();
    private final Map<Integer, Program.Call> callAt = new HashMap<>();
    private final Sources sources;
    private int slots;
    private int places;
    private List<String> classes = List.of();

    public GraphImport(GraphData graph, Sources sources) {
        this.opset = graph.opset();
        this.sources = sources;
        this.slots = sources.count();
        graph.constants().forEach((name, data) -> values.put(name, new Tensor.Constant(data)));
        values.putAll(sources.values(this::call));
    }

    public int opset() {
        return opset;
    }

    public Sources sources() {
        return sources;
    }

    public List<Program.Call> calls() {
        return calls;
    }

    /** The names of the classes that a classifier or a table of labels gave. */
    public List<String> classes() {
        return classes;
    }

    public void classes(List<String> names) {
        classes = List.copyOf(names);
    }

    /** Adds an operation; returns its slots. */
    public int[] call(Operation operation, int... from) {
        count(from.length);
        Program.Call call = new Program.Call(operation, Indices.of(from));
        calls.add(call);
        callAt.put(slots, call);
        int[] to = Indices.range(slots, operation.outputs()).toArray();
        slots += to.length;
        if (slots > MAX_SLOTS) {
            throw sources.reading().refusal("it computes more than " + MAX_SLOTS + " numbers a row");
        }
        return to;
    }

    /** Whether some slots say of others whether they are missing. */
    public boolean isMissingTest(int[] tests, int[] tested) {
        Program.Call call = callAt.get(tests[0]);
        return call != null
                && call.operation() instanceof TensorMap map
                && map.function() == TensorMap.Function.IS_MISSING
                && tests.length == call.operation().outputs()
                && call.from().equals(Indices.of(tested));
    }

    /** Counts places before they are made. */
    public void count(long more) {
        if (more > MAX_PLACES - places) {
            throw sources.reading().refusal("its values have more than " + MAX_PLACES + " places");
        }
        places += (int) more;
    }

    public void put(NodeData node, int output, Tensor value) {
        if (value instanceof Tensor.Rows rows) {
            count(rows.slots().length);
        }
        if (output < node.outputs().size() && !node.outputs().get(output).isEmpty()) {
            values.put(node.outputs().get(output), value);
        }
    }

    public void put(NodeData node, Tensor value) {
        put(node, 0, value);
    }

    public Tensor value(String name) {
        Tensor value = values.get(name);
        if (value == null) {
            throw sources.reading()
                    .refusal("the value '" + OnnxReading.shorten(name) + "' is read before it is computed");
        }
        return value;
    }

    public Tensor input(NodeData node, int index) {
        return value(node.input(index));
    }

    /** An input as it must be a constant. */
    public TensorData constant(NodeData node, int index) {
        if (input(node, index) instanceof Tensor.Constant constant) {
            return constant.data();
        }
        throw node.unsupported("with an input " + index + " that is computed");
    }

    /** Whole numbers of a constant input. */
    public long[] integers(NodeData node, int index) {
        double[] numbers = constant(node, index).numbers();
        long[] whole = new long[numbers.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (long) numbers[i];
        }
        return whole;
    }

    /** An input that has numbers for each row; a constant is given to every row. */
    public Tensor.Rows rows(NodeData node, int index) {
        Tensor value = input(node, index);
        if (value instanceof Tensor.Rows rows) {
            if (rows.type() == Wire.STRING) {
                throw node.unsupported("on texts");
            }
            return rows;
        }
        if (value instanceof Tensor.Constant constant && constant.data().type() != Wire.STRING) {
            TensorData data = constant.data();
            if (data.size() == 0) {
                throw node.refusal("has an empty input");
            }
            int[] shape = withoutRows(data.dimensions(), node);
            return new Tensor.Rows(data.type(), shape, call(new TensorConstants(Numbers.of(data.numbers()))));
        }
        throw node.unsupported("on labels, texts or maps");
    }

    /** The dimensions of a constant behind that of the rows, which must be single. */
    public static int[] withoutRows(int[] dimensions, NodeData node) {
        if (dimensions.length == 0) {
            return dimensions;
        }
        if (dimensions[0] != 1) {
            throw node.unsupported("with a constant for each row");
        }
        return Arrays.copyOfRange(dimensions, 1, dimensions.length);
    }
}
