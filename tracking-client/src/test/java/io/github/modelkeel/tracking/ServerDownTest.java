package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.fakeserver.Fault;
import io.github.modelkeel.localserver.LocalServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asynchronous logging while there is no server: nothing waits for it, files neither, and all arrives once there is one. */
class ServerDownTest extends AsyncTest {
    private static final Duration PROMPT = Duration.ofSeconds(5);

    @BeforeEach
    void noServer() {
        server.down();
    }

    /** As a user has it: two minutes for a request. */
    @Override
    ClientConfig config() {
        return ClientConfig.builder(Map.of()).trackingUri(server.uri()).build();
    }

    private static void refusedAtOnce(ThrowingCallable call) {
        long start = System.nanoTime();
        assertThatThrownBy(call)
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("'first' has no id yet")
                .hasMessageContaining("serverTimeout");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
    }

    @Test
    void whatNeedsTheServersIdSaysAtOnceThatThereIsNoneYet() throws IOException {
        Tracker tracker = open();
        Run run = tracker.startRun("first");
        assertThat(run.findId()).isEmpty();
        refusedAtOnce(run::id);
        refusedAtOnce(run::uri);
        refusedAtOnce(run::experimentId);
        refusedAtOnce(() -> run.artifacts().logBytes(new byte[1_000_001], "large.bin"));
        refusedAtOnce(() -> run.logArtifacts(Files.createDirectory(directory.resolve("files")), ""));
        refusedAtOnce(() -> run.artifacts().list(""));
        refusedAtOnce(() -> run.logModel("m", files -> Files.writeString(files.resolve("x"), "x")));
        server.up();
        assertComplete(tracker.flush(LONG));
        assertThat(run.findId()).contains(store.run().id());
        assertThat(run.id()).isEqualTo(store.run().id());
        tracker.close();
    }

    @Test
    void aServerThatDoesNotAnswerIsWaitedForAsLongAsTheSettingsSay() {
        server.up();
        server.script((number, path) -> Fault.of(Fault.Kind.SLOW_HEADERS));
        Tracker tracker = Tracker.builder("houses")
                .config(config())
                .async(settings().serverTimeout(Duration.ofMillis(100)).build())
                .open();
        refusedAtOnce(tracker.startRun("first")::id);
        tracker.close(Duration.ZERO);
    }

    private static Path smallFile(Path directory) throws IOException {
        return Files.writeString(directory.resolve("notes.md"), "a small file of its own");
    }

    @Test
    void smallArtifactsGoThroughTheSpoolInOrder() throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        Path spool = Files.createDirectory(directory.resolve("spool"));
        AsyncLogging logging = settings().directory(spool).build();
        Tracker tracker =
                Tracker.builder("houses").config(config()).async(logging).open();
        Run run = tracker.startRun("first");
        logEverything(run, smallFile(directory));
        FlushResult closed = tracker.close(Duration.ZERO);
        assertThat(closed.pending()).isEqualTo(closed.spooled()).isGreaterThan(10);

        try (LocalServer local = LocalServer.builder(data).start()) {
            ClientConfig up = ClientConfig.builder(Map.of())
                    .trackingUri(local.uri().toString())
                    .build();
            assertComplete(Spool.recover(server.uri(), up, spool, LONG));
            try (Tracker reader = Tracker.open("houses", up)) {
                assertArrived(reader, Files.createDirectory(directory.resolve("read")));
            }
        }
    }

    private static void logEverything(Run run, Path file) {
        run.artifacts().logText("one", "a.txt");
        run.artifacts().logText("two", "a.txt");
        run.artifacts().logText("", "empty.txt");
        run.artifacts().logDict(Map.of("depth", 3), "deep/config.json");
        run.artifacts().logFigure(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "figure.png");
        run.artifacts().logImage(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "series", 7, 1_800_000_000_000L);
        run.artifacts().logTable(Map.of("city", List.of("Oslo")), "t.json");
        run.artifacts().logTable(Map.of("city", List.of("Bonn")), "t.json");
        run.artifacts().logTable(Map.of("n", List.of(1)), "u.json");
        run.logArtifact(file, "docs");
        run.artifacts().logBytes(new byte[1_000_000], "largest.bin");
        run.finish();
    }

    private static void assertArrived(Tracker reader, Path into) throws IOException {
        RunInfo info = reader.runs().first(1, "").get(0);
        assertThat(info.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(info.tags())
                .containsEntry(
                        "mlflow.loggedArtifacts",
                        "[{\"path\": \"t.json\", \"type\": \"table\"}, {\"path\": \"u.json\", \"type\": \"table\"}]");
        reader.runs().downloadArtifacts(info.id(), "", into);
        assertThat(into.resolve("a.txt")).hasContent("two");
        assertThat(into.resolve("empty.txt")).isEmptyFile();
        assertThat(Files.readString(into.resolve("deep/config.json"), StandardCharsets.UTF_8))
                .contains("\"depth\"");
        assertThat(into.resolve("figure.png")).isNotEmptyFile();
        assertThat(into.resolve("docs/notes.md")).hasContent("a small file of its own");
        assertThat(into.resolve("largest.bin")).hasSize(1_000_000);
        assertThat(Files.readString(into.resolve("t.json"))).contains("Oslo", "Bonn");
        try (var images = Files.list(into.resolve("images"))) {
            assertThat(images).hasSize(2);
        }
    }

    @Test
    void artifactsAreReadBackAsTheyWereLogged() throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        try (LocalServer local = LocalServer.builder(data).start();
                Tracker tracker = Tracker.builder("houses")
                        .config(ClientConfig.builder(Map.of())
                                .trackingUri(local.uri().toString())
                                .build())
                        .async(settings().spooledArtifactBytes(3).build())
                        .open();
                Run run = tracker.startRun("first")) {
            run.artifacts().logText("one", "a.txt");
            assertThat(run.artifacts().list("")).hasSize(1);
            run.artifacts().logText("larger, and sent at once", "a.txt");
            assertThat(run.artifacts().download("a.txt", Files.createDirectory(directory.resolve("read"))))
                    .hasContent("larger, and sent at once");
        }
    }

    @Test
    void anArtifactWithoutRoomIsRefusedAndNotForgotten() {
        Tracker tracker = Tracker.builder("houses")
                .config(config())
                .async(settings()
                        .blockWhenFull()
                        .blockTimeout(Duration.ZERO)
                        .quotaBytes(64 << 10)
                        .queueBytes(64 << 10)
                        .build())
                .open();
        Run run = tracker.startRun("first");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        run.artifacts().logBytes(new byte[200_000], "b" + i);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("found no room in the spool");
        assertThat(tracker.counters().dropped()).isPositive();
        tracker.close(Duration.ZERO);
    }

    @Test
    void anOutOfRangeSizeIsRefused() {
        assertThatThrownBy(() -> AsyncLogging.builder().spooledArtifactBytes(1_000_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000001");
    }
}
