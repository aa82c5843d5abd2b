package io.github.modelkeel.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** An inspection as JSON. */
final class InspectionJson {
    private InspectionJson() {}

    static void write(Inspection inspection, OutputStream stream) throws IOException {
        ScoringModel model = inspection.model();
        try (JsonGenerator out = OutputRows.JSON.createGenerator(stream)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            out.writeStartObject();
            out.writeStringField("model", inspection.address());
            if (inspection.version().isPresent()) {
                out.writeStringField("version", inspection.version().get().label());
            }
            out.writeStringField("files", inspection.directory().toString());
            out.writeStringField("flavor", inspection.origin().flavor());
            out.writeStringField("file", inspection.origin().file());
            out.writeStringField("model_class", inspection.origin().modelClass());
            out.writeStringField("library_version", inspection.origin().libraryVersion());
            out.writeStringField("kind", inspection.kind());
            strings(out, "classes", model.classes());
            if (!model.targets().isEmpty()) {
                out.writeArrayFieldStart("targets");
                for (List<String> names : model.targets()) {
                    out.writeArray(names.toArray(String[]::new), 0, names.size());
                }
                out.writeEndArray();
            }
            out.writeNumberField("outputs", model.outputCount());
            out.writeNumberField("features", model.scorer().featureCount());
            out.writeStringField("scorer", inspection.scorerKind());
            if (inspection.trees().isPresent()) {
                out.writeNumberField("trees", inspection.trees().get().count());
                out.writeNumberField("nodes", inspection.trees().get().nodes());
                out.writeNumberField("depth", inspection.trees().get().depth());
            }
            out.writeStringField("link", FileNames.of(model.link()));
            out.writeNumberField("stored_predictions", inspection.storedPredictions());
            out.writeStringField(
                    "unknown_columns",
                    FileNames.unknownColumns(model.signature().ignoresUnknownColumns()));
            columns(out, model);
            strings(out, "steps", model.steps());
            out.writeEndObject();
            out.writeRaw('\n');
        }
        stream.flush();
    }

    private static void columns(JsonGenerator out, ScoringModel model) throws IOException {
        Map<String, List<String>> categories = model.categories();
        out.writeArrayFieldStart("columns");
        for (Column column : model.signature().inputs()) {
            out.writeStartObject();
            out.writeStringField("name", column.name());
            out.writeStringField("type", FileNames.of(column.type()));
            out.writeBooleanField("required", column.required());
            if (column.defaultValue() instanceof Double number) {
                out.writeNumberField("default", number);
            } else if (column.defaultValue() != null) {
                out.writeStringField("default", column.defaultValue().toString());
            }
            if (column.hasRange()) {
                out.writeNumberField("min", column.min());
                out.writeNumberField("max", column.max());
            }
            if (categories.containsKey(column.name())) {
                strings(out, "categories", categories.getOrDefault(column.name(), List.of()));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void strings(JsonGenerator out, String name, List<String> strings) throws IOException {
        out.writeArrayFieldStart(name);
        for (String string : strings) {
            out.writeString(string);
        }
        out.writeEndArray();
    }
}
