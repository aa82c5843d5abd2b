package io.github.modelkeel.formats.onnx;

import io.github.modelkeel.formats.onnx.graph.Attributes;
import io.github.modelkeel.formats.onnx.graph.GraphWriter;
import io.github.modelkeel.formats.onnx.graph.Wire;
import java.util.Set;

/** A graph from one tensor {@code X} of doubles to one number {@code y}, made node by node. Not thread-safe. */
public final class TestGraph {
    private final GraphWriter graph = new GraphWriter(Set.of("X", "y"));

    public TestGraph(int columns) {
        graph.input("X", Wire.DOUBLE, columns);
        graph.output("y", Wire.DOUBLE, 1);
    }

    public String add(String operator, String... inputs) {
        return graph.add(operator, inputs);
    }

    public String addAlong(int axis, String operator, String... inputs) {
        return graph.add(operator, new Attributes().integer("axis", axis), inputs);
    }

    public String integers(long... numbers) {
        return graph.integers(numbers);
    }

    public byte[] model() {
        return graph.model();
    }
}
