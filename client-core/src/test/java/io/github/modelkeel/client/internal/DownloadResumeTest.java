package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.FakeServer.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadResumeTest {
    private static final String URI = "mlflow-artifacts:/1/abc/artifacts";

    private final FakeServer server = new FakeServer();
    private final byte[] content = bytes(300_000, 1);

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Path download(@Nullable String sha256) {
        Path target = directory.resolve("x");
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server.uri())
                .maxRetries(5)
                .retryDelay(Duration.ofMillis(1))
                .build();
        try (Connection connection = Connection.open(config)) {
            connection.artifacts().download(URI, "m/x", target, new Expected(-1, sha256, 1 << 20));
        }
        return target;
    }

    private static int from(Seen request) {
        return request.range().isEmpty() ? 0 : Integer.parseInt(request.range().replaceAll("bytes=([0-9]+)-", "$1"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void afterACutTheRestIsFetchedAndTheWholeIsRight(long seed) {
        Random random = new Random(seed);
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger cuts = new AtomicInteger(5);
        server.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            int from = from(request);
            int left = content.length - from;
            int cut = cuts.getAndDecrement() > 0 ? random.nextInt(left) : left;
            sent.addAndGet(cut);
            FakeServer.replyFrom(exchange, content, from, cut);
        });

        assertThat(download(null)).hasBinaryContent(content);

        List<Seen> requests = server.seen();
        assertThat(requests).hasSize(6);
        assertThat(requests.get(5).range()).isNotEmpty();
        assertThat(requests.get(5).ifRange()).isEqualTo("\"1\"");
        assertThat(sent.get()).as("hardly anything was sent twice").isLessThan(content.length * 3 / 2);
        assertThat(directory.toFile().list()).containsExactly("x");
    }

    @Test
    void aFileThatChangedMeanwhileIsFetchedAgain() {
        byte[] other = bytes(280_000, 2);
        server.answers((request, exchange) -> {
            boolean first = server.seen().size() == 1;
            exchange.getResponseHeaders().set("ETag", first ? "\"1\"" : "\"2\"");
            FakeServer.replyFrom(exchange, first ? content : other, 0, first ? 200_000 : other.length);
        });

        assertThat(download(null)).hasBinaryContent(other);

        assertThat(server.seen()).hasSize(2);
        assertThat(server.seen().get(1).ifRange()).isEqualTo("\"1\"");
    }

    @Test
    void aPartOfAFileOfAnotherLengthIsNotTaken() {
        byte[] other = bytes(290_000, 2);
        server.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("ETag", "\"same although it must not be\"");
            boolean first = server.seen().size() == 1;
            FakeServer.replyFrom(exchange, first ? content : other, from(request), first ? 200_000 : other.length);
        });

        assertThat(download(null)).hasBinaryContent(other);

        assertThat(server.seen().stream().map(DownloadResumeTest::from).map(from -> from > 0))
                .containsExactly(false, true, false);
    }

    @Test
    void aPartThatDoesNotFitTheDigestIsNotTaken() {
        byte[] other = bytes(300_000, 3);
        server.answers((request, exchange) -> {
            boolean first = server.seen().size() == 1;
            FakeServer.replyFrom(exchange, first ? other : content, from(request), first ? 200_000 : content.length);
        });

        assertThat(download(Sha256.of(content))).hasBinaryContent(content);

        assertThat(server.seen().stream().map(DownloadResumeTest::from).map(from -> from > 0))
                .containsExactly(false, true, false);
    }

    @Test
    void withoutValidatorAndDigestTheWholeIsFetchedAgain() {
        server.answers((request, exchange) -> FakeServer.replyFrom(
                exchange, content, from(request), server.seen().size() == 1 ? 5_000 : 300_000));

        assertThat(download(null)).hasBinaryContent(content);

        assertThat(server.seen()).extracting(Seen::range).containsExactly("", "");
    }

    @Test
    void aFileThatBecameShorterThanWhatIsHereIsFetchedAgain() {
        byte[] shorter = Arrays.copyOf(content, 1_000);
        server.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            if (from(request) > 0) {
                FakeServer.reply(exchange, 416, "");
            } else if (server.seen().size() == 1) {
                FakeServer.replyFrom(exchange, content, 0, 200_000);
            } else {
                FakeServer.replyFrom(exchange, shorter, 0, 1_000);
            }
        });

        assertThat(download(null)).hasBinaryContent(shorter);
    }

    @Test
    void aServerThatSendsAnotherPartThanRequestedIsAbandoned() {
        server.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            if (from(request) == 0) {
                FakeServer.replyFrom(exchange, content, 0, 100_000);
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes 7-299999/300000");
                exchange.sendResponseHeaders(206, 299_993);
                exchange.getResponseBody().write(content, 7, 299_993);
            }
        });

        assertThatExceptionOfType(ClientException.class).isThrownBy(() -> download(null));
        assertThat(directory).isEmptyDirectory();
    }
}
