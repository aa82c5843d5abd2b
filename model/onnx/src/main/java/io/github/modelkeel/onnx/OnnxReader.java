package io.github.modelkeel.onnx;

import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelReader;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.onnx.graph.OnnxReading;
import io.github.modelkeel.onnx.graph.UnsupportedGraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads models that {@code mlflow.onnx} logged. Graphs with operators that are not known here are run by an {@link OnnxGraphRuntime},
 * where there is one. Immutable and safe for use by multiple threads.
 */
public final class OnnxReader implements ModelReader {
    /** For {@link java.util.ServiceLoader}. */
    public OnnxReader() {}

    @Override
    public List<String> flavors() {
        return List.of("onnx");
    }

    @Override
    public Optional<ScoringModel> read(ModelFlavor flavor, byte[] content) {
        List<Column> columns = new ArrayList<>();
        for (ModelFlavor.Input input : flavor.inputs()) {
            Column column = switch (input.type()) {
                case "double", "float", "long", "integer" -> Column.number(input.name());
                case "boolean" -> Column.bool(input.name());
                case "string" -> Column.text(input.name());
                default ->
                    throw new ModelRefusedException("MLmodel: the column '" + OnnxReading.shorten(input.name())
                            + "' is of the type " + OnnxReading.shorten(input.type()) + ", which no graph reads");
            };
            columns.add(input.required() ? column : column.asOptional());
        }
        return Optional.of(read(flavor.file(), content, columns));
    }

    /** Reads a graph here, or has it run where something does. */
    static ScoringModel read(String file, byte[] content, List<Column> signature) {
        try {
            return OnnxModel.read(file, content, signature);
        } catch (UnsupportedGraphException e) {
            return ForeignGraph.read(file, content, signature)
                    .orElseThrow(() -> new ModelRefusedException(String.valueOf(e.getMessage()), e));
        }
    }
}
