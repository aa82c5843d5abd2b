package io.github.modelkeel.samples.recipes;

import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.registry.ModelUri;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.registry.WebhookRefusedException;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorEvent;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A service that follows its alias at once: a webhook of the registry reports that the alias has moved. */
public final class HotSwapByWebhook {
    private static final String SECRET = "from the configuration";

    private HotSwapByWebhook() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("recipe");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CountDownLatch swapped = new CountDownLatch(1);
        try (LocalServer mlflow = LocalServer.start(folder.resolve("server"))) {
            ClientConfig config = ClientConfig.builder(Map.of())
                    .trackingUri(mlflow.uri().toString())
                    .cacheDirectory(folder.resolve("cache"))
                    .build();
            moveAlias(config, 150);
            try (Predictor house = Predictor.builder("models:/house@champion")
                    .config(config)
                    .refreshEvery(Duration.ofDays(1))
                    .listener(event -> {
                        if (event instanceof PredictorEvent.Swapped) {
                            swapped.countDown();
                        }
                    })
                    .load()) {
                follow(server, house);
                server.start();
                createWebhook(mlflow, "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/registry");
                System.out.println("serves version " + house.version());
                moveAlias(config, 170);
                System.out.println(swapped.await(1, TimeUnit.MINUTES) ? "the alias has moved" : "no webhook came");
                System.out.println("serves version " + house.version());
            }
        } finally {
            server.stop(0);
        }
    }

    private static void follow(HttpServer server, Predictor house) {
        String secret = SECRET;
        // region webhook
        // one object for all requests: it knows which came before
        MlflowWebhook webhook = MlflowWebhook.of(secret);
        ModelUri address = ModelUri.parse(house.uri());
        // the JDK's server here, or a route of the server that you have
        server.createContext("/hooks/registry", exchange -> {
            int status = 204;
            boolean moved = false;
            try {
                byte[] body = exchange.getRequestBody().readNBytes(1_000_000);
                moved = webhook.verify(exchange.getRequestHeaders(), body).concerns(address);
            } catch (WebhookRefusedException e) {
                status = e.responseStatus();
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            if (moved) { // returns at once: loading may take longer than MLflow waits
                house.requestRefresh();
            }
        });
        // endregion
    }

    private static void createWebhook(LocalServer server, String url) throws IOException, InterruptedException {
        String request = """
                {"name": "house-service", "url": "%s", "secret": "%s",
                 "events": [{"entity": "MODEL_VERSION_ALIAS", "action": "CREATED"}]}
                """.formatted(url, SECRET);
        URI webhooks = server.uri().resolve("/api/2.0/mlflow/webhooks");
        HttpRequest post = HttpRequest.newBuilder(webhooks)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request))
                .build();
        System.out.println("webhook: "
                + HttpClient.newHttpClient()
                        .send(post, BodyHandlers.discarding())
                        .statusCode());
    }

    private static void moveAlias(ClientConfig config, double pricePerSqft) {
        try (Tracker tracker = Tracker.open("house-prices", config);
                Registry registry = Registry.open(config);
                Run run = tracker.startRun("linear")) {
            registry.setAlias(
                    registry.register("house", run.logModel("house", Houses.model(pricePerSqft)::writeTo)), "champion");
            run.finish();
        }
    }
}
