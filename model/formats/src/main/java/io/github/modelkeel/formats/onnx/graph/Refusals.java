package io.github.modelkeel.formats.onnx.graph;

import org.jspecify.annotations.Nullable;

/** The conditions under which the model refuses a row; a graph cannot, so it gives NaN for the row instead. Not thread-safe. */
public final class Refusals {
    private final GraphWriter graph;
    private @Nullable String any;

    public Refusals(GraphWriter graph) {
        this.graph = graph;
    }

    /** Refuses the rows in which a value of truth values is true. */
    public void when(String condition) {
        any = any == null ? condition : graph.add("Or", any, condition);
    }

    /** Refuses the rows in which any of several truth values is true. */
    public void whenAny(String conditions) {
        when(graph.add("Greater", graph.sum(graph.cast(conditions, Wire.DOUBLE)), graph.scalar(0)));
    }

    /** NaN where a row is refused. */
    public String apply(String value) {
        return any == null ? value : graph.add("Where", any, graph.scalar(Double.NaN), value);
    }

    /** A class label that no model has, where a row is refused. */
    public String noClass(String index) {
        return any == null ? index : graph.add("Where", any, graph.integers(-1), index);
    }
}
