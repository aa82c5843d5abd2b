package io.github.modelkeel.tracking.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file {@code MLmodel} of a model that is being logged. What its writer put there stays as it is wherever that is possible. */
final class MlModelFile {
    static final String NAME = "MLmodel";
    private static final int MAX_BYTES = 1 << 20;

    private final Path file;

    MlModelFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /**
     * Sets the keys that say which model this is, and adds others where they are missing. All other lines are kept.
     *
     * @param identity keys that are set whatever is there
     * @param defaults keys that are added when they are missing
     */
    void complete(Map<String, ?> identity, Map<String, ?> defaults) throws IOException {
        TopLevelKeys present = TopLevelKeys.of(Files.exists(file) ? read() : "");
        Map<String, Object> added = new LinkedHashMap<>();
        if (!present.has("flavors")) {
            added.put("flavors", Map.of());
        }
        added.putAll(identity);
        defaults.forEach((key, value) -> {
            if (!present.has(key)) {
                added.put(key, value);
            }
        });
        Files.writeString(file, present.with(added), StandardCharsets.UTF_8);
    }

    private String read() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(NAME + " must be at most " + MAX_BYTES + " bytes long");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
