package io.github.modelkeel.formats;

import io.github.modelkeel.formats.booster.DataNode;
import io.github.modelkeel.formats.booster.JsonTree;
import io.github.modelkeel.formats.python.PythonFlavor;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    static Optional<PythonFlavor> findFlavor(byte[] content, List<String> names) {
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

    private static PythonFlavor flavor(String name, Map<?, ?> flavor, String fileKey, Map<?, ?> document) {
        if (name.equals(SKLEARN) && flavor.containsKey("sklearn_version")) {
            requireServed(String.valueOf(flavor.get("sklearn_version")));
        }
        return new PythonFlavor(
                name,
                fileName(flavor.get(fileKey), fileKey),
                flavor.get("model_class") instanceof String type ? type : PythonFlavor.UNKNOWN_CLASS,
                columnsOf(document.get("signature")),
                tensorsOf(document.get("signature")));
    }

    /** Each version keeps its attributes in its own way, and only those of these versions have been compared. */
    private static void requireServed(String version) {
        if (!version.matches("1\\.[3-9](\\..*|rc.*)?")) {
            throw new ModelRefusedException(FILE + ": the model was saved by scikit-learn " + JsonIn.shorten(version)
                    + "; 1.3 to 1.9 are known; train it again with one of these, or export it to ONNX with the version that it"
                    + " was trained with and log that with mlflow.onnx");
        }
    }

    /** A plain name in the directory, so that a file cannot point outside it. */
    private static String fileName(@Nullable Object data, String key) {
        if (!(data instanceof String name) || !name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")) {
            throw new ModelRefusedException(
                    FILE + ": " + key + " must be the plain name of a file: " + JsonIn.shorten(String.valueOf(data)));
        }
        return name;
    }

    private static List<DataNode> inputs(@Nullable Object signature) {
        if (!(signature instanceof Map<?, ?> map) || !(map.get("inputs") instanceof String columns)) {
            return List.of();
        }
        return JsonTree.read(FILE + ", signature", columns.getBytes(StandardCharsets.UTF_8))
                .list();
    }

    private static List<PythonFlavor.Input> tensorsOf(@Nullable Object signature) {
        List<PythonFlavor.Input> all = new ArrayList<>();
        for (DataNode input : inputs(signature)) {
            if ("tensor".equals(input.get("type").value())) {
                String name = input.find("name").map(DataNode::text).orElse("");
                all.add(new PythonFlavor.Input(
                        name, input.get("tensor-spec").get("dtype").text(), true));
            }
        }
        return all;
    }

    private static List<PythonFlavor.Input> columnsOf(@Nullable Object signature) {
        List<PythonFlavor.Input> all = new ArrayList<>();
        for (DataNode column : inputs(signature)) {
            if (column.get("type").value() instanceof String type && !type.equals("tensor")) {
                boolean required =
                        column.find("required").map(DataNode::integer).orElse(1) == 1;
                all.add(new PythonFlavor.Input(column.get("name").text(), type, required));
            }
        }
        return all;
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
