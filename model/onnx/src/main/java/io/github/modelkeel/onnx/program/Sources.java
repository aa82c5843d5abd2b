package io.github.modelkeel.onnx.program;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.TensorMap;
import io.github.modelkeel.model.operation.TensorPrecision;
import io.github.modelkeel.onnx.graph.GraphData;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.graph.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that the graph's inputs are made of. One input of several columns takes those of the signature by their place; several
 * inputs take theirs by name. Not thread-safe.
 */
public final class Sources {
    /** Adds an operation to the program; returns its slots. */
    interface Calls {
        int[] call(Operation operation, int... from);
    }

    private static final int MAX_COLUMNS = 10_000;

    private final OnnxReading reading;
    private final GraphData graph;
    private final List<String> names = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final Map<Integer, ColumnType> uses = new HashMap<>();
    private final Map<String, Column> signature = new HashMap<>();

    public Sources(OnnxReading reading, GraphData graph, List<Column> signature) {
        this.reading = reading;
        this.graph = graph;
        signature.forEach(column -> this.signature.put(column.name(), column));
        if (graph.inputs().isEmpty()) {
            throw reading.refusal("the graph has no input");
        }
        boolean single = graph.inputs().size() == 1;
        for (GraphData.Input input : graph.inputs()) {
            int width = width(input, single ? signature.size() : 0);
            for (int i = 0; i < width; i++) {
                names.add(single && !signature.isEmpty() ? nameAt(signature, i, width) : nameOf(input, i, width));
                types.add(input.type());
            }
        }
        if (names.size() > MAX_COLUMNS) {
            throw reading.refusal("it reads more than " + MAX_COLUMNS + " columns");
        }
        if (!signature.isEmpty() && signature.size() != names.size()) {
            throw reading.refusal("it reads " + names.size() + " columns, the signature has " + signature.size());
        }
    }

    private int width(GraphData.Input input, int wanted) {
        if (input.rank() > 2) {
            throw reading.unsupported(
                    "the input '" + OnnxReading.shorten(input.name()) + "' of " + input.rank() + " dimensions");
        }
        int width = input.width() > 0 ? input.width() : wanted;
        if (width < 1) {
            throw reading.refusal("the input '" + OnnxReading.shorten(input.name())
                    + "' has no fixed number of columns; log the model with a signature of columns");
        }
        return width;
    }

    private String nameAt(List<Column> columns, int index, int width) {
        if (columns.size() != width) {
            throw reading.refusal("it reads " + width + " columns, the signature has " + columns.size());
        }
        return columns.get(index).name();
    }

    private String nameOf(GraphData.Input input, int index, int width) {
        if (width == 1) {
            if (!signature.isEmpty() && !signature.containsKey(input.name())) {
                throw reading.refusal("the signature lacks the input '" + OnnxReading.shorten(input.name()) + "'");
            }
            return input.name();
        }
        return graph.inputs().size() == 1 ? "f" + index : input.name() + "_" + index;
    }

    OnnxReading reading() {
        return reading;
    }

    public int count() {
        return names.size();
    }

    public List<String> names() {
        return names;
    }

    /** The inputs as values; numbers of a narrower type than a double are rounded as they come in. */
    Map<String, Tensor> values(Calls program) {
        Map<String, Tensor> values = new HashMap<>();
        int next = 0;
        for (GraphData.Input input : graph.inputs()) {
            int[] shape = input.rank() < 2 ? new int[0] : new int[] {width(input, names.size())};
            int[] slots = new int[Math.max(1, Shapes.size(shape))];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = next++;
            }
            values.put(input.name(), new Tensor.Rows(input.type(), shape, rounded(input, slots, program)));
        }
        return values;
    }

    private int[] rounded(GraphData.Input input, int[] slots, Calls program) {
        return switch (input.type()) {
            case Wire.STRING, Wire.DOUBLE, Wire.BOOL -> slots;
            case Wire.FLOAT ->
                program.call(new TensorMap(TensorMap.Function.CAST, TensorPrecision.FLOAT, slots.length), slots);
            case Wire.INT32, Wire.INT64 ->
                program.call(new TensorMap(TensorMap.Function.WHOLE, TensorPrecision.INTEGER, slots.length), slots);
            default ->
                throw reading.unsupported(
                        "the input '" + OnnxReading.shorten(input.name()) + "' of ONNX's element type " + input.type());
        };
    }

    /** Says what a column of texts is read as; a frame of texts may have numbers written out in some columns. */
    public void use(int slot, ColumnType type) {
        ColumnType before = uses.putIfAbsent(slot, type);
        if (before != null && before != type) {
            throw reading.unsupported("the column '" + OnnxReading.shorten(names.get(slot))
                    + "', which is read both as a text and as a number,");
        }
    }

    boolean isText(int index) {
        return types.get(index) == Wire.STRING && uses.get(index) != ColumnType.NUMBER;
    }

    /** A column of the model. */
    public Column column(int index, boolean optional) {
        String name = names.get(index);
        Optional<Column> declared = Optional.ofNullable(signature.get(name));
        ColumnType type = declared.map(Column::type).orElse(isText(index) ? ColumnType.TEXT : ColumnType.NUMBER);
        if (declared.isEmpty() && types.get(index) == Wire.BOOL) {
            type = ColumnType.BOOLEAN;
        }
        if ((type == ColumnType.TEXT) != isText(index)) {
            throw reading.refusal("the signature's column '" + OnnxReading.shorten(name) + "' is "
                    + (type == ColumnType.TEXT ? "a text, but the graph reads" : "not a text, but the graph reads")
                    + " it as another type");
        }
        boolean allowed = declared.map(column -> !column.required()).orElse(true)
                || declared.map(Column::type).orElse(type) == ColumnType.NUMBER;
        Column column = new Column(name, type, true, false, null);
        boolean fractions =
                types.get(index) == Wire.FLOAT || types.get(index) == Wire.DOUBLE || types.get(index) == Wire.STRING;
        return optional && allowed && fractions && type == ColumnType.NUMBER ? column.asOptional() : column;
    }
}
