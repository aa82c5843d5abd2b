package io.github.modelkeel.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.registry.ModelUri;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.registry.WebhookEvent;
import io.github.modelkeel.registry.WebhookRefusedException;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Webhooks of MLflow's own server and of ours: the same for MLflow's client, the same for the service that gets them. */
class WebhooksOnRealMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String SECRET = "shared with the service ü";
    private static final int MOVES = Integer.getInteger("webhook.moves", 30);
    private static final Duration POLLING = Duration.ofSeconds(1);

    /** Where the real server sends to the machine it runs on: by default it takes public addresses with https only. */
    private static final Map<String, String> LOOPBACK_ALLOWED = Map.of(
            "MLFLOW_WEBHOOK_ALLOWED_SCHEMES", "http,https",
            "MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS", "true",
            "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    @TempDir
    private Path work = Path.of("");

    /** A server of one test: MLflow's remembers for a minute which webhooks there are. */
    private record Server(URI uri, Runnable end) implements AutoCloseable {
        static Server start(ServerKind kind) throws IOException {
            if (kind == ServerKind.REAL) {
                RealMlflowServer real =
                        RealMlflowServer.start(List.of("--artifacts-destination", "artifacts"), LOOPBACK_ALLOWED, null);
                return new Server(real.uri(), real::close);
            }
            LocalServer local = LocalServer.start(Checkout.newDirectory("webhooks-"));
            return new Server(local.uri(), local::close);
        }

        @Override
        public void close() {
            end.run();
        }
    }

    @Test
    void mlflowsClientSeesTheSameAndTheSameIsSent() throws IOException {
        Map<ServerKind, JsonNode> seen = new EnumMap<>(ServerKind.class);
        Map<ServerKind, List<String>> sent = new EnumMap<>(ServerKind.class);
        AtomicReference<List<WebhookEvent>> events = new AtomicReference<>(List.of());
        MlflowWebhook webhook = MlflowWebhook.of(SECRET);
        try (HookReceiver receiver =
                new HookReceiver(webhook, event -> events.get().add(event))) {
            for (ServerKind kind : List.of(ServerKind.REAL, ServerKind.EMBEDDED)) {
                events.set(new CopyOnWriteArrayList<>());
                try (Server server = Server.start(kind)) {
                    seen.put(
                            kind,
                            PythonEnvironment.orSkip()
                                    .run(
                                            "webhooks.py",
                                            work,
                                            LIMIT,
                                            Map.of(
                                                    "MLFLOW_TRACKING_URI",
                                                    server.uri().toString()),
                                            receiver.url(),
                                            SECRET));
                    int expected = sent.containsKey(ServerKind.REAL)
                            ? Objects.requireNonNull(sent.get(ServerKind.REAL)).size()
                            : 18;
                    await().atMost(LIMIT).until(() -> events.get().size() >= expected);
                }
                sent.put(
                        kind,
                        events.get().stream()
                                .map(WebhooksOnRealMlflowTest::shown)
                                .sorted()
                                .toList());
            }
            assertThat(receiver.refusals()).isEmpty();
        }
        assertThat(seen.get(ServerKind.EMBEDDED)).isEqualTo(seen.get(ServerKind.REAL));
        assertThat(sent.get(ServerKind.EMBEDDED)).isEqualTo(sent.get(ServerKind.REAL));
        Banner.say("webhooks: "
                + Objects.requireNonNull(seen.get(ServerKind.REAL)).path("seen").size()
                + " observations of MLflow's client and "
                + Objects.requireNonNull(sent.get(ServerKind.REAL)).size()
                + " events are the same on both servers");
    }

    private static String shown(WebhookEvent event) {
        return event.type() + " " + new TreeMap<>(event.data());
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aServiceFollowsAnAliasByWebhook(ServerKind kind) throws IOException, InterruptedException {
        PythonEnvironment.orSkip();
        String name = "followed";
        ModelUri address = ModelUri.ofAlias(name, "champion");
        AtomicReference<Predictor> pushed = new AtomicReference<>();
        MlflowWebhook webhook = MlflowWebhook.of(SECRET);
        try (Server server = Server.start(kind);
                Registry registry = Registry.open(config(server));
                HookReceiver receiver = new HookReceiver(webhook, event -> {
                    if (event.concerns(address)) {
                        Objects.requireNonNull(pushed.get()).refresh();
                    }
                })) {
            ClientConfig config = config(server);
            publish(config, registry, name);
            create(config, receiver.url());
            registry.setAlias(name, "champion", 1); // the first move: the service has no predictor yet
            try (Predictor byWebhook = predictor(config, Duration.ofDays(1));
                    Predictor byPolling = predictor(config, POLLING)) {
                pushed.set(byWebhook);
                await().atMost(LIMIT).until(() -> !receiver.requests().isEmpty());
                follow(kind, registry, byWebhook, byPolling);
                int replays = receiver.refusals().size();
                assertThat(receiver.requests()).hasSize(MOVES + 1 + replays);
                checkRefusals(webhook, receiver.requests().get(MOVES));
            }
        }
    }

    private ClientConfig config(Server server) {
        return ClientConfig.builder(Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"))
                .trackingUri(server.uri().toString())
                .cacheDirectory(work.resolve("cache"))
                .build();
    }

    private static void follow(ServerKind kind, Registry registry, Predictor byWebhook, Predictor byPolling) {
        double[] webhook = new double[MOVES];
        double[] polling = new double[MOVES];
        double[] move = new double[MOVES];
        Random moments = new Random(14); // so that the polling is met at any of its moments
        for (int i = 0; i < MOVES; i++) {
            int version = i + 2;
            LockSupport.parkNanos(moments.nextLong(POLLING.toNanos()));
            long start = System.nanoTime();
            registry.setAlias("followed", "champion", version);
            move[i] = millis(start);
            answers(byWebhook, version);
            webhook[i] = millis(start);
            answers(byPolling, version);
            polling[i] = millis(start);
            double expected = price(version);
            assertThat(byWebhook.predict(HouseModel.ROWS.get(0)).value()).isEqualTo(expected);
            assertThat(byPolling.predict(HouseModel.ROWS.get(0)).value()).isEqualTo(expected);
        }
        Banner.say(String.format(
                Locale.ROOT,
                "%s: alias moved (call begun) until the new version answers, ms, p50/p95 of %d moves: by webhook %s,"
                        + " by polling every %d s %s; the call that moves it %s",
                kind,
                MOVES,
                quantiles(webhook),
                POLLING.toSeconds(),
                quantiles(polling),
                quantiles(move)));
    }

    private static void answers(Predictor predictor, int version) {
        long start = System.nanoTime();
        while (predictor.predict(HouseModel.ROWS.get(0)).modelVersion() != version) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("version " + version + " does not answer: " + predictor.status());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static String quantiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%.0f/%.0f",
                sorted[(sorted.length - 1) / 2],
                sorted[(int) Math.ceil(0.95 * sorted.length) - 1]);
    }

    private static Predictor predictor(ClientConfig config, Duration every) {
        return Predictor.builder("models:/followed@champion")
                .config(config)
                .refreshEvery(every)
                .load();
    }

    private static void publish(ClientConfig config, Registry registry, String name) {
        try (Tracker tracker = Tracker.open("webhooks", config)) {
            for (int version = 1; version <= MOVES + 1; version++) {
                ModelBundle bundle = bundle(version);
                try (Run run = tracker.startRun("version " + version)) {
                    registry.register(name, run.logModel("house", bundle::writeTo));
                    run.finish();
                }
            }
        }
    }

    private static ModelBundle bundle(int version) {
        FittedPreprocessing fitted = Preprocessing.builder()
                .number("sqft")
                .number("bedrooms")
                .build()
                .fit(HouseModel.ROWS);
        return ModelBundle.of(
                ScoringModelBuilder.model(
                        fitted,
                        Column.number("price"),
                        LinearScorer.of(new double[] {100 + version, 9_000}, 0),
                        Link.IDENTITY),
                HouseModel.ROWS);
    }

    private static double price(int version) {
        return (100 + version) * 850.0 + 9_000 * 2;
    }

    private static void create(ClientConfig config, String url) throws IOException, InterruptedException {
        String request = "{\"name\": \"service\", \"url\": \"" + url + "\", \"secret\": \"" + SECRET
                + "\", \"events\": [{\"entity\": \"MODEL_VERSION_ALIAS\", \"action\": \"CREATED\"}]}";
        HttpResponse<String> made = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(config.trackingUri() + "/api/2.0/mlflow/webhooks"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(made.body()).doesNotContain(SECRET);
    }

    /** What a stranger can do with a request of the real server. */
    private static void checkRefusals(MlflowWebhook webhook, HookReceiver.Request sent) {
        assertThat(refusal(webhook, sent.headers(), sent.body())).as("a replay").isEqualTo("WEBHOOK_REPLAYED");
        MlflowWebhook another = MlflowWebhook.of(SECRET);
        another.verify(sent.headers(), sent.body());

        byte[] forged = sent.text().replace("champion", "chumpion").getBytes(UTF_8);
        assertThat(refusal(another, sent.headers(), forged)).as("another body").isEqualTo("WEBHOOK_SIGNATURE");
        assertThat(refusal(MlflowWebhook.of("guessed"), sent.headers(), sent.body()))
                .as("another secret")
                .isEqualTo("WEBHOOK_SIGNATURE");
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(320));
        WebhookRefusedException old = catchThrowableOfType(
                WebhookRefusedException.class, () -> MlflowWebhook.verify(SECRET, sent.headers(), sent.body(), later));
        assertThat(old.errorCode()).as("an old request").isEqualTo("WEBHOOK_EXPIRED");
        String past = Long.toString(Instant.now().getEpochSecond() - 320);
        Map<String, List<String>> signedOld = new LinkedHashMap<>();
        signedOld.put("X-MLflow-Delivery-Id", List.of("of-long-ago"));
        signedOld.put("X-MLflow-Timestamp", List.of(past));
        signedOld.put("X-MLflow-Signature", List.of(signature("of-long-ago." + past + ".", sent.body())));
        assertThat(refusal(another, signedOld, sent.body()))
                .as("signed long ago")
                .isEqualTo("WEBHOOK_EXPIRED");
    }

    private static String refusal(MlflowWebhook webhook, Map<String, List<String>> headers, byte[] body) {
        return catchThrowableOfType(WebhookRefusedException.class, () -> webhook.verify(headers, body))
                .errorCode();
    }

    private static String signature(String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            mac.update(prefix.getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
