package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are signed after they were logged, and registries that require it, against the embedded server. */
class RegistrySignatureTest {
    private static final String HOUSE = "models:/house@champion";

    @TempDir
    private Path root = Path.of("");

    private ClientConfig config = ClientConfig.builder(Map.of()).build();
    private LoggedModel logged = new LoggedModel("m-0", "", null, "", "", "", null);

    @BeforeEach
    void log() {
        config = ClientConfig.builder(Map.of())
                .trackingUri("local:" + root.resolve("data"))
                .cacheDirectory(root.resolve("cache"))
                .build();
        try (Tracker tracker = Tracker.open("house-prices", config);
                Registry registry = Registry.open(config);
                Run run = tracker.startRun("first")) {
            logged = run.logModel("house", directory -> Files.writeString(directory.resolve("model.json"), "{}"));
            run.finish();
            registry.setAlias(registry.register("house", logged), "champion");
        }
    }

    private Registry requiring(String trusted) throws IOException {
        return Registry.builder()
                .config(config)
                .requireSignedBy(SigningFiles.verifier(trusted))
                .open();
    }

    private static Path download(Registry registry) {
        return registry.download(registry.resolve(HOUSE));
    }

    private static void refused(Registry registry, String why) {
        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> download(registry))
                .withMessageStartingWith("MODEL_INTEGRITY: house/1: ")
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e).message().containsOnlyOnce("MODEL_INTEGRITY"));
        assertThat(registry.cached("house", 1)).isEmpty();
    }

    @Test
    void aModelMustBeSignedByWhoIsTrustedAlsoWhenItComesFromTheCache() throws IOException {
        try (Registry open = Registry.open(config);
                Registry strict = requiring("p256.pub")) {
            refused(strict, "is not signed");
            Path unsigned = download(open);
            refused(strict, "is not signed");
            assertThat(open.cached("house", 1)).contains(unsigned);

            open.sign(logged, SigningFiles.signer("p256", "p256.pub"));
            Path signed = download(strict);

            assertThat(FileTree.list(signed))
                    .extracting(FileTree.Item::path)
                    .containsExactly("MLmodel", "model.json", "model.sig", "modelkeel-manifest.json");
            assertThat(strict.cached("house", 1)).contains(signed);
            assertThat(download(open)).isEqualTo(signed);
        }
        try (Registry other = requiring("other.pub")) {
            refused(other, "not trusted");
        }
    }

    @Test
    void aSignedModelIsVerifiedFromTheCacheWhileTheServerIsDown() throws IOException {
        Path signed;
        try (Registry strict = requiring("root")) {
            strict.sign(strict.resolve(HOUSE), SigningFiles.signer("leaf", "leaf"));
            signed = download(strict);
        }
        Registry closed = requiring("root");
        closed.close();
        ResolvedModel known =
                closed.lastKnown(ModelUri.ofAlias("house", "champion")).orElseThrow();
        assertThat(closed.download(known)).isEqualTo(signed);
    }

    @Test
    void aWarningLetsTheModelThroughAndOffDoesNotLook() throws IOException {
        ModelVerifier verifier = SigningFiles.verifier("p256.pub");
        for (ModelVerifier.Policy policy : List.of(ModelVerifier.Policy.WARN, ModelVerifier.Policy.OFF)) {
            try (Registry registry = Registry.builder()
                    .config(config)
                    .requireSignedBy(verifier, policy)
                    .open()) {
                assertThat(download(registry)).isDirectory();
                assertThat(registry.download(registry.resolve(HOUSE + "/model.json")))
                        .isDirectory();
            }
        }
    }

    @Test
    void aPartOfAModelCannotBeVerified() throws IOException {
        try (Registry strict = requiring("p256.pub")) {
            strict.sign(logged, SigningFiles.signer("p256", "p256.pub"));

            assertThatExceptionOfType(ModelIntegrityException.class)
                    .isThrownBy(() -> strict.download(strict.resolve(HOUSE + "/model.json")))
                    .withMessageContaining("download the whole");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> strict.sign(
                            strict.resolve(HOUSE + "/model.json"), SigningFiles.signer("p256", "p256.pub")));
        }
    }

    @Test
    void whatIsNotWhatWasLoggedIsNotSigned() throws IOException {
        Path onServer;
        try (var paths = Files.walk(root.resolve("data"))) {
            onServer = paths.filter(path -> path.endsWith("model.json"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(onServer, "[]");

        try (Registry registry = Registry.open(config.newBuilder().maxRetries(0).build())) {
            assertThatExceptionOfType(ModelIntegrityException.class)
                    .isThrownBy(() -> registry.sign(logged, SigningFiles.signer("p256", "p256.pub")));
        }
        assertThat(onServer.resolveSibling("model.sig")).doesNotExist();
    }
}
