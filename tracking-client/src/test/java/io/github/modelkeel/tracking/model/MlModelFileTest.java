package io.github.modelkeel.tracking.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class MlModelFileTest {
    @TempDir
    private Path directory = Path.of("");

    private String complete(String text) throws IOException {
        Path file = directory.resolve("MLmodel");
        if (!text.isEmpty()) {
            Files.writeString(file, text);
        }
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("utc_time_created", "2026-11-21 02:34:38.837099");
        defaults.put("model_size_bytes", 96L);
        new MlModelFile(directory).complete(Map.of("model_id", "m-1"), defaults);
        return Files.readString(file);
    }

    private static Object load(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    @Test
    void missingKeysAreAddedAndTheTextBeforeThemStays() throws IOException {
        String text = "# by hand\nflavors:\n  x: {data: 'a'}   # kept\nmodel_size_bytes: 7\n";

        assertThat(complete(text)).isEqualTo(text + "model_id: m-1\nutc_time_created: '2026-11-21 02:34:38.837099'\n");
    }

    @Test
    void aMissingFileIsMade() throws IOException {
        assertThat(load(complete("")))
                .isEqualTo(Map.of(
                        "flavors",
                        Map.of(),
                        "model_id",
                        "m-1",
                        "utc_time_created",
                        "2026-11-21 02:34:38.837099",
                        "model_size_bytes",
                        96));
    }

    @Test
    void anIdentityThatIsWrongIsReplaced() throws IOException {
        String text = complete(
                "flavors: {x: {version: '1.0', on: 'yes', n: 1.5}}\nmodel_id: m-other\nutc_time_created: kept\n");

        assertThat(load(text))
                .isEqualTo(Map.of(
                        "flavors",
                        Map.of("x", Map.of("version", "1.0", "on", "yes", "n", 1.5)),
                        "model_id",
                        "m-1",
                        "utc_time_created",
                        "kept",
                        "model_size_bytes",
                        96));
        assertThat(text).startsWith("flavors: {x: {version: '1.0', on: 'yes', n: 1.5}}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"flavors\": {\"x\": {\"data\": \"a\"}}}",
                "---\nflavors:\n  x:\n    data: a\n...\n",
                "flavors:\r\n  x:\r\n    data: a\r\n",
                "flavors:\n  x:\n    data: a",
                "\"flavors\":\n  x:\n\n    data: a\n'model_id': m-0\n# the end\n",
                "# first\n\nflavors: {x: {data: a}}\nmodel_id:\n  - m-2\nmodel_size_bytes: null\nutc_time_created:\n"
            })
    void anyFormOfYamlEndsUpWithAllKeys(String text) throws IOException {
        assertThat(load(complete(text)))
                .isEqualTo(Map.of(
                        "flavors",
                        Map.of("x", Map.of("data", "a")),
                        "model_id",
                        "m-1",
                        "utc_time_created",
                        "2026-11-21 02:34:38.837099",
                        "model_size_bytes",
                        96));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- a\n- b\n",
                "text",
                "a: 1\na: 2\n",
                "1: x\n",
                "flavors: {}\n\tmodel_id: m-1\n",
                "{\"flavors\": ",
                "---\nflavors: {}\n---\nflavors: {}\n"
            })
    void whatIsNotAModelFileIsRefused(String text) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> complete(text))
                .withMessageContaining("MLmodel");
    }
}
