package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.tracking.AsyncLogging;
import io.github.modelkeel.tracking.FlushResult;
import io.github.modelkeel.tracking.MetricPoint;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.tracking.MlflowClient;

/**
 * How long it takes until the last of ten thousand metrics of a run is on MLflow's own server: Modelkeel, MLflow's Java client, MLflow's
 * Python client, and bare requests of a thousand metrics, which are the server's own limit. All ways take turns on one server; after
 * each the server's count of points is checked. Prints a table of medians.
 */
public final class LoggingSpeed {
    private static final int METRICS = Integer.getInteger("speed.metrics", 10_000);
    private static final int ROUNDS = Integer.getInteger("speed.rounds", 5);
    private static final int ONE_BY_ONE = Integer.getInteger("speed.oneByOne", 500);
    private static final int BATCH = 1000;
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final URI server;
    private final Path work;
    private final String experimentId;
    private final MlflowClient java;
    private final HttpClient http = HttpClient.newHttpClient();

    private LoggingSpeed(URI server, Path work) {
        this.server = server;
        this.work = work;
        this.java = new MlflowClient(server.toString());
        this.experimentId = java.createExperiment("logging-speed");
    }

    /** One way to log: logs {@code count} points of one metric to a run and returns how long that took. */
    private interface Way {
        double seconds(int count) throws Exception;
    }

    /** A way, its name in the table, and how many points it logs; the time of fewer is scaled up. */
    private record Row(String name, int count, Way way) {}

    /**
     * Runs the comparison.
     *
     * @param args none
     * @throws Exception if a peer fails or points are missing
     */
    public static void main(String[] args) throws Exception {
        Path work = Checkout.newDirectory("speed-");
        try (RealMlflowServer server = RealMlflowServer.start()) {
            new LoggingSpeed(server.uri(), work).compare();
        } finally {
            Checkout.deleteTree(work);
        }
    }

    private List<Row> rows() {
        return List.of(
                new Row("bare log-batch requests of 1,000, one connection", METRICS, this::bare),
                new Row("Modelkeel, logMetric one by one, asynchronous", METRICS, this::asynchronous),
                new Row("Modelkeel, one logMetrics call", METRICS, this::oneCall),
                new Row("mlflow-client, logBatch of 1,000", METRICS, this::javaBatches),
                new Row("mlflow-client, logMetric one by one", ONE_BY_ONE, this::javaOneByOne),
                new Row("Python, log_metric asynchronous, buffered for 1 s", METRICS, count -> python("async", count)),
                new Row("Python, log_metric one by one", ONE_BY_ONE, count -> python("sync", count)));
    }

    private void compare() throws Exception {
        Map<String, double[]> seconds = new LinkedHashMap<>();
        for (int round = -1; round < ROUNDS; round++) { // the first one warms up
            for (Row row : rows()) {
                int count = round < 0 ? Math.min(row.count(), ONE_BY_ONE) : row.count();
                double taken = row.way().seconds(count);
                if (round >= 0) {
                    seconds.computeIfAbsent(row.name(), name -> new double[ROUNDS])[round] = taken * METRICS / count;
                }
            }
            Banner.say("round " + (round + 1) + " of " + ROUNDS + " done");
        }
        print(seconds);
    }

    private void print(Map<String, double[]> seconds) {
        seconds.values().forEach(Arrays::sort);
        double floor = median(seconds.values().iterator().next());
        System.out.printf(
                "%n%,d metrics until the last one is on MLflow 3.17.2, medians of %d rounds%n%n", METRICS, ROUNDS);
        System.out.println("| way | seconds | fastest to slowest | times the bare requests |");
        System.out.println("|---|---:|---:|---:|");
        for (Row row : rows()) {
            double[] sorted = Objects.requireNonNull(seconds.get(row.name()));
            String scaled = row.count() == METRICS ? "" : " (" + row.count() + " measured, scaled)";
            System.out.printf(
                    Locale.ROOT,
                    "| %s%s | %.2f | %.2f to %.2f | %.2f |%n",
                    row.name(),
                    scaled,
                    median(sorted),
                    sorted[0],
                    sorted[sorted.length - 1],
                    median(sorted) / floor);
        }
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private double bare(int count) throws Exception {
        String run = java.createRun(experimentId).getRunId();
        long start = System.nanoTime();
        for (int from = 0; from < count; from += BATCH) {
            StringBuilder body = new StringBuilder("{\"run_id\":\"" + run + "\",\"metrics\":[");
            long now = System.currentTimeMillis();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                body.append(i > from ? "," : "")
                        .append("{\"key\":\"loss\",\"value\":")
                        .append(1.0 / (1 + i))
                        .append(",\"timestamp\":")
                        .append(now)
                        .append(",\"step\":")
                        .append(i)
                        .append('}');
            }
            HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/2.0/mlflow/runs/log-batch"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.append("]}").toString()))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("log-batch: " + answer.statusCode() + " " + answer.body());
            }
        }
        return checked(start, run, count);
    }

    private double asynchronous(int count) {
        AsyncLogging logging =
                AsyncLogging.builder().directory(work.resolve("spool")).build();
        try (Tracker tracker = Tracker.builder("logging-speed")
                        .config(config())
                        .async(logging)
                        .open();
                Run run = tracker.startRun("asynchronous")) {
            String id = run.id();
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                run.logMetric("loss", 1.0 / (1 + i), i);
            }
            FlushResult result = tracker.flush(LIMIT);
            if (!result.isComplete()) {
                throw new IllegalStateException("not everything was delivered: " + result);
            }
            return checked(start, id, count);
        }
    }

    private double oneCall(int count) {
        try (Tracker tracker = Tracker.open("logging-speed", config());
                Run run = tracker.startRun("one call")) {
            long start = System.nanoTime();
            long now = System.currentTimeMillis();
            run.logMetrics(IntStream.range(0, count)
                    .mapToObj(i -> new MetricPoint("loss", 1.0 / (1 + i), now, i))
                    .toList());
            return checked(start, run.id(), count);
        }
    }

    private double javaBatches(int count) {
        String run = java.createRun(experimentId).getRunId();
        long start = System.nanoTime();
        for (int from = 0; from < count; from += BATCH) {
            List<Metric> batch = new ArrayList<>();
            long now = System.currentTimeMillis();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                batch.add(Metric.newBuilder()
                        .setKey("loss")
                        .setValue(1.0 / (1 + i))
                        .setTimestamp(now)
                        .setStep(i)
                        .build());
            }
            java.logBatch(run, batch, List.of(), List.of());
        }
        return checked(start, run, count);
    }

    private double javaOneByOne(int count) {
        String run = java.createRun(experimentId).getRunId();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            java.logMetric(run, "loss", 1.0 / (1 + i), System.currentTimeMillis(), i);
        }
        return checked(start, run, count);
    }

    private double python(String way, int count) {
        JsonNode result = PythonEnvironment.orSkip()
                .run(
                        "log_speed.py",
                        work,
                        LIMIT,
                        Map.of("MLFLOW_TRACKING_URI", server.toString(), "MLFLOW_ASYNC_LOGGING_BUFFERING_SECONDS", "1"),
                        way,
                        experimentId,
                        Integer.toString(count));
        check(result.path("run_id").asText(), count);
        return result.path("seconds").asDouble();
    }

    private ClientConfig config() {
        return ClientConfig.builder(Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"))
                .trackingUri(server.toString())
                .build();
    }

    /** The time since {@code start}; only then the server is asked what it has. */
    private double checked(long start, String run, int count) {
        double seconds = (System.nanoTime() - start) / 1e9;
        check(run, count);
        return seconds;
    }

    private void check(String run, int count) {
        try (Tracker tracker = Tracker.open("logging-speed", config())) {
            long found = tracker.runs().metricHistory(run, "loss").count();
            if (found != count) {
                throw new IllegalStateException("the server has " + found + " of " + count + " points of run " + run);
            }
        }
    }
}
