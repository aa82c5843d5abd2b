package io.github.modelkeel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.localserver.LocalServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A whole service with a web server, as its callers and its platform see it. */
class ServiceTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path temp = Path.of("");

    private @Nullable ConfigurableApplicationContext service;

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Prices.class)
    static class App {}

    private void start(String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.endpoints.web.exposure.include=health,models,prometheus",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.probes.enabled=true",
                "--modelkeel.tracking.cache-directory=" + temp.resolve("cache")));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        service = new SpringApplication(App.class).run(arguments.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(address(path)));
    }

    private HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private URI address(String path) {
        if (service == null) {
            throw new IllegalStateException("not started");
        }
        return URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ClientConfig config(LocalServer server, Path cache) {
        return ClientConfig.builder()
                .trackingUri(server.uri().toString())
                .cacheDirectory(cache)
                .build();
    }

    @Test
    void theTestsRunInTheVersionTheyAreMeantFor() {
        assertThat(SpringBootVersion.getVersion()).startsWith(System.getProperty("modelkeel.boot", "3") + ".");
    }

    @Test
    void aModelIsServedFollowedAndReported() {
        try (LocalServer server = LocalServer.start(temp.resolve("data"))) {
            ClientConfig config = config(server, temp.resolve("training"));
            Houses.promote(config, 150);
            start(
                    "modelkeel.tracking.uri=" + server.uri(),
                    "modelkeel.models.house.uri=models:/house@champion",
                    "modelkeel.models.house.refresh-every=1h");
            assertThat(post("/price", "{\"sqft\":1000,\"town\":\"Bern\"}").body())
                    .isEqualTo("{\"price\":150000.0,\"version\":1}");

            Houses.promote(config, 170);
            HttpResponse<String> refreshed = post("/actuator/models/house", "{}");
            assertThat(refreshed.statusCode()).isEqualTo(200);
            assertThat(refreshed.body()).contains("\"result\":\"swapped\"").contains("\"version\":2");
            assertThat(post("/price", "{\"sqft\":1000,\"town\":\"Bern\"}").body())
                    .isEqualTo("{\"price\":170000.0,\"version\":2}");

            assertThat(get("/actuator/models").body()).contains("\"house\":{\"uri\":\"models:/house@champion\"");
            assertThat(get("/actuator/models/house").body())
                    .contains("\"state\":\"live\"")
                    .contains("\"inputs\":{\"sqft\":\"double\"");
            HttpResponse<String> health = get("/actuator/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"models\"").contains("\"stale\":false");
            assertThat(get("/actuator/prometheus").body()).contains("ml_predictions_total{");
        }
    }

    @Test
    void anUnknownModelIsNamedWithThoseThatThereAre() {
        start("modelkeel.models.house.uri=" + Houses.saved(temp.resolve("house"), 150));
        for (HttpResponse<String> answer :
                List.of(get("/actuator/models/huose"), post("/actuator/models/huose", "{}"))) {
            assertThat(answer.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aRowThatDoesNotFitIsAProblemWithAllItsViolations() {
        start("modelkeel.models.house.uri=" + Houses.saved(temp.resolve("house"), 150));
        HttpResponse<String> answer = post("/price", "{\"sqft\":\"large\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"title\":\"Invalid input\"")
                .contains("\"column\":\"sqft\",\"kind\":\"WRONG_TYPE\"")
                .contains("\"column\":\"town\",\"kind\":\"MISSING\"");
    }

    @Test
    void anApplicationMayAnswerAsItWants() {
        start(
                "modelkeel.models.house.uri=" + Houses.saved(temp.resolve("house"), 150),
                "modelkeel.problem-details=false");
        assertThat(post("/price", "{\"sqft\":\"large\"}").statusCode()).isEqualTo(500);
    }

    @Test
    void aServiceStartsWhileTheRegistryIsDownAndIsReadyWhenItIsUp() throws IOException {
        int port = freePort();
        Path data = temp.resolve("data");
        try (LocalServer before = LocalServer.start(data)) {
            Houses.promote(config(before, temp.resolve("training")), 150);
        }
        start(
                "modelkeel.tracking.uri=http://127.0.0.1:" + port,
                "modelkeel.models.house.uri=models:/house@champion",
                "modelkeel.models.house.startup=background");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health").body()).contains("\"problem\":");
        assertThat(post("/price", "{\"sqft\":1000,\"town\":\"Bern\"}").statusCode())
                .isEqualTo(503);

        try (LocalServer server = LocalServer.builder(data).port(port).start()) {
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(get("/actuator/health/readiness").statusCode())
                                    .isEqualTo(200));
            assertThat(post("/price", "{\"sqft\":1000,\"town\":\"Bern\"}").body())
                    .isEqualTo("{\"price\":150000.0,\"version\":1}");
            assertThat(server.uri().getPort()).isEqualTo(port);
        }

        assertThat(post("/actuator/models/house", "{}").body()).contains("\"result\":\"failed\"");
        HttpResponse<String> health = get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"stale\":true");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void aLazyModelKeepsNoTrafficAway() throws IOException {
        start(
                "modelkeel.tracking.uri=http://127.0.0.1:" + freePort(),
                "modelkeel.models.house.uri=models:/house@champion",
                "modelkeel.models.house.startup=lazy");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(post("/price", "{\"sqft\":1000,\"town\":\"Bern\"}").statusCode())
                .isEqualTo(503);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health").body()).contains("\"UNKNOWN\"");
    }

    @Test
    void readinessIsWhatTheApplicationSaysItIs() throws IOException {
        start(
                "modelkeel.tracking.uri=http://127.0.0.1:" + freePort(),
                "modelkeel.models.house.uri=models:/house@champion",
                "modelkeel.models.house.startup=background",
                "management.endpoint.health.group.readiness.include=readinessState");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health").statusCode()).isEqualTo(503);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
