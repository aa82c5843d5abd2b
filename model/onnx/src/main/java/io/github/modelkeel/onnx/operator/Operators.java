package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.onnx.graph.NodeData;
import io.github.modelkeel.onnx.program.GraphImport;
import java.util.HashMap;
import java.util.Map;

/** The operators that are known. A name from a file is looked up in this table alone. */
public final class Operators {
    private static final Map<String, Operator> ALL = new HashMap<>();

    static {
        ArithmeticOperators.addTo(ALL);
        ReducingOperators.addTo(ALL);
        ShapeOperators.addTo(ALL);
        ChoosingOperators.addTo(ALL);
        EncodingOperators.addTo(ALL);
        ScoringOperators.addTo(ALL);
        TreeOperators.addTo(ALL);
    }

    private Operators() {}

    public static void read(NodeData node, GraphImport graph) {
        Operator operator = ALL.get(node.operator());
        if (operator == null) {
            throw node.unsupported("");
        }
        operator.read(node, graph);
    }
}
