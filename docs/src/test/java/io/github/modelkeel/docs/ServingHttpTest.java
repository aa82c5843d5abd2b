package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.Limits;
import io.github.modelkeel.servinghttp.Protocol;
import io.github.modelkeel.servinghttp.ReplyFields;
import io.github.modelkeel.servinghttp.ScoringApi;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingHttpTest {
    private static final String ROW = "{\"sqft\": 1500, \"bedrooms\": 3, \"location\": \"rural\"}";

    @TempDir
    static Path temp;

    private static String uri = "";

    @BeforeAll
    static void saveAModel() throws IOException {
        Houses.linearModel(150.0).writeTo(temp.resolve("house"));
        uri = temp.resolve("house").toUri().toString();
    }

    private static String post(String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void aPortInOneLine() throws Exception {
        int port = 0;
        // region http-server
        try (Predictor house = Predictor.load(uri); // models:/house@champion
                ScoringServer server = ScoringServer.start(
                        ScoringApi.builder().model("house", house).build(), port)) {
            String reply =
                    post(server.uri() + "/predict", "{\"sqft\": 1500, \"bedrooms\": 3, \"location\": \"rural\"}");
            assertThat(reply).startsWith("{\"prediction\":252000.0,\"model_version\":0,\"processing_time_ms\":");
        }
        // endregion
    }

    @Test
    void anotherServerEmbedsTheApi() throws Exception {
        try (Predictor house = Predictor.load(uri)) {
            // region http-names
            ScoringApi api = ScoringApi.builder()
                    .model("house", house, ReplyFields.standard().prediction("predicted_price"))
                    .protocols(Protocol.ROWS, Protocol.OPEN_INFERENCE)
                    .limits(new Limits(1 << 20, 1_000, 16)) // bytes, rows, levels of JSON
                    .build();
            // endregion
            HttpServer jdk = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            // region http-embedded
            jdk.createContext("/", exchange -> {
                try (exchange) {
                    byte[] body =
                            exchange.getRequestBody().readNBytes(api.limits().maxBodyBytes() + 1);
                    ScoringApi.Reply reply = api.handle(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getRawPath(),
                            exchange.getRequestHeaders()::getFirst,
                            body);
                    reply.headers().forEach(exchange.getResponseHeaders()::set);
                    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
                    exchange.sendResponseHeaders(reply.status(), reply.body().length);
                    exchange.getResponseBody().write(reply.body());
                }
            });
            // endregion
            jdk.start();
            String url = "http://127.0.0.1:" + jdk.getAddress().getPort();
            assertThat(post(url + "/predict", ROW)).startsWith("{\"predicted_price\":252000.0,");
            assertThat(post(url + "/predict", "[]")).contains("dict_type");
            jdk.stop(0);
        }
    }

    @Test
    void metersOutcomesAndWebhooks() {
        String secretOfTheHook = "secret of the hook";
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Predictor house = Predictor.load(uri)) {
            // region http-operations
            ScoringApi api = ScoringApi.builder()
                    .model("house", house)
                    .meterRegistry(registry)
                    .metricsText(() -> registry.getMetersAsString()) // prometheusMeterRegistry::scrape
                    .mlflowWebhook(MlflowWebhook.of(secretOfTheHook))
                    .onPrediction(
                            prediction -> registry.summary("predicted.price").record(prediction.value()))
                    .build();
            // endregion
            predictRow(api);
            assertThat(registry.get("http.requests").counter().count()).isEqualTo(1);
            assertThat(registry.get("predicted.price").summary().max()).isEqualTo(252_000);
            assertThat(api.handle("GET", "/metrics", name -> null, new byte[0]).status())
                    .isEqualTo(200);
            assertThat(api.handle("POST", "/hooks/mlflow", name -> null, new byte[0])
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aClassifiersServiceCountsItsLabels() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Houses.classifier().writeTo(temp.resolve("sold"));
        try (Predictor sold = Predictor.load(temp.resolve("sold").toUri().toString())) {
            // region deploy-labels
            ScoringApi api = ScoringApi.builder()
                    .model("sold", sold)
                    .meterRegistry(registry)
                    .onPrediction(of -> registry.counter(
                                    "ml.predicted.labels",
                                    "model",
                                    "sold",
                                    "version",
                                    Integer.toString(of.modelVersion()),
                                    "label",
                                    of.label())
                            .increment())
                    .build();
            // endregion
            predictRow(api);
            assertThat(registry.get("ml.predicted.labels").counter().count()).isEqualTo(1);
        }
    }

    private static void predictRow(ScoringApi api) {
        api.handle(
                "POST",
                "/predict",
                name -> name.equals("content-type") ? "application/json" : null,
                ROW.getBytes(StandardCharsets.UTF_8));
    }
}
