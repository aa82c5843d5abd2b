package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.Attributes;
import io.github.modelkeel.formats.onnx.graph.GraphWriter;
import io.github.modelkeel.formats.onnx.graph.Refusals;
import io.github.modelkeel.formats.onnx.graph.Wire;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The graph's inputs, in the forms in which {@code mlflow.onnx} hands over a data frame: with several inputs the columns one by one, with
 * a single one the whole frame. Columns of texts do not survive the first way under pandas 3, whose text columns are not NumPy arrays, so
 * a model that reads a text has one input of texts, where a number is written out and read again without loss. Not thread-safe.
 */
final class ExportColumns {
    private static final String FRAME = "columns";

    /** How Python writes what is missing. */
    static final List<String> MISSING = List.of("nan", "None", "<NA>");

    private static final long[] COLUMN = {-1, 1};
    private static final double NO_BOOLEAN = 2;

    private final GraphWriter graph;
    private final Refusals refusals;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Column> columns = new HashMap<>();

    ExportColumns(GraphWriter graph, Refusals refusals, Signature signature) {
        this.graph = graph;
        this.refusals = refusals;
        List<Column> inputs = signature.inputs();
        boolean frame = inputs.stream().anyMatch(ExportColumns::needsText);
        if (frame) {
            graph.input(FRAME, Wire.STRING, inputs.size());
        }
        for (int i = 0; i < inputs.size(); i++) {
            Column column = inputs.get(i);
            columns.put(column.name(), column);
            values.put(column.name(), frame ? ofFrame(column, i) : single(column, inputs.size()));
        }
    }

    /** The name of the input that a model with a text has. */
    static String frame() {
        return FRAME;
    }

    private static boolean needsText(Column column) {
        return column.type() == ColumnType.TEXT || (column.type() == ColumnType.BOOLEAN && !column.required());
    }

    private String single(Column column, int count) {
        int type = column.type() == ColumnType.BOOLEAN ? Wire.BOOL : Wire.DOUBLE;
        if (count == 1) {
            graph.input(column.name(), type, 1);
        } else {
            graph.input(column.name(), type);
        }
        String value = graph.add("Reshape", column.name(), graph.integers(COLUMN));
        return column.type() == ColumnType.BOOLEAN ? graph.cast(value, Wire.DOUBLE) : checked(column, value);
    }

    private String ofFrame(Column column, int index) {
        String text = graph.add("Gather", new Attributes().integer("axis", 1), FRAME, graph.integers(index));
        return switch (column.type()) {
            case TEXT -> text;
            case NUMBER -> checked(column, graph.cast(text, Wire.DOUBLE));
            case BOOLEAN -> truth(column, text);
        };
    }

    private String truth(Column column, String text) {
        List<String> words = List.of("True", "False", "true", "false", "1.0", "0.0", "1", "0", "nan", "None", "<NA>");
        float[] numbers = {1, 0, 1, 0, 1, 0, 1, 0, Float.NaN, Float.NaN, Float.NaN};
        Attributes table = new Attributes()
                .texts("keys_strings", words)
                .reals("values_floats", numbers)
                .real("default_float", (float) NO_BOOLEAN);
        String value = graph.cast(graph.addMl("LabelEncoder", table, text), Wire.DOUBLE);
        refusals.when(graph.add("Equal", value, graph.scalar(NO_BOOLEAN)));
        return checked(column, value);
    }

    /** A number with its default, and the rows refused that the column refuses. */
    private String checked(Column column, String value) {
        refusals.when(graph.add("IsInf", value));
        if (column.required()) {
            refusals.when(graph.add("IsNaN", value));
        }
        if (column.defaultValue() == null) {
            return value;
        }
        double standIn =
                column.defaultValue() instanceof Boolean bool ? (bool ? 1 : 0) : (Double) column.defaultValue();
        return graph.add("Where", graph.add("IsNaN", value), graph.scalar(standIn), value);
    }

    Column column(String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    /** The value of a column: a double a row, NaN for a missing one, or a text a row. */
    String value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
