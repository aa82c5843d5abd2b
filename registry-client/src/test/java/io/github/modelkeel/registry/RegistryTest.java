package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From end to end, against the embedded server. */
class RegistryTest {
    @TempDir
    private Path root = Path.of("");

    private ClientConfig config = ClientConfig.builder(Map.of()).build();
    private Registry registry = Registry.open(
            ClientConfig.builder(Map.of()).trackingUri("http://127.0.0.1:1").build());

    @BeforeEach
    void open() {
        config = ClientConfig.builder(Map.of())
                .trackingUri("local:" + root.resolve("data"))
                .cacheDirectory(root.resolve("cache"))
                .retryDelay(Duration.ofMillis(1))
                .build();
        registry = Registry.open(config);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private LoggedModel log(String content) {
        try (Tracker tracker = Tracker.open("house-prices", config);
                Run run = tracker.startRun("first")) {
            LoggedModel model = run.logModel("house", directory -> {
                Files.writeString(directory.resolve("model.json"), content);
                Files.writeString(
                        Files.createDirectory(directory.resolve("sub dir")).resolve("ü.txt"), "deep");
            });
            run.finish();
            return model;
        }
    }

    private static List<String> files(Path directory) throws IOException {
        return FileTree.list(directory).stream().map(FileTree.Item::path).toList();
    }

    @Test
    void aLoggedModelBecomesAVersionWithAnAlias() {
        LoggedModel logged = log("1");

        ModelVersion version = registry.setAlias(registry.register("house", logged), "champion");

        assertThat(version.version()).isEqualTo(1);
        assertThat(version.aliases()).containsExactly("champion");
        assertThat(version.source()).isEqualTo(logged.uri());
        assertThat(version.modelId()).contains(logged.modelId());
        assertThat(version.runId()).isEqualTo(Optional.ofNullable(logged.runId()));
        assertThat(version.status()).isEqualTo("READY");
        assertThat(version.manifestDigest()).isEqualTo(Optional.ofNullable(logged.manifestDigest()));
        assertThat(registry.register("house", logged.uri()).version()).isEqualTo(2);
        assertThat(registry.register("house", "runs:/" + logged.runId() + "/house")
                        .source())
                .isEqualTo(logged.uri());
        assertThat(registry.resolveAlias("house", "champion")).isEqualTo(1);
        assertThat(registry.versions("house")).extracting(ModelVersion::version).containsExactly(3, 2, 1);
        assertThat(registry.latest("house").orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void everyFormOfAddressLeadsToTheSameFiles() {
        LoggedModel logged = log("1");
        registry.setAlias(registry.register("house", logged), "champion");
        registry.transitionStage("house", 1, "Production", false);

        for (String uri : List.of(
                "models:/house@champion",
                "models:/house/1",
                "models:/house/latest",
                "models:/house/Production",
                logged.uri(),
                "runs:/" + logged.runId() + "/house")) {
            ResolvedModel resolved = registry.resolve(uri);
            assertThat(resolved.artifactUri()).as(uri).isEqualTo(logged.artifactUri());
            assertThat(resolved.manifestDigest()).as(uri).isEqualTo(logged.manifestDigest());
            assertThat(resolved.modelId()).as(uri).isEqualTo(logged.modelId());
        }
        assertThat(registry.resolve("models:/house@champion").label()).isEqualTo("house/1");
        assertThat(registry.resolve(logged.uri()).label()).isEqualTo(logged.modelId());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        registry.register("house", log("1"));

        for (Runnable question : List.<Runnable>of(
                () -> registry.resolveAlias("house", "nobody"),
                () -> registry.resolveAlias("nothing", "nobody"),
                () -> registry.getModel("nothing"),
                () -> registry.getVersion("house", 9),
                () -> registry.resolve("models:/house/9"),
                () -> registry.resolve("models:/nothing/latest"),
                () -> registry.resolve("models:/house/Staging"),
                () -> registry.resolve("models:/m-" + "0".repeat(32)),
                () -> registry.resolve("runs:/" + "0".repeat(32) + "/model"))) {
            assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(question::run);
        }
        assertThat(registry.versions("nothing")).isEmpty();
    }

    @Test
    void modelsAndVersionsAreDescribedTaggedAndDeleted() {
        registry.createModel("house");
        registry.createModel("house");
        registry.register("house", log("1"));
        registry.setModelDescription("house", "prices");
        registry.setModelTag("house", "team", "ml");
        registry.setModelTag("house", "gone", "x");
        registry.deleteModelTag("house", "gone");
        registry.setAlias("house", "champion", 1);

        RegisteredModel model = registry.getModel("house");
        assertThat(model.description()).isEqualTo("prices");
        assertThat(model.tags()).containsOnly(Map.entry("team", "ml"));
        assertThat(model.aliases()).containsOnly(Map.entry("champion", 1));
        assertThat(registry.searchModels("name LIKE 'ho%'"))
                .extracting(RegisteredModel::name)
                .containsExactly("house");
        assertThat(registry.searchModels("")).hasSize(1);
        assertThat(registry.searchVersions("name = 'house'"))
                .extracting(ModelVersion::version)
                .containsExactly(1);

        registry.setVersionTag("house", 1, "a", "b");
        registry.setVersionDescription("house", 1, "good");
        assertThat(registry.getVersion("house", 1).tags()).containsEntry("a", "b");
        assertThat(registry.getVersion("house", 1).description()).isEqualTo("good");
        registry.deleteVersionTag("house", 1, "a");
        assertThat(registry.getVersion("house", 1).tags()).doesNotContainKey("a");

        registry.deleteAlias("house", "champion");
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> registry.getByAlias("house", "champion"));
        registry.deleteVersion("house", 1);
        assertThat(registry.versions("house")).isEmpty();
        registry.deleteModel("house");
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> registry.getModel("house"));
    }

    @Test
    void namesThatMlflowWouldRefuseAreRefusedBeforeSending() {
        for (String name : List.of("", " ", "a/b", "a:b", "..", "a\nb")) {
            assertThatIllegalArgumentException().isThrownBy(() -> registry.createModel(name));
        }
        for (String alias : List.of("", "latest", "Latest", "v1", "V2", "a b", "a@b", "ä")) {
            assertThatIllegalArgumentException().isThrownBy(() -> registry.setAlias("house", alias, 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> registry.getVersion("house", 0));
    }

    @Test
    void aDownloadedModelIsPrivateReadOnlyAndWhole() throws IOException {
        registry.register("house", log("1"));

        Path directory = registry.download(registry.resolve("models:/house/1"));

        assertThat(files(directory))
                .containsExactly("MLmodel", "model.json", "modelkeel-manifest.json", "sub dir/ü.txt");
        assertThat(directory.resolve("sub dir/ü.txt")).hasContent("deep");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("model.json"))))
                .isEqualTo("r--------");
        assertThat(root.resolve("cache/v1/tmp")).isEmptyDirectory();
        assertThat(registry.download(registry.resolve("models:/house/1"))).isEqualTo(directory);
    }

    @Test
    void aPartOfAModelIsNotTakenForTheWhole() throws IOException {
        registry.setAlias(registry.register("house", log("1")), "champion");
        Path whole = registry.download(registry.resolve("models:/house@champion"));

        Path part = registry.download(registry.resolve("models:/house@champion/sub dir"));
        Path file = registry.download(registry.resolve("models:/house/1/sub dir/ü.txt"));

        assertThat(files(part)).containsExactly("ü.txt");
        assertThat(files(file)).containsExactly("ü.txt");
        assertThat(registry.cached("house", 1)).contains(whole);
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> registry.download(registry.resolve("models:/house/1/nothing")));
    }

    @Test
    void aModelThatWasDownloadedNeedsNoServer() {
        registry.setAlias(registry.register("house", log("1")), "champion");
        ModelUri uri = ModelUri.ofAlias("house", "champion");
        assertThat(registry.lastKnown(uri)).isEmpty();
        assertThat(registry.cached("house", 1)).isEmpty();
        ResolvedModel resolved = registry.resolve(uri);
        Path directory = registry.download(resolved);
        registry.close();

        assertThat(registry.cached("house", 1)).contains(directory);
        assertThat(registry.cached("house", 2)).isEmpty();
        assertThat(registry.lastKnown(uri)).contains(resolved);
        assertThat(registry.download(resolved)).isEqualTo(directory);
        assertThatIllegalStateException().isThrownBy(() -> registry.resolve(uri));
    }

    @Test
    void aChangedCopyIsThrownAwayAndFetchedAgain() throws IOException {
        registry.register("house", log("original"));
        ResolvedModel resolved = registry.resolve("models:/house/1");
        Path directory = registry.download(resolved);

        for (Tampering tampering : List.<Tampering>of(
                () -> overwrite(directory.resolve("model.json"), "modified"),
                () -> Files.writeString(directory.resolve("extra.txt"), "x"),
                () -> Files.delete(directory.resolve("model.json")),
                () -> Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/hosts")))) {
            tampering.happen();
            assertThat(registry.cached("house", 1)).isEmpty();
            assertThat(directory).doesNotExist();

            assertThat(registry.download(resolved)).isEqualTo(directory);
            assertThat(directory.resolve("model.json")).hasContent("original");
            tampering.happen();
            assertThat(registry.download(resolved)).isEqualTo(directory);
            assertThat(files(directory)).hasSize(4);
        }
    }

    private interface Tampering {
        void happen() throws IOException;
    }

    private static void overwrite(Path file, String text) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, text);
    }

    @Test
    void aFileThatWasSwappedOnTheServerIsRefused() throws IOException {
        LoggedModel logged = log("original");
        registry.register("house", logged);
        overwrite(onServer("model.json"), "swapped!");

        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> registry.download(registry.resolve("models:/house/1")))
                .withMessageContaining("house/1")
                .withMessageContaining("model.json");
        assertThat(registry.cached("house", 1)).isEmpty();
        assertThat(root.resolve("cache/v1/tmp")).isEmptyDirectory();
    }

    @Test
    void aManifestThatWasSwappedWithTheFilesIsRefused() throws IOException {
        registry.register("house", log("original"));
        Path manifest = onServer("modelkeel-manifest.json");
        overwrite(manifest, Files.readString(manifest).replace("\"files\"", "\"files\" "));

        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> registry.download(registry.resolve("models:/house/1")))
                .withMessageContaining("is recorded");
    }

    @Test
    void filesThatAreMissingOrUnknownAreRefused() throws IOException {
        registry.register("house", log("original"));
        Path extra = Files.writeString(onServer("model.json").resolveSibling("extra.bin"), "x");
        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> registry.download(registry.resolve("models:/house/1")))
                .withMessageContaining("extra.bin");

        Files.delete(extra);
        Files.delete(onServer("model.json"));
        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> registry.download(registry.resolve("models:/house/1")))
                .withMessageContaining("model.json is missing");

        Files.delete(onServer("modelkeel-manifest.json"));
        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> registry.download(registry.resolve("models:/house/1")))
                .withMessageContaining("lack modelkeel-manifest.json");
    }

    private Path onServer(String name) throws IOException {
        try (Stream<Path> paths = Files.walk(root.resolve("data"))) {
            return paths.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
        }
    }

    @Test
    void aModelThatIsTooLargeIsRefused() {
        registry.register("house", log("x".repeat(5000)));
        try (Registry small =
                Registry.open(config.newBuilder().maxModelBytes(4000).build())) {
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> small.download(small.resolve("models:/house/1")))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("MODEL_TOO_LARGE"));
        }
    }

    @Test
    void manyThreadsAndRegistriesMayFetchTheSameModelAtOnce() throws Exception {
        registry.register("house", log("shared"));
        ResolvedModel resolved = registry.resolve("models:/house/1");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Registry> others = List.of(Registry.open(config), Registry.open(config));
        try {
            List<Callable<Path>> work = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Registry each = i % 3 == 0 ? registry : others.get(i % 3 - 1);
                work.add(() -> each.download(resolved));
            }
            List<Path> got = new ArrayList<>();
            for (Future<Path> each : threads.invokeAll(work)) {
                got.add(each.get());
            }
            assertThat(Set.copyOf(got)).hasSize(1);
            assertThat(root.resolve("cache/v1/tmp")).isEmptyDirectory();
        } finally {
            threads.shutdownNow();
            others.forEach(Registry::close);
        }
    }

    @Test
    void aCacheThatOthersMayWriteToIsRefused() throws IOException {
        registry.register("house", log("1"));
        ResolvedModel resolved = registry.resolve("models:/house/1");
        Path cache = Files.createDirectories(root.resolve("cache/v1"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwx---"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> registry.download(resolved))
                .withMessageContaining("others may write here");
    }
}
