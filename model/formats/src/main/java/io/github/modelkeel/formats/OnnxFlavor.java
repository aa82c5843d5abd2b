package io.github.modelkeel.formats;

import io.github.modelkeel.formats.onnx.OnnxModel;
import io.github.modelkeel.formats.python.PythonFlavor;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ScoringModel;
import java.util.ArrayList;
import java.util.List;

/** A model that {@code mlflow.onnx} logged. */
final class OnnxFlavor {
    static final String NAME = "onnx";

    private OnnxFlavor() {}

    static ScoringModel read(PythonFlavor flavor, byte[] content) {
        List<Column> columns = new ArrayList<>();
        for (PythonFlavor.Input input : flavor.inputs()) {
            Column column = switch (input.type()) {
                case "double", "float", "long", "integer" -> Column.number(input.name());
                case "boolean" -> Column.bool(input.name());
                case "string" -> Column.text(input.name());
                default ->
                    throw new ModelRefusedException(MlModelFile.FILE + ": the column '"
                            + JsonIn.shorten(input.name()) + "' is of the type " + JsonIn.shorten(input.type())
                            + ", which no graph reads");
            };
            columns.add(input.required() ? column : column.asOptional());
        }
        return OnnxModel.read(flavor.file(), content, columns);
    }
}
