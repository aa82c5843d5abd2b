package io.github.modelkeel.formats.onnx;

import org.jspecify.annotations.Nullable;

/** The conditions under which the model refuses a row; a graph cannot, so it gives NaN for the row instead. Not thread-safe. */
final class Refusals {
    private final GraphWriter graph;
    private @Nullable String any;

    Refusals(GraphWriter graph) {
        this.graph = graph;
    }

    /** Refuses the rows in which a value of truth values is true. */
    void when(String condition) {
        any = any == null ? condition : graph.add("Or", any, condition);
    }

    /** NaN where a row is refused or the value is infinite. */
    String apply(String value) {
        when(graph.add("IsInf", value));
        return graph.add("Where", String.valueOf(any), graph.scalar(Double.NaN), value);
    }
}
