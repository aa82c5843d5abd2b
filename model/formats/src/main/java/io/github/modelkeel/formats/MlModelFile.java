package io.github.modelkeel.formats;

import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.JsonOut;
import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code MLmodel}: what MLflow knows of a model. It is written in block style, with the signature's column specifications as
 * JSON in strings, as MLflow writes it.
 */
final class MlModelFile {
    static final String FILE = "MLmodel";
    static final String FLAVOR = "modelkeel";

    private static final String SKLEARN = "sklearn";

    /** The key that names the model's file, where it is not {@code data}. */
    private static final Map<String, String> FILE_KEYS = Map.of(SKLEARN, "pickled_model");

    private MlModelFile() {}

    static byte[] write(Signature signature) throws IOException {
        return write(signature, "");
    }

    /** With more flavors besides this project's own. */
    static byte[] write(Signature signature, String flavors) throws IOException {
        String text = """
                flavors:
                  %s:
                    data: %s
                    format_version: %s
                %ssaved_input_example_info:
                  artifact_path: %s
                  pandas_orient: split
                  serving_input_path: %s
                  type: dataframe
                signature:
                  inputs: %s
                  outputs: %s
                  params: null
                """.formatted(
                        FLAVOR,
                        ModelJson.FILE,
                        Limits.FORMAT_VERSION,
                        flavors,
                        InputExample.FILE,
                        InputExample.SERVING_FILE,
                        quote(columns(signature.inputs())),
                        quote(columns(List.of(signature.output()))));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Column specifications in MLflow's words. */
    private static String columns(List<Column> columns) throws IOException {
        return JsonOut.line(out -> {
            out.writeStartArray();
            for (Column column : columns) {
                out.writeStartObject();
                out.writeStringField("type", typeOf(column));
                out.writeStringField("name", column.name());
                out.writeBooleanField("required", column.required());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static String typeOf(Column column) {
        return switch (column.type()) {
            case NUMBER -> "double";
            case TEXT -> "string";
            case BOOLEAN -> "boolean";
        };
    }

    /** A single-quoted scalar; the text is one line of ASCII, so only the quote itself needs care. */
    private static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Checks that the file names this flavor in a version that can be read; returns the name of the model's file. */
    static String read(byte[] content) {
        Map<?, ?> flavors = map(map(parse(content), FILE).get("flavors"), "flavors");
        Object flavor = flavors.get(FLAVOR);
        if (flavor == null) {
            throw new ModelRefusedException(
                    FILE + ": no flavor '" + FLAVOR + "' among "
                            + JsonIn.shorten(flavors.keySet().toString())
                            + "; log the model as a ModelBundle, or with mlflow.sklearn, mlflow.xgboost or mlflow.lightgbm, to serve"
                            + " it here; one of CatBoost, PyTorch or another library, exported to ONNX and logged with mlflow.onnx");
        }
        Map<?, ?> own = map(flavor, FLAVOR);
        if (!(own.get("format_version") instanceof Integer version) || version != Limits.FORMAT_VERSION) {
            throw new ModelRefusedException(
                    FILE + ": format_version " + JsonIn.shorten(String.valueOf(own.get("format_version")))
                            + " is unknown; this version of Modelkeel reads " + Limits.FORMAT_VERSION);
        }
        if (!ModelJson.FILE.equals(own.get("data"))) {
            throw new ModelRefusedException(FILE + ": data must be " + ModelJson.FILE);
        }
        return ModelJson.FILE;
    }

    /**
     * The first of some flavors that the file names, unless it names this project's own. A model that is a {@code python_function} alone
     * counts as of the flavor whose module of MLflow loads it.
     */
    static Optional<ModelFlavor> findFlavor(byte[] content, List<String> names) {
        Map<?, ?> document = map(parse(content), FILE);
        Map<?, ?> flavors = map(document.get("flavors"), "flavors");
        if (flavors.containsKey(FLAVOR)) {
            return Optional.empty();
        }
        for (String name : names) {
            if (flavors.get(name) instanceof Map<?, ?> flavor) {
                return Optional.of(flavor(name, flavor, FILE_KEYS.getOrDefault(name, "data"), document));
            }
        }
        if (flavors.get("python_function") instanceof Map<?, ?> function) {
            for (String name : names) {
                if (("mlflow." + name).equals(function.get("loader_module"))) {
                    String key = function.containsKey("model_path") ? "model_path" : "data";
                    return Optional.of(flavor(name, function, key, document));
                }
            }
        }
        return Optional.empty();
    }

    private static ModelFlavor flavor(String name, Map<?, ?> flavor, String fileKey, Map<?, ?> document) {
        SignatureInputs signature = SignatureInputs.of(document.get("signature"));
        ModelFlavor found = ModelFlavor.of(
                        name,
                        fileName(flavor.get(fileKey), fileKey),
                        flavor.get("model_class") instanceof String type ? type : ModelFlavor.UNKNOWN_CLASS,
                        signature.columns())
                .withTensors(signature.tensors());
        String version = name + "_version";
        return flavor.containsKey(version) ? found.withLibraryVersion(String.valueOf(flavor.get(version))) : found;
    }

    /** A plain name in the directory, so that a file cannot point outside it. */
    private static String fileName(@Nullable Object data, String key) {
        if (!(data instanceof String name) || !name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")) {
            throw new ModelRefusedException(
                    FILE + ": " + key + " must be the plain name of a file: " + JsonIn.shorten(String.valueOf(data)));
        }
        return name;
    }

    static @Nullable Object parse(byte[] content) {
        return YamlFile.parse(FILE, content);
    }

    private static Map<?, ?> map(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new ModelRefusedException(FILE + ": " + what + " must be a mapping");
    }
}
