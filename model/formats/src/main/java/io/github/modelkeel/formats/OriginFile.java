package io.github.modelkeel.formats;

import io.github.modelkeel.formats.ModelBundle.Origin;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code MLmodel} says about a model's origin, for any library. */
final class OriginFile {
    private static final String PYTHON = "python_function";

    /** Where the flavors name the model's file. */
    private static final List<String> FILE_KEYS =
            List.of("data", "pickled_model", "model_path", "model_data", "model_file");

    private OriginFile() {}

    static Origin read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString(), null, "no such directory");
        }
        if (Files.notExists(directory.resolve(MlModelFile.FILE), LinkOption.NOFOLLOW_LINKS)) {
            return new Origin("", "", "", "");
        }
        return of(MlModelFile.parse(DirectoryFile.read(directory, MlModelFile.FILE, Limits.MAX_YAML_BYTES)));
    }

    private static Origin of(@Nullable Object document) {
        if (!(document instanceof Map<?, ?> map) || !(map.get("flavors") instanceof Map<?, ?> flavors)) {
            throw new ModelRefusedException(MlModelFile.FILE + ": flavors must be a mapping");
        }
        String name = flavors.containsKey(MlModelFile.FLAVOR)
                ? MlModelFile.FLAVOR
                : flavors.keySet().stream()
                        .map(String::valueOf)
                        .filter(flavor -> !flavor.equals(PYTHON))
                        .findFirst()
                        .orElse(flavors.containsKey(PYTHON) ? PYTHON : "");
        Map<?, ?> flavor = flavors.get(name) instanceof Map<?, ?> found ? found : Map.of();
        String file = FILE_KEYS.stream()
                .filter(flavor::containsKey)
                .map(key -> text(flavor.get(key)))
                .findFirst()
                .orElse("");
        String version = flavor.keySet().stream()
                .map(String::valueOf)
                .filter(key -> key.endsWith("_version") && !key.equals("format_version"))
                .filter(key -> !key.equals("python_version"))
                .map(key -> text(flavor.get(key)))
                .findFirst()
                .orElse("");
        return new Origin(JsonIn.shorten(name), file, text(flavor.get("model_class")), version);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : JsonIn.shorten(value.toString());
    }
}
