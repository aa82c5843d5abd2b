package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Prometheus and Alertmanager with the files that the sample ships. What differs: the addresses, which are this machine's, and the times, of
 * which a second stands for a minute or an hour. Not thread-safe.
 */
final class Alerting implements AutoCloseable {
    private static final Path SHIPPED = Checkout.root().resolve("samples/house-prices/deploy");
    private static final List<String> PROGRAMS = List.of("prometheus", "prometheus-alertmanager");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ChildProcess alertmanager;
    private final ChildProcess prometheus;
    private final URI uri;

    private Alerting(ChildProcess alertmanager, ChildProcess prometheus, URI uri) {
        this.alertmanager = alertmanager;
        this.prometheus = prometheus;
        this.uri = uri;
    }

    /**
     * Starts both, in directories of their own. Skips the calling test with one loud line where a program is absent, or fails it when
     * {@code interop=required}.
     *
     * @param service what is scraped, for example {@code 127.0.0.1:8000}
     * @param receiver where the alert that asks for a training goes
     * @param tokenFile the bearer token of the receiver
     */
    static Alerting start(Path work, String service, URI receiver, Path tokenFile) throws IOException {
        int alertsPort = freePort();
        Path alerts = Files.createDirectories(work.resolve("alertmanager"));
        Text.of("alertmanager/alertmanager.yml")
                .replace("http://watch:9096/hooks/alertmanager", receiver.toString())
                .replace("/etc/alertmanager/training-token", tokenFile.toString())
                .replace("http://alert-bridge:8080/people", "http://127.0.0.1:9/people")
                .replace("group_wait: 30s", "group_wait: 1s")
                .replace("group_interval: 5m", "group_interval: 2s")
                .replace("repeat_interval: 24h", "repeat_interval: 3s")
                .writeTo(alerts.resolve("alertmanager.yml"));
        Path metrics = Files.createDirectories(work.resolve("prometheus"));
        Text.of("prometheus/prometheus.yml")
                .replace("scrape_interval: 15s", "scrape_interval: 1s")
                .replace("evaluation_interval: 15s", "evaluation_interval: 1s")
                .replace("alertmanager:9093", "127.0.0.1:" + alertsPort)
                .replace("house-prices:8000", service)
                .writeTo(metrics.resolve("prometheus.yml"));
        Text.of("prometheus/rules.yml")
                .replace("for: 12m # three windows", "for: 10s # three windows")
                .writeTo(metrics.resolve("rules.yml"));
        ChildProcess alertmanager = program(
                alerts,
                "prometheus-alertmanager",
                "--config.file=alertmanager.yml",
                "--storage.path=data",
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + alertsPort);
        int port = freePort();
        ChildProcess prometheus = program(
                metrics,
                "prometheus",
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port);
        return new Alerting(alertmanager, prometheus, URI.create("http://127.0.0.1:" + port));
    }

    static void orSkip() {
        for (String program : PROGRAMS) {
            if (!isInstalled(program)) {
                String whyNot = "no " + program + " on the path";
                if (PythonEnvironment.Mode.current() == PythonEnvironment.Mode.REQUIRED) {
                    throw new IllegalStateException("-Dinterop=required, but " + whyNot);
                }
                Banner.skipped("the loop with Prometheus and Alertmanager: " + whyNot);
                Assumptions.abort(whyNot);
            }
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static ChildProcess program(Path home, String... command) {
        return ChildProcess.start(List.of(command), home, Map.of(), home.resolve("log"));
    }

    /** The state of an alert: {@code inactive}, {@code pending} or {@code firing}. */
    String state(String alert) {
        for (JsonNode each : get("/api/v1/alerts").path("data").path("alerts")) {
            if (each.path("labels").path("alertname").asText().equals(alert)) {
                return each.path("state").asText();
            }
        }
        return "inactive";
    }

    /** The values of an expression now, as Prometheus writes them. */
    List<String> query(String expression) {
        JsonNode result = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
        return result.findValues("value").stream()
                .map(value -> value.path(1).asText())
                .toList();
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri.resolve(path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            return new ObjectMapper().createObjectNode(); // it is not up yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The last lines of both, for a failure's message. */
    String logs() {
        return "alertmanager\n" + alertmanager.tail() + "\nprometheus\n" + prometheus.tail();
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    /** A shipped file in which other words are put; each must be there. */
    private record Text(String name, String content) {
        static Text of(String name) throws IOException {
            return new Text(name, Files.readString(SHIPPED.resolve(name)));
        }

        Text replace(String shipped, String here) {
            if (!content.contains(shipped)) {
                throw new IllegalStateException(name + " does not say " + shipped + " any more");
            }
            return new Text(name, content.replace(shipped, here));
        }

        void writeTo(Path file) throws IOException {
            Files.writeString(file, content);
        }
    }
}
