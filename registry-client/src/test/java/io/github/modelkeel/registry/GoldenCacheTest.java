package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.registry.cache.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache that an earlier build filled: it is used by every later one, and today's notes have the same names and bytes. */
class GoldenCacheTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden-cache/v1");
    private static final String TREE = "74ac86395c64d6fe2425c4fb177355b55f5204a95d4364b71c62292c39c1c5fe";
    private static final ResolvedModel MODEL =
            new ResolvedModel("Häuser", 3, "champion", "mlflow-artifacts:/1/models/m-1/artifacts", "m-1", null);

    private final Path cache;
    private final ClientConfig config;

    GoldenCacheTest(@TempDir Path root) {
        cache = root.resolve("cache");
        config = ClientConfig.builder(Map.of())
                .trackingUri("http://127.0.0.1:1")
                .cacheDirectory(cache)
                .build();
    }

    @Test
    void theModelIsFoundWithoutTheServer() throws IOException {
        Path root = PrivateDirectory.ensure(PrivateDirectory.ensure(cache).resolve("v1"));
        for (String name : files(GOLDEN).keySet()) {
            Path to = root.resolve(name);
            PrivateDirectory.ensure(root.resolve(name.substring(0, name.indexOf('/'))));
            Files.createDirectories(to.resolveSibling(""));
            Files.copy(GOLDEN.resolve(name), to);
        }
        try (Registry registry = Registry.open(config)) {
            assertThat(registry.lastKnown(ModelUri.parse("models:/Häuser@champion")))
                    .contains(MODEL);
            Path tree = registry.cached("Häuser", 3).orElseThrow();
            assertThat(tree.getFileName()).hasToString(TREE);
            assertThat(registry.download(MODEL)).isEqualTo(tree);
            assertThat(Files.readString(tree.resolve("model.json"))).isEqualTo("{\"format_version\":3}\n");
        }
    }

    @Test
    void theNotesHaveTheSameNamesAndBytes() throws IOException {
        try (Connection connection = Connection.openExisting(config)) {
            SignaturePolicy signaturePolicy = new SignaturePolicy(null, ModelVerifier.Policy.OFF);
            new ModelDownloads(connection, signaturePolicy, Long.MAX_VALUE).remember(MODEL, Path.of(TREE));
        }
        Map<String, String> golden = files(GOLDEN);
        golden.keySet().removeIf(name -> name.startsWith("trees/"));
        assertThat(files(cache.resolve("v1"))).isEqualTo(golden);
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return files;
    }
}
