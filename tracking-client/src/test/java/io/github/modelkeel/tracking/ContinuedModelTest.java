package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.localserver.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row 22 of the fault matrix: an upload that is cut at any place shows no half file as complete, and can be continued. */
@Timeout(120)
class ContinuedModelTest {
    private static final int FILE = 40_000;
    private static final int FILES = 4;

    @TempDir
    private Path data = Path.of("");

    private LocalServer server;
    private CuttingProxy proxy;

    @BeforeEach
    void start() {
        server = LocalServer.start(data);
        proxy = new CuttingProxy(server.uri());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    private ClientConfig config() {
        return ClientConfig.builder(Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"))
                .trackingUri(proxy.uri())
                .maxRetries(0)
                .transferThreads(2)
                .requestTimeout(Duration.ofSeconds(20))
                .build();
    }

    private static Work<Path, IOException> writer(long seed) {
        return directory -> {
            Random random = new Random(seed);
            for (int i = 0; i < FILES; i++) {
                byte[] bytes = new byte[FILE];
                random.nextBytes(bytes);
                Files.write(directory.resolve("f" + i), bytes);
            }
        };
    }

    static Stream<Integer> percents() {
        return Stream.iterate(1, percent -> percent < 100, percent -> percent + 7);
    }

    @ParameterizedTest(name = "cut at {0} %")
    @MethodSource("percents")
    void anUploadCutAnywhereShowsNoHalfFileAndIsContinued(int percent) throws IOException {
        long all = FILE * (FILES + 0L) + 1_500; // with the manifest and MLmodel, and heads
        try (Tracker tracker = Tracker.open("cut", config());
                Run run = tracker.startRun("cut")) {
            proxy.cutPutsAfter(all * percent / 100);
            Throwable failure = catchThrowable(() -> run.logModel("house", writer(percent)));
            proxy.cutNothing();
            assertThat(failure).isNotNull();

            List<LoggedModel> unfinished = run.incompleteModels("house");
            assertThat(unfinished).hasSize(1);
            LoggedModel begun = unfinished.get(0);
            assertThat(begun.status()).isNotEqualTo("LOGGED_MODEL_READY");
            assertThat(begun.manifestDigest()).isNull();
            List<String> there = files(begun);

            LoggedModel model = run.resumeModel(begun.modelId(), writer(percent), ModelOptions.defaults());

            assertThat(model.modelId()).isEqualTo(begun.modelId());
            assertThat(model.status()).isEqualTo("LOGGED_MODEL_READY");
            assertThat(proxy.putsSinceReset())
                    .as(
                            "only what was missing was sent, and once; what had arrived, the server may have stored after the failure")
                    .map(put -> put.replaceFirst("PUT .*/([^/ ]+) HTTP.*", "$1"))
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(there);
            assertComplete(model);
            assertThat(run.incompleteModels("house")).isEmpty();
            assertThat(tracker.runs().get(run.id()).modelOutputs()).hasSize(1);
            assertThat(run.resumeModel(model.modelId(), writer(percent), ModelOptions.defaults()))
                    .isEqualTo(model);
        }
    }

    private Path directory(LoggedModel model) {
        return data.resolve("artifacts").resolve(model.artifactUri().replaceFirst("mlflow-artifacts:/+", ""));
    }

    /** The names of the model's files that the server has, each of which must be whole. */
    private List<String> files(LoggedModel model) throws IOException {
        List<String> names = new ArrayList<>(List.of("no file"));
        for (int i = 0; i < FILES; i++) {
            Path file = directory(model).resolve("f" + i);
            if (Files.exists(file)) {
                assertThat(file).as("what is there is whole").hasSize(FILE);
                names.add("f" + i);
            }
        }
        return names;
    }

    private void assertComplete(LoggedModel model) throws IOException {
        Path directory = directory(model);
        byte[] manifest = Files.readAllBytes(directory.resolve(ModelManifest.FILE_NAME));
        assertThat(Sha256.of(manifest)).isEqualTo(model.manifestDigest());
        assertThat(ModelManifest.of(directory, Set.of(ModelManifest.FILE_NAME)))
                .isEqualTo(ModelManifest.parse(manifest));
    }

    @Test
    void aFileThatDiffersInContentAloneIsSentAgainHoweverOftenTheUploadBreaks() throws IOException {
        try (Tracker tracker = Tracker.open("cut", config());
                Run run = tracker.startRun("changed")) {
            proxy.cutPutsAfter(FILE * 3L);
            assertThat(catchThrowable(() -> run.logModel("house", writer(1)))).isNotNull();
            proxy.awaitIdle();
            String id = run.incompleteModels("house").get(0).modelId();
            proxy.cutPutsAfter(FILE * 2L);
            assertThat(catchThrowable(() -> run.resumeModel(id, writer(2), ModelOptions.defaults())))
                    .isNotNull();
            proxy.awaitIdle();
            proxy.cutNothing();

            LoggedModel model = run.resumeModel(id, writer(2), ModelOptions.defaults());

            assertComplete(model);
            byte[] first = new byte[FILE];
            new Random(2).nextBytes(first);
            assertThat(directory(model).resolve("f0")).hasBinaryContent(first);
        }
    }

    @Test
    void aModelOfAnotherRunIsNotContinued() {
        try (Tracker tracker = Tracker.open("cut", config());
                Run run = tracker.startRun("a");
                Run other = tracker.startRun("b")) {
            LoggedModel model = run.logModel("house", writer(1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.resumeModel(model.modelId(), writer(1), ModelOptions.defaults()))
                    .withMessageContaining(run.id());
        }
    }
}
