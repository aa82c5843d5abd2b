package io.github.modelkeel.onnx;

import java.util.HashMap;
import java.util.Map;

/** The operators that are known. A name from a file is looked up in this table alone. */
final class Operators {
    private static final Map<String, Operator> ALL = new HashMap<>();

    static {
        ArithmeticOperators.addTo(ALL);
        ReducingOperators.addTo(ALL);
        ShapeOperators.addTo(ALL);
        ChoosingOperators.addTo(ALL);
        EncodingOperators.addTo(ALL);
        ScoringOperators.addTo(ALL);
    }

    private Operators() {}

    static void read(NodeData node, GraphImport graph) {
        Operator operator = ALL.get(node.operator());
        if (operator == null) {
            throw node.unsupported("");
        }
        operator.read(node, graph);
    }
}
