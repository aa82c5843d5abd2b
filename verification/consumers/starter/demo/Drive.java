package demo;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Starts a service as a fat jar and sees what its callers, its platform and its operator see. Arguments: a JVM, the jar, options of the JVM. */
public final class Drive {
    private static final String ROW = "{\"sqft\":1000,\"town\":\"Bern\"}";
    private static final int CALLERS = 4;
    private static final int MOVES = 6;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path work;
    private final ClientConfig config;
    private final int registryPort;
    private Process service;
    private Path log;
    private int port;
    private int version;

    private Drive() throws Exception {
        work = Files.createTempDirectory("drive");
        registryPort = freePort();
        config = ClientConfig.builder()
                .trackingUri("http://127.0.0.1:" + registryPort)
                .cacheDirectory(work.resolve("training"))
                .build();
    }

    public static void main(String[] args) throws Exception {
        Drive drive = new Drive();
        try {
            drive.run(List.of(args));
        } finally {
            if (drive.service != null) {
                drive.service.destroyForcibly();
            }
        }
        System.out.println("CONSUMER OK");
    }

    private void run(List<String> arguments) throws Exception {
        try (LocalServer before = registry()) {
            promote();
        }
        start(arguments);
        check(get("/actuator/health/liveness").statusCode() == 200, "alive while the registry is down");
        check(get("/actuator/health/readiness").statusCode() == 503, "not ready without a model");
        HttpResponse<String> early = price(ROW);
        check(early.statusCode() == 503 && early.body().contains("Model unavailable"), early.body());
        try (LocalServer server = registry()) {
            until(() -> get("/actuator/health/readiness").statusCode() == 200, "ready when the registry is up");
            check(price(ROW).body().equals("{\"price\":150000.0,\"version\":1}"), price(ROW).body());
            HttpResponse<String> wrong = price("{\"sqft\":\"large\"}");
            check(
                    wrong.statusCode() == 400
                            && wrong.headers().firstValue("Content-Type").orElse("").equals("application/problem+json")
                            && wrong.body().contains("\"column\":\"town\""),
                    wrong.body());
            moveUnderLoad();
            metrics();
        }
        outage();
        stopWithARequestInFlight();
    }

    private LocalServer registry() {
        return LocalServer.builder(work.resolve("data")).port(registryPort).start();
    }

    /** Another version, of another price: 150, 160, 170 … a square foot. */
    private void promote() {
        version++;
        List<Map<String, Object>> rows =
                List.of(Map.of("sqft", 900, "town", "Bern"), Map.of("sqft", 1500, "town", "Basel"));
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("sqft")
                .text("town", steps -> steps.oneHot())
                .build()
                .fit(rows);
        double[] weights = new double[preprocessing.featureNames().size()];
        weights[0] = 140 + 10 * version;
        ModelBundle bundle = ModelBundle.of(
                ScoringModelBuilder.linear(preprocessing, Column.number("price"), weights, 0, Link.IDENTITY)
                        .build(),
                rows);
        try (Tracker tracker = Tracker.open("houses", config);
                Run run = tracker.startRun("linear");
                Registry registry = Registry.open(config)) {
            registry.setAlias(registry.register("house", run.logModel("house", bundle::writeTo)), "champion");
            run.finish();
        }
    }

    private void start(List<String> arguments) throws Exception {
        log = work.resolve("service.log");
        port = freePort();
        List<String> command = new ArrayList<>(List.of(arguments.get(0)));
        command.addAll(arguments.subList(2, arguments.size()));
        command.addAll(List.of(
                "-jar",
                arguments.get(1),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--modelkeel.tracking.uri=http://127.0.0.1:" + registryPort,
                "--modelkeel.tracking.cache-directory=" + work.resolve("cache"),
                "--modelkeel.models.house.startup=background",
                "--modelkeel.models.house.refresh-every=1h"));
        service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        until(() -> logged("Started App in"), "started");
        until(
                () -> logged(" WARN ") && logged("io.github.modelkeel.serving"),
                "what the predictor logs is in the application's form");
    }

    /** While callers ask, the alias moves and the endpoint is posted to: every answer is right for the version it names, none fails. */
    private void moveUnderLoad() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong answers = new AtomicLong();
        AtomicInteger least = new AtomicInteger(1);
        List<String> faults = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Thread caller = new Thread(() -> {
                while (!ended.get()) {
                    int known = least.get();
                    String fault = fault(known);
                    answers.incrementAndGet();
                    if (fault != null) {
                        synchronized (faults) {
                            faults.add(fault);
                        }
                    }
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (int i = 0; i < MOVES; i++) {
            promote();
            HttpResponse<String> refreshed = post("/actuator/models/house", "{}");
            check(
                    refreshed.body().contains("\"result\":\"swapped\"")
                            && refreshed.body().contains("\"version\":" + version),
                    refreshed.body());
            least.set(version);
            long seen = answers.get();
            until(() -> answers.get() > seen + CALLERS, "callers go on");
        }
        ended.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        check(faults.isEmpty(), faults.toString());
        System.out.println(MOVES + " moves of the alias under load, " + answers + " answers, no fault");
    }

    private String fault(int known) {
        try {
            HttpResponse<String> answer = price(ROW);
            int named = Integer.parseInt(answer.body().replaceAll(".*\"version\":(\\d+)}", "$1"));
            String expected = "{\"price\":" + (140_000.0 + 10_000 * named) + ",\"version\":" + named + "}";
            return named >= known && answer.body().equals(expected) ? null : known + ": " + answer.body();
        } catch (Exception e) {
            return e.toString();
        }
    }

    private void metrics() throws Exception {
        String page = get("/actuator/prometheus").body();
        for (String name : List.of(
                "ml_predictions_total{",
                "ml_prediction_duration_seconds_bucket{",
                "ml_model_info{",
                "ml_model_refresh_total{",
                "ml_model_staleness",
                "ml_input_violations_total{",
                "http_server_requests_seconds_count{")) {
            check(page.contains(name), name + " in /actuator/prometheus");
        }
        check(get("/actuator/models/house").body().contains("\"inputs\":{\"sqft\":\"double\""), "the endpoint shows the columns");
    }

    private void outage() throws Exception {
        check(post("/actuator/models/house", "{}").body().contains("\"result\":\"failed\""), "the registry is down");
        HttpResponse<String> health = get("/actuator/health");
        check(health.statusCode() == 200 && health.body().contains("\"stale\":true"), health.body());
        check(get("/actuator/health/readiness").statusCode() == 200, "ready while the registry is down");
        check(price(ROW).body().endsWith("\"version\":" + version + "}"), "answers while the registry is down");
    }

    private void stopWithARequestInFlight() throws Exception {
        try (Socket held = new Socket(InetAddress.getLoopbackAddress(), port)) {
            held.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
            OutputStream out = held.getOutputStream();
            out.write(("POST /held HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                            + ROW.length() + "\r\nConnection: close\r\n\r\n" + ROW.substring(0, 5))
                    .getBytes());
            out.flush();
            until(() -> logged("HELD"), "the request is in flight");
            service.destroy(); // SIGTERM
            until(() -> logged("Commencing graceful shutdown"), "the service stops");
            out.write(ROW.substring(5).getBytes());
            out.flush();
            String answer = new String(held.getInputStream().readAllBytes());
            check(
                    answer.startsWith("HTTP/1.1 200") && answer.contains("\"version\":" + version),
                    "the request in flight: " + answer);
        }
        check(service.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS), "the service ends");
        check(service.exitValue() == 143, "exit code " + service.exitValue());
        check(logged("Graceful shutdown complete") && !logged(" ERROR "), "a clean end");
    }

    private HttpResponse<String> price(String row) throws Exception {
        return post("/price", row);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private boolean logged(String text) throws IOException {
        return Files.readString(log).contains(text);
    }

    /** A condition. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private void until(Condition condition, String what) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            check(System.nanoTime() < end && (service.isAlive() || condition.holds()), what);
            Thread.sleep(20);
        }
    }

    private void check(boolean holds, String what) throws IOException {
        if (!holds) {
            System.out.println(log == null ? "" : Files.readString(log));
            throw new IllegalStateException("does not hold: " + what);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
