package io.github.modelkeel.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.FakeServer.Seen;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server offers parts; the storage behind it is another origin, which must get the parts and nothing else. */
@Timeout(60)
class MultipartUploadTest {
    private static final String URI = "mlflow-artifacts:/1/abc/artifacts";
    private static final String ROOT = "/api/2.0/mlflow-artifacts/";
    private static final String SIGNATURE = "X-Amz-Signature=f00dfeedf00dfeed";

    private final FakeServer server = new FakeServer();
    private final FakeServer storage = new FakeServer();
    private final byte[] content = new byte[2_500];
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", "2000",
            "MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", "1000",
            "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", "0.001",
            "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2",
            "MLFLOW_TRACKING_TOKEN", "our-own-secret"));
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("io.github.modelkeel");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logRecord) {
            logged.add(logRecord.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void listen() {
        new Random(1).nextBytes(content);
        root.setLevel(Level.ALL);
        root.addHandler(handler);
        server.answers((request, exchange) -> FakeServer.reply(exchange, 200, answer(request)));
        storage.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("ETag", "\"etag of " + part(request) + "\"");
            FakeServer.reply(exchange, 200, "");
        });
    }

    @AfterEach
    void stop() {
        root.removeHandler(handler);
        root.setLevel(null);
        server.close();
        storage.close();
    }

    private static String part(Seen request) {
        return request.path().replaceAll(".*partNumber=([0-9]+).*", "$1");
    }

    private String answer(Seen request) {
        if (request.path().equals("/api/3.0/mlflow/server-info")) {
            return "{\"multipart_uploads_enabled\":true}";
        }
        if (!request.path().startsWith(ROOT + "mpu/create/")) {
            return "{}";
        }
        JsonObject answer = Json.object().put("upload_id", "u-1");
        var credentials = answer.putArray("credentials");
        for (int i = 1; i <= body(request).path("num_parts").asInt(); i++) {
            credentials
                    .addObject()
                    .put("url", storage.uri() + "/bucket/x?partNumber=" + i + "&" + SIGNATURE)
                    .put("part_number", i)
                    .putObject("headers")
                    .put("x-part", "p" + i);
        }
        return Json.text(answer);
    }

    private static JsonValue body(Seen request) {
        try {
            return Json.parse(request.body());
        } catch (IOException e) {
            throw new AssertionError(new String(request.body(), UTF_8), e);
        }
    }

    private void upload(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("local name"), bytes);
        try (Connection connection = Connection.open(
                ClientConfig.builder(environment).trackingUri(server.uri()).build())) {
            connection.artifacts().upload(file, URI, "sub/model.bin");
        }
    }

    private List<String> calls() {
        return server.seen().stream()
                .map(seen -> seen.method() + " " + seen.path())
                .toList();
    }

    @Test
    void aLargeFileGoesInPartsToTheStorageWithoutOurCredentials() throws IOException {
        upload(content);

        assertThat(calls())
                .containsExactly(
                        "GET /api/3.0/mlflow/server-info",
                        "POST " + ROOT + "mpu/create/1/abc/artifacts/sub",
                        "POST " + ROOT + "mpu/complete/1/abc/artifacts/sub");
        assertThat(server.seen()).allMatch(seen -> seen.authorization().equals("Bearer our-own-secret"));
        assertThat(storage.seen())
                .hasSize(3)
                .allMatch(seen -> seen.authorization().isEmpty());
        TreeMap<String, Seen> parts = new TreeMap<>();
        storage.seen().forEach(seen -> parts.put(part(seen), seen));
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Seen seen : parts.values()) {
            joined.write(seen.body());
        }
        assertThat(joined.toByteArray()).isEqualTo(content);
        JsonValue complete = body(server.seen().get(2));
        assertThat(complete.path("path").asText()).isEqualTo("model.bin");
        assertThat(complete.path("upload_id").asText()).isEqualTo("u-1");
        assertThat(complete.path("parts"))
                .extracting(part -> part.path("part_number").asText())
                .containsExactly("1", "2", "3");
        assertThat(complete.path("parts"))
                .extracting(part -> part.path("etag").asText())
                .containsExactly("\"etag of 1\"", "\"etag of 2\"", "\"etag of 3\"");
    }

    @Test
    void aPartThatFailsForAWhileIsSentAgain() throws IOException {
        AtomicInteger failures = new AtomicInteger(2);
        storage.answers((request, exchange) -> {
            boolean fails = part(request).equals("2") && failures.getAndDecrement() > 0;
            FakeServer.reply(exchange, fails ? 503 : 200, "");
        });

        upload(content);

        assertThat(storage.seen()).hasSize(5);
        assertThat(calls()).last().asString().contains("mpu/complete");
    }

    @Test
    void anUploadThatFailsIsAbortedAndItsAddressesAreNowhereToBeRead() {
        storage.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            FakeServer.reply(exchange, part(request).equals("2") ? 403 : 200, "you asked for " + request.path());
        });

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> upload(content))
                .withMessageContaining("PUT part 2 of artifact sub/model.bin")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Signature"))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("PERMISSION_DENIED"));

        assertThat(calls()).last().isEqualTo("POST " + ROOT + "mpu/abort/1/abc/artifacts/sub");
        assertThat(calls()).noneMatch(call -> call.contains("complete") || call.startsWith("PUT"));
        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains("Signature") || line.contains("secret"));
    }

    @Test
    void aStorageThatCannotBeReachedDoesNotShowItsAddress() {
        storage.close();
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> upload(content))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Signature"));
        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains("Signature"));
    }

    @Test
    void aRedirectOfTheStorageIsNotFollowed() {
        storage.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("Location", server.uri() + "/elsewhere?" + SIGNATURE);
            FakeServer.reply(exchange, 307, "");
        });
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> upload(content))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("REDIRECT"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Signature"));
    }

    @Test
    void aServerWithoutPartsGetsOneRequest() throws IOException {
        server.answers((request, exchange) -> FakeServer.reply(
                exchange,
                request.path().contains("/mpu/") ? 501 : 200,
                request.path().endsWith("server-info") ? "{\"multipart_uploads_enabled\":true}" : "{}"));

        upload(content);

        assertThat(calls()).last().isEqualTo("PUT " + ROOT + "artifacts/1/abc/artifacts/sub/model.bin");
        assertThat(server.seen().get(server.seen().size() - 1).body()).isEqualTo(content);
    }

    @Test
    void aServerThatSaysNothingOfPartsIsNotAskedForThem() throws IOException {
        server.answers((request, exchange) ->
                FakeServer.reply(exchange, request.path().endsWith("server-info") ? 404 : 200, "{}"));

        upload(content);

        assertThat(calls())
                .containsExactly(
                        "GET /api/3.0/mlflow/server-info", "PUT " + ROOT + "artifacts/1/abc/artifacts/sub/model.bin");
    }

    @Test
    void aSmallFileAndAForbiddenWayNeedNoQuestion() throws IOException {
        upload(new byte[1_999]);
        environment.put("MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD", "false");
        upload(content);

        assertThat(calls()).hasSize(2).allMatch(call -> call.startsWith("PUT "));
    }

    @Test
    void aCompletionWhoseAnswerWasLostIsFoundInTheListing() throws IOException {
        server.answers((request, exchange) -> {
            if (request.path().contains("mpu/complete")) {
                FakeServer.reply(exchange, 502, "");
            } else if (request.path().contains("artifacts?path=")) {
                FakeServer.reply(
                        exchange, 200, "{\"files\":[{\"path\":\"model.bin\",\"is_dir\":false,\"file_size\":2500}]}");
            } else {
                FakeServer.reply(exchange, 200, answer(request));
            }
        });

        upload(content);

        assertThat(calls()).filteredOn(call -> call.contains("mpu/complete")).hasSize(1);
        assertThat(calls()).noneMatch(call -> call.contains("abort"));
    }
}
