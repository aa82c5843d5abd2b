package io.github.modelkeel.tracking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The file {@code MLmodel} of a model that is being logged. What its writer put there stays as it is wherever that is possible. */
final class MlModelFile {
    static final String NAME = "MLmodel";
    private static final int MAX_BYTES = 1 << 20;

    private final Path file;

    MlModelFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /**
     * Sets the keys that say which model this is, and adds others where they are missing. The text is kept and lines are added at its
     * end when that gives the wanted content; else the file is written anew.
     *
     * @param identity keys that are set whatever is there
     * @param defaults keys that are added when they are missing
     */
    void complete(Map<String, ?> identity, Map<String, ?> defaults) throws IOException {
        String text = Files.exists(file) ? read() : "";
        Map<String, Object> present = parse(text);
        Map<String, Object> added = new LinkedHashMap<>();
        if (!present.containsKey("flavors")) {
            added.put("flavors", Map.of());
        }
        identity.forEach((key, value) -> {
            if (!Objects.equals(present.get(key), value)) {
                added.put(key, value);
            }
        });
        defaults.forEach((key, value) -> {
            if (present.get(key) == null) {
                added.put(key, value);
            }
        });
        Map<String, Object> wanted = new LinkedHashMap<>(present);
        wanted.putAll(added);
        String longer = text.isEmpty() || text.endsWith("\n") ? text + dump(added) : text + "\n" + dump(added);
        boolean appendable = added.keySet().stream().noneMatch(present::containsKey) && gives(longer, wanted);
        Files.writeString(file, appendable ? longer : dump(wanted), StandardCharsets.UTF_8);
    }

    private String read() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(NAME + " must be at most " + MAX_BYTES + " bytes long");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static boolean gives(String text, Map<String, Object> wanted) {
        try {
            return parse(text).equals(wanted);
        } catch (IOException flowStyleOrDocumentEnd) {
            return false; // lines cannot be added to such a text
        }
    }

    private static Map<String, Object> parse(String text) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(NAME)
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_BYTES)
                .build();
        Object root;
        try {
            root = new Load(settings).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new IOException(NAME + " is not valid YAML: " + e.getMessage(), e);
        }
        if (root == null) {
            return new LinkedHashMap<>();
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw new IOException(NAME + " must hold keys and values at its top");
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new IOException(NAME + " must have text as keys at its top, not " + entry.getKey());
            }
            keys.put(key, entry.getValue());
        }
        return keys;
    }

    private static String dump(Map<String, Object> keys) {
        if (keys.isEmpty()) {
            return "";
        }
        return Yaml.text(keys);
    }
}
