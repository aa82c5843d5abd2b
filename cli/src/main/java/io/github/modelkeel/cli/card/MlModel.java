package io.github.modelkeel.cli.card;

import io.github.modelkeel.cli.card.CardFacts.Field;
import io.github.modelkeel.cli.card.CardFacts.Signature;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.formats.internal.YamlTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file {@code MLmodel} says of a model. Immutable. */
record MlModel(Map<String, String> flavor, Optional<Signature> signature, Optional<String> runId) {
    static MlModel read(Path directory) throws IOException {
        Path file = directory.resolve("MLmodel");
        if (!Files.isRegularFile(file)) {
            return new MlModel(Map.of(), Optional.empty(), Optional.empty());
        }
        Object tree = YamlTree.parse(file.toString(), Files.readAllBytes(file));
        Map<?, ?> map = tree instanceof Map<?, ?> found ? found : Map.of();
        return new MlModel(flavor(directory, map), signature(map.get("signature")), text(map.get("run_id")));
    }

    private static Map<String, String> flavor(Path directory, Map<?, ?> map) throws IOException {
        Map<String, String> flavor = new LinkedHashMap<>();
        if (map.get("flavors") instanceof Map<?, ?> flavors) {
            flavor.put(
                    "flavors",
                    String.join(
                            ", ",
                            flavors.keySet().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .toList()));
        }
        try {
            ModelBundle.Origin origin = ModelBundle.origin(directory);
            putIfKnown(flavor, "read as", origin.flavor());
            putIfKnown(flavor, "file", origin.file());
            putIfKnown(flavor, "class", origin.modelClass());
            putIfKnown(flavor, "library version", origin.libraryVersion());
        } catch (ModelRefusedException e) {
            flavor.put("read as", "nothing here: " + e.getMessage());
        }
        text(map.get("mlflow_version")).ifPresent(version -> flavor.put("logged by MLflow", version));
        return flavor;
    }

    private static Optional<Signature> signature(@Nullable Object signature) throws IOException {
        if (!(signature instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        List<Field> inputs = fields(text(map.get("inputs")));
        List<Field> outputs = fields(text(map.get("outputs")));
        return inputs.isEmpty() && outputs.isEmpty() ? Optional.empty() : Optional.of(new Signature(inputs, outputs));
    }

    /** The columns of a schema in JSON; a tensor has its type and shape, and may have no name. */
    private static List<Field> fields(Optional<String> json) throws IOException {
        List<Field> fields = new ArrayList<>();
        if (json.isPresent()) {
            for (JsonValue field : Json.parse(json.get().getBytes(StandardCharsets.UTF_8))) {
                JsonValue tensor = field.path("tensor-spec");
                String type = field.path("type").asText("");
                fields.add(new Field(
                        field.path("name").asText("(no name)"),
                        tensor.isObject()
                                ? tensor.path("dtype").asText("") + " " + tensor.path("shape")
                                : type.isEmpty() ? field.path("type").toString() : type,
                        field.path("required").asBoolean(true)));
            }
        }
        return fields;
    }

    private static Optional<String> text(@Nullable Object value) {
        return value == null
                ? Optional.empty()
                : Optional.of(String.valueOf(value)).filter(text -> !text.isBlank());
    }

    private static void putIfKnown(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }
}
