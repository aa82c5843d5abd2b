package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.registry.FaultyArtifacts.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Downloads that are cut, changed or swapped on their way, each with a seed of its own: what is handed out is what was registered, and the
 * cache never holds anything else. {@code -Dmodelkeel.chaos=full} makes 1000 trials of it.
 */
class BrokenDownloadTest {
    private static final int TRIALS = System.getProperty("modelkeel.chaos", "").equals("full") ? 1000 : 200;

    @TempDir
    private Path root = Path.of("");

    private final Map<Fault, Integer> refused = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> served = new EnumMap<>(Fault.class);

    @Test
    void nothingButWhatWasRegisteredIsEverHandedOut() throws IOException {
        for (long seed = 1; seed <= TRIALS; seed++) {
            trial(seed);
        }
        assertThat(refused.getOrDefault(Fault.NONE, 0)).isZero();
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                assertThat(refused).as("refused, in %s trials", TRIALS).containsKey(fault);
            }
        }
        assertThat(served.keySet()).contains(Fault.NONE);
    }

    private void trial(long seed) throws IOException {
        FaultyArtifacts artifacts = new FaultyArtifacts(seed);
        Path cache = root.resolve("cache-" + seed);
        ResolvedModel model = new ResolvedModel("house", 1, null, "mlflow-artifacts:/7/x", null, artifacts.digest());
        try (FakeServer server = new FakeServer(artifacts::handle);
                Registry registry = Registry.open(server.config(cache)
                        .artifactTimeout(Duration.ofSeconds(10))
                        .build())) {
            Optional<Path> directory = download(registry, model);
            (directory.isPresent() ? served : refused).merge(artifacts.fault, 1, Integer::sum);
            if (directory.isPresent()) {
                for (Map.Entry<String, byte[]> file : artifacts.files().entrySet()) {
                    assertThat(directory.get().resolve(file.getKey()))
                            .as("seed %s, %s", seed, artifacts.fault)
                            .hasBinaryContent(file.getValue());
                }
            } else {
                assertThat(registry.cached("house", 1)).isEmpty();
            }
        }
        assertThat(treesOf(cache)).hasSizeLessThanOrEqualTo(1);
        assertThat(cache.resolve("v1/tmp")).isEmptyDirectory();
    }

    private static Optional<Path> download(Registry registry, ResolvedModel model) {
        try {
            return Optional.of(registry.download(model));
        } catch (ClientException e) {
            return Optional.empty();
        }
    }

    /** All trees of a cache, each of them checked to be what its name says. */
    static List<Path> treesOf(Path cache) throws IOException {
        Path trees = cache.resolve("v1/trees");
        if (!Files.exists(trees)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(trees)) {
            List<Path> found = paths.toList();
            for (Path tree : found) {
                assertThat(ModelManifest.of(tree, Set.of()).digest())
                        .isEqualTo(tree.getFileName().toString());
            }
            return found;
        }
    }
}
