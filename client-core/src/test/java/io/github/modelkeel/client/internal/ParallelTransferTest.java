package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientConfigBuilder;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.TransferListener.Direction;
import io.github.modelkeel.client.TransferListener.Progress;
import io.github.modelkeel.client.internal.ArtifactStore.Download;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.ArtifactStore.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ParallelTransferTest {
    private static final String URI = "mlflow-artifacts:/1/abc/artifacts";

    private final FakeServer server = new FakeServer();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void stop() {
        server.close();
    }

    private ClientConfigBuilder config() {
        return ClientConfig.builder(Map.of())
                .trackingUri(server.uri())
                .maxRetries(1)
                .retryDelay(Duration.ofMillis(1));
    }

    private List<Upload> files(int count, int size) throws IOException {
        List<Upload> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(new Upload(Files.write(directory.resolve("f" + i), new byte[size]), "d/f" + i));
        }
        return files;
    }

    private static List<String> transferThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("modelkeel-transfer-"))
                .toList();
    }

    @Test
    void fourFilesAreSentAtATimeAndNoThreadIsLeft() throws IOException {
        CyclicBarrier four = new CyclicBarrier(4);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.answers((request, exchange) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            await(four);
            now.decrementAndGet();
            FakeServer.reply(exchange, 200, "");
        });
        try (Connection connection = Connection.open(config().build())) {
            connection.artifacts().upload(URI, files(12, 10));
            assertThat(transferThreads()).hasSizeBetween(1, 4);
        }
        assertThat(server.seen()).hasSize(12);
        assertThat(most.get()).isEqualTo(4);
        assertThat(transferThreads()).isEmpty();
    }

    private static void await(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException("the files did not come side by side", e);
        }
    }

    @Test
    void withOneThreadAllIsDoneByTheCaller() throws IOException {
        try (Connection connection = Connection.open(config().transferThreads(1).build())) {
            connection.artifacts().upload(URI, files(3, 10));
            assertThat(transferThreads()).isEmpty();
        }
        assertThat(server.seen()).extracting(FakeServer.Seen::path).allMatch(path -> path.contains("/d/f"));
    }

    @Test
    void theFirstFailureStopsTheOthersAndIsThrown() throws IOException {
        CountDownLatch others = new CountDownLatch(3);
        CountDownLatch forEver = new CountDownLatch(1);
        server.answers((request, exchange) -> {
            try {
                if (request.path().endsWith("f0")) {
                    others.await();
                    FakeServer.reply(exchange, 400, "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"no\"}");
                } else {
                    others.countDown();
                    forEver.await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        try (Connection connection = Connection.open(config().build())) {
            List<Upload> files = files(20, 10);
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> connection.artifacts().upload(URI, files))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE"));
        } finally {
            forEver.countDown();
        }
        assertThat(server.seen()).as("those that had begun, and no other").hasSize(4);
        assertThat(transferThreads()).isEmpty();
    }

    @Test
    void anInterruptStopsTheTransferAndIsKept() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch forEver = new CountDownLatch(1);
        server.answers((request, exchange) -> {
            begun.countDown();
            try {
                forEver.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        Queue<Object> results = new ConcurrentLinkedQueue<>();
        List<Upload> files = files(2, 10);
        try (Connection connection = Connection.open(config().build())) {
            Thread caller = new Thread(() -> {
                try {
                    connection.artifacts().upload(URI, files);
                } catch (ClientException e) {
                    results.add(e.errorCode());
                    results.add(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            begun.await();
            caller.interrupt();
            caller.join();
        } finally {
            forEver.countDown();
        }
        assertThat(results).containsExactly("INTERRUPTED", true);
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch forEver = new CountDownLatch(1);
        server.answers((request, exchange) -> {
            begun.countDown();
            try {
                forEver.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        Queue<String> results = new ConcurrentLinkedQueue<>();
        List<Upload> files = files(4, 10);
        Connection connection = Connection.open(config().build());
        Thread caller = new Thread(() -> {
            try {
                connection.artifacts().upload(URI, files);
            } catch (ClientException e) {
                results.add(e.errorCode());
            }
        });
        caller.start();
        begun.await();
        connection.close();
        caller.join();
        forEver.countDown();
        assertThat(results).containsExactly("CANCELLED");
        assertThat(transferThreads()).isEmpty();
    }

    @Test
    void manyFilesAreFetchedAndTheListenerHearsOfEveryByte() {
        Queue<Progress> heard = new ConcurrentLinkedQueue<>();
        server.answers((request, exchange) -> FakeServer.reply(exchange, 200, new byte[200_000]));
        List<Download> files = IntStream.range(0, 9)
                .mapToObj(i -> new Download("f" + i, directory.resolve("g" + i), new Expected(-1, null, 1 << 20)))
                .toList();
        try (Connection connection =
                Connection.open(config().transferListener(heard::add).build())) {
            connection.artifacts().download(URI, files);
        }
        assertThat(files).allSatisfy(file -> assertThat(file.target()).hasSize(200_000));
        for (Download file : files) {
            List<Progress> own = heard.stream()
                    .filter(progress -> progress.file().equals(file.relative()))
                    .toList();
            assertThat(own).extracting(Progress::bytes).isSorted().endsWith(200_000L);
            assertThat(own).allMatch(progress -> progress.direction() == Direction.DOWNLOAD && progress.files() == 9);
        }
        assertThat(heard.stream().mapToInt(Progress::filesDone).max()).hasValue(9);
    }

    @Test
    void anUploadReportsItsProgressAndAListenerThatFailsChangesNothing() throws IOException {
        Queue<Progress> heard = new ConcurrentLinkedQueue<>();
        try (Connection connection = Connection.open(config().transferListener(progress -> {
                    heard.add(progress);
                    throw new IllegalStateException("a broken listener");
                })
                .build())) {
            connection.artifacts().upload(URI, files(1, 150_000));
        }
        assertThat(Objects.requireNonNull(server.seen().get(0)).body()).hasSize(150_000);
        assertThat(heard).extracting(Progress::bytes).containsExactly(65_536L, 131_072L, 150_000L, 150_000L);
        assertThat(heard).extracting(Progress::size).containsOnly(150_000L);
    }

    @Test
    void aServerThatServesNoArtifactsIsNotAskedTwice() throws IOException {
        server.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            FakeServer.reply(
                    exchange,
                    503,
                    "Endpoint: /api/2.0/mlflow-artifacts/artifacts/<path:artifact_path> disabled due to the mlflow"
                            + " server running with `--no-serve-artifacts`. To enable artifacts server functionality,"
                            + " run `mlflow server` with `--serve-artifacts`");
        });
        try (Connection connection = Connection.open(config().build())) {
            List<Upload> files = files(1, 10);
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> connection.artifacts().upload(URI, files))
                    .satisfies(e -> assertThat(e.errorCode()).isEqualTo("ARTIFACTS_NOT_SERVED"))
                    .withMessageContaining("start it with --serve-artifacts");
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> connection.artifacts().upload("s3://bucket/1", files))
                    .withMessageContaining("'s3:'")
                    .withMessageContaining("--serve-artifacts");
        }
        assertThat(server.seen()).hasSize(1);
    }
}
