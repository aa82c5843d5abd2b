package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole loop with the real things: the sample serves a model of MLflow's own server, Debian's Prometheus scrapes it, the shipped rule fires for what drifted, Debian's
 * Alertmanager calls {@code modelkeel watch}, which trains and promotes.
 */
@ExtendWith(ServerLogOnFailure.class)
@Timeout(400)
class LoopTest {
    private static final String MODEL = "house";
    private static final String TOKEN = "a token of this test";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ROWS = 1_500;

    private static final Pattern COMMAND =
            Pattern.compile("java -jar modelkeel\\.jar (watch .*) -- java -jar house-prices\\.jar (.*)");

    /** The file that a training waits for. */
    private static final String DATA_ARE_READY = "ready";

    /** What a client asks for. */
    private record House(long sqft, int bedrooms, String location) {}

    /** A market: what is built, and for how much. */
    private record Market(double meanArea, List<String> places, double perArea) {
        static final Market TRAINING = new Market(1_500, List.of("urban", "suburban", "rural"), 150);
        static final Market LATER = new Market(2_600, List.of("urban", "urban", "urban", "rural"), 220);

        House house(Random random) {
            return new House(
                    Math.round(meanArea + 300 * random.nextGaussian()),
                    1 + random.nextInt(5),
                    places.get(random.nextInt(places.size())));
        }

        double price(House house, Random random) {
            return perArea * house.sqft + 1_000 * random.nextGaussian();
        }

        void writeTo(Path file) throws IOException {
            Random random = new Random(16);
            List<String> lines = new ArrayList<>(List.of("sqft,bedrooms,location,price"));
            for (int i = 0; i < ROWS; i++) {
                House house = house(random);
                lines.add("%d,%d,%s,%.2f".formatted(house.sqft, house.bedrooms, house.location, price(house, random)));
            }
            Files.write(file, lines);
        }
    }

    @TempDir
    private Path work = Path.of("");

    private final AtomicReference<Market> market = new AtomicReference<>(Market.TRAINING);
    private final AtomicBoolean asking = new AtomicBoolean(true);

    @Test
    void driftLeadsToOneTrainingWhichTheGatesRefuseOrPromote() throws Exception {
        Alerting.orSkip();
        URI mlflow = ServerKind.REAL.uri();
        Path token = Files.writeString(work.resolve("watch-token"), TOKEN);
        Market.TRAINING.writeTo(work.resolve("training.csv"));
        Market.LATER.writeTo(work.resolve("latest.csv"));
        Files.createFile(work.resolve(DATA_ARE_READY));
        Files.writeString(work.resolve("strict.yaml"), "gates:\n  - metric: r2\n    at_least: 0.999999\n");
        Files.writeString(work.resolve("fair.yaml"), "gates:\n  - metric: r2\n    at_least: 0.5\n");
        try (ChildProcess training = house("train.log", mlflow, "train", "--data", "training.csv")) {
            training.awaitSuccess(LIMIT);
        }
        int watchPort = Alerting.freePort();
        try (Registry registry = Registry.open(config(mlflow));
                ChildProcess service = house("serve.log", mlflow, "serve", "--port", "0", "--drift-window", "PT4S")) {
            int first = registry.getByAlias(MODEL, "champion").version();
            URI address = listening(service);
            Thread clients = new Thread(() -> ask(address.resolve("/predict")), "clients");
            clients.start();
            URI receiver = URI.create("http://127.0.0.1:" + watchPort + "/hooks/alertmanager");
            try (Alerting alerting = Alerting.start(work, address.getAuthority(), receiver, token)) {
                withoutDriftNothingFires(alerting);
                market.set(Market.LATER);
                int refused = refused(registry, mlflow, watchPort, first);
                assertThat(alerting.state("ModelDataDrifted")).isEqualTo("firing");
                int promoted = promotedOnce(registry, mlflow, watchPort, refused);
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(alerting.query(
                                        "rate(ml_predictions_total{version=\"" + promoted + "\"}[10s]) > 0"))
                                .as("the service follows the alias")
                                .isNotEmpty());
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(alerting.state("ModelDataDrifted"))
                                .as("the new version was trained with these data")
                                .isEqualTo("inactive"));
            } finally {
                asking.set(false);
                clients.join();
            }
        }
    }

    private static void withoutDriftNothingFires(Alerting alerting) {
        String score = "max(ml_data_drift_score{column=\"_dataset\"})";
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(alerting.query(score)).contains("0"));
        assertThat(alerting.state("ModelDataDrifted")).isEqualTo("inactive");
    }

    /** A gate that no model passes: the alias stays, and the run says why. */
    private int refused(Registry registry, URI mlflow, int port, int champion) throws IOException {
        try (ChildProcess watch = watch("strict", mlflow, port)) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(watch.output()).contains("REFUSED"));
        }
        ModelVersion made = registry.latest(MODEL).orElseThrow();
        assertThat(made.version()).isEqualTo(champion + 1);
        assertThat(registry.getByAlias(MODEL, "champion").version()).isEqualTo(champion);
        try (Tracker tracker = Tracker.open("house-prices", config(mlflow))) {
            assertThat(tracker.runs().get(made.runId().orElseThrow()).tags().toString())
                    .contains("modelkeel.refused.champion", "r2");
        }
        return made.version();
    }

    /** Killed while the training runs, and started again; the training ends when the alert was repeated three times. */
    private int promotedOnce(Registry registry, URI mlflow, int port, int last) throws IOException {
        Files.delete(work.resolve(DATA_ARE_READY));
        try (ChildProcess watch = watch("fair", mlflow, port)) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(watch.output()).contains("the command starts"));
            watch.kill();
        }
        try (ChildProcess watch = watch("fair", mlflow, port)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(watch.output().split("known: RUNNING", -1))
                            .as("the alert is repeated three times")
                            .hasSizeGreaterThan(3));
            Files.createFile(work.resolve(DATA_ARE_READY));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(watch.output()).contains("PROMOTED"));
            assertThat(watch.output().split("the command starts", -1)).hasSize(2);
        }
        int promoted = registry.getByAlias(MODEL, "champion").version();
        assertThat(promoted).isEqualTo(registry.latest(MODEL).orElseThrow().version());
        assertThat(promoted).as("the training that was killed made none").isEqualTo(last + 1);
        return promoted;
    }

    /** The command of the page; what it does not say: where the state is, which port, and that the data of the training come later. */
    private ChildProcess watch(String gates, URI mlflow, int port) throws IOException {
        Matcher page = COMMAND.matcher(Files.readString(Checkout.root().resolve("docs/the-loop.md")));
        assertThat(page.find()).as("the command of the page").isTrue();
        Files.copy(work.resolve(gates + ".yaml"), work.resolve("gates.yaml"), StandardCopyOption.REPLACE_EXISTING);
        List<String> command = CommandLine.modelkeel(page.group(1).split(" "));
        command.addAll(List.of("--state", gates, "--port", Integer.toString(port), "--cool-down", "1s"));
        command.addAll(List.of(
                "--", "sh", "-c", "until [ -e " + DATA_ARE_READY + " ]; do sleep 0.1; done; exec \"$@\"", "sh"));
        command.addAll(sample(page.group(2).split(" ")));
        return ChildProcess.start(
                command, work, variables(mlflow), work.resolve("watch-" + System.nanoTime() + ".log"));
    }

    private ChildProcess house(String log, URI mlflow, String... words) {
        return ChildProcess.start(sample(words), work, variables(mlflow), work.resolve(log));
    }

    private static List<String> sample(String... words) {
        return CommandLine.ofClassPath("io.github.modelkeel.samples.houseprices.HousePrices", words);
    }

    private Map<String, String> variables(URI mlflow) {
        return Map.of(
                "MLFLOW_TRACKING_URI", mlflow.toString(),
                "MODELKEEL_CACHE_DIR", work.resolve("cache").toString());
    }

    private ClientConfig config(URI mlflow) {
        return ClientConfig.builder(Map.of())
                .trackingUri(mlflow.toString())
                .cacheDirectory(work.resolve("cache"))
                .build();
    }

    private static URI listening(ChildProcess service) {
        Pattern place = Pattern.compile("http://127\\.0\\.0\\.1:\\d+(?=/?\\s+\\(GET)");
        await().atMost(LIMIT)
                .until(() ->
                        !service.isAlive() || place.matcher(service.output()).find());
        Matcher found = place.matcher(service.output());
        assertThat(found.find()).as(service.tail()).isTrue();
        return URI.create(found.group());
    }

    /** About a hundred houses a second. */
    private void ask(URI predict) {
        HttpClient client = HttpClient.newHttpClient();
        ObjectMapper json = new ObjectMapper();
        Random random = new Random(17);
        while (asking.get()) {
            try {
                String body = json.writeValueAsString(market.get().house(random));
                HttpRequest request = HttpRequest.newBuilder(predict)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                assertThat(status).isEqualTo(200);
                Thread.sleep(8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
