package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.registry.ModelUri;
import io.github.modelkeel.registry.WebhookEvent;
import io.github.modelkeel.registry.WebhookRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An alias moves on the server, its webhook reaches the service, and the new version answers: without any polling. */
@Timeout(120)
class WebhookFreshnessTest {
    private static final String CHAMPION = "models:/house@champion";
    private static final String SECRET = "shared with the server";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final MlflowWebhook webhook = MlflowWebhook.of(SECRET);
    private final Backend backend;
    private final HttpServer service;

    /** What the service was sent. */
    private record Request(Map<String, List<String>> headers, String body) {}

    WebhookFreshnessTest(@TempDir Path directory) throws IOException {
        this.backend = new Backend(directory);
        this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(thread);
    }

    @AfterEach
    void stop() {
        backend.close();
        service.stop(0);
        thread.shutdownNow();
    }

    private void serve(Predictor house) {
        ModelUri address = ModelUri.parse(house.uri());
        service.createContext("/hooks/registry", exchange -> {
            byte[] body = exchange.getRequestBody().readNBytes(1 << 20);
            requests.add(new Request(new TreeMap<>(exchange.getRequestHeaders()), new String(body, UTF_8)));
            answer(exchange, () -> {
                WebhookEvent event = webhook.verify(exchange.getRequestHeaders(), body);
                if (event.concerns(address)) {
                    house.refresh();
                }
            });
        });
        service.start();
    }

    private void answer(HttpExchange exchange, Runnable work) throws IOException {
        int status = 204;
        try {
            work.run();
        } catch (WebhookRefusedException e) {
            status = e.responseStatus();
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
        answers.add(status);
    }

    private String url() {
        return "http://127.0.0.1:" + service.getAddress().getPort() + "/hooks/registry";
    }

    private void createWebhook() {
        String request = "{\"name\": \"house-service\", \"url\": \"" + url() + "\", \"secret\": \"" + SECRET
                + "\", \"events\": [{\"entity\": \"MODEL_VERSION_ALIAS\", \"action\": \"CREATED\"}]}";
        HttpResponse<String> made =
                send(HttpRequest.newBuilder(URI.create(backend.config().trackingUri() + "/api/2.0/mlflow/webhooks"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(request))
                        .build());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void anAliasThatMovesSwapsTheVersion() {
        backend.registry().setAlias(backend.publish(1), "champion");
        backend.publish(2);
        try (Predictor house = Predictor.builder(CHAMPION)
                .config(backend.config())
                .refreshEvery(Duration.ofDays(1))
                .load()) {
            serve(house);
            createWebhook();
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            for (int move = 1; move <= 6; move++) {
                int version = 1 + move % 2;
                backend.registry().setAlias("house", "champion", version);
                await().until(() -> house.version() == version);
                assertThat(house.predict(ROW).value()).isEqualTo(priceOf(version));
            }
            backend.registry().setAlias("house", "challenger", 2); // of another alias: not asked for
            await().until(() -> answers.size() == 7);
            assertThat(answers).containsOnly(204);
            assertThat(house.status().checks())
                    .as("one at the start, one a move")
                    .isEqualTo(7);
        }
    }

    @Test
    void whatIsForgedReplayedOrOfAnotherBodyChangesNothing() {
        backend.registry().setAlias(backend.publish(1), "champion");
        try (Predictor house = Predictor.builder(CHAMPION)
                .config(backend.config())
                .refreshEvery(Duration.ofDays(1))
                .load()) {
            serve(house);
            createWebhook();
            backend.registry().setAlias(backend.publish(2), "champion");
            await().until(() -> house.version() == 2);
            await().until(() -> answers.size() == 1);
            Request sent = requests.get(0);
            long checks = house.status().checks();

            assertThat(post(sent.headers(), sent.body())).as("a replay").isEqualTo(200);
            Map<String, List<String>> headers = new TreeMap<>(sent.headers());
            headers.put("X-mlflow-delivery-id", List.of("another"));
            assertThat(post(headers, sent.body())).as("another id").isEqualTo(401);
            String other = sent.body().replace("\"2\"", "\"1\"");
            assertThat(post(sent.headers(), other)).as("another body").isEqualTo(401);
            headers.putAll(sent.headers());
            headers.remove("X-mlflow-signature");
            assertThat(post(headers, sent.body())).as("no signature").isEqualTo(401);
            assertThat(house.status().checks()).isEqualTo(checks);
            assertThat(house.version()).isEqualTo(2);
        }
    }

    private int post(Map<String, List<String>> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url()));
        headers.forEach((name, values) -> {
            if (name.startsWith("X-")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build())
                .statusCode();
    }
}
