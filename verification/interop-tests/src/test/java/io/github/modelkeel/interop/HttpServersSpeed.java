package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One scikit-learn pipeline behind four HTTP servers: FastAPI, MLServer, {@code mlflow models serve} and ours, one row a request. MLServer
 * predicts in its own process, without the queue to workers that it has by default. All run at the
 * same time and take turns; before that each must answer with Python's bits. In each round a server gets as many requests as it takes (wrk, 8
 * connections), and then all get the same number a second, half of what FastAPI took: times of requests are compared there. Prints a table of
 * medians over the rounds and whether the goals are met.
 */
public final class HttpServersSpeed {
    private static final int ROUNDS = Integer.getInteger("speed.rounds", 3);
    private static final int SECONDS = Integer.getInteger("speed.seconds", 4);
    private static final int CONNECTIONS = 8;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final double TIMES_THE_REQUESTS = 200;
    private static final double SHARE_OF_THE_TIME = 0.01;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path work;
    private final Wrk wrk;
    private final Path python;
    private final Path pythonOfMlserver;
    private JsonNode rows = JSON.nullNode();
    private JsonNode expected = JSON.nullNode();

    /** A server, what it is asked, and what was measured. */
    private record Peer(
            String name,
            ChildProcess process,
            int port,
            String path,
            List<String> bodies,
            String value,
            Figures figures) {
        List<byte[]> requests() {
            return bodies.stream()
                    .map(body ->
                            "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                    .formatted(path, port, body.length(), body)
                                    .getBytes(StandardCharsets.US_ASCII))
                    .toList();
        }
    }

    /** A figure a round. */
    private record Figures(
            List<Double> requestsASecond,
            List<Double> processorMicros,
            List<Double> pacedProcessorMicros,
            List<Double> median,
            List<Double> p99) {
        Figures() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private HttpServersSpeed(Path work, Path python, Path pythonOfMlserver) {
        this.work = work;
        this.pythonOfMlserver = pythonOfMlserver;
        this.wrk = new Wrk(work, CONNECTIONS);
        this.python = python;
    }

    /**
     * Runs the comparison.
     *
     * @param args none
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path work = Checkout.newDirectory("http-servers-");
        List<ChildProcess> processes = new ArrayList<>();
        try {
            new HttpServersSpeed(work, environment("servers"), environment("mlserver")).compare(processes);
        } finally {
            processes.forEach(ChildProcess::close);
            Checkout.deleteTree(work);
        }
    }

    private static Path environment(String name) {
        PythonInstallation installation = new PythonInstallation(
                Checkout.root().resolve(".venv-" + name),
                Checkout.root().resolve("verification/interop-tests/requirements-" + name + ".txt"));
        installation.ensure().ifPresent(obstacle -> {
            throw new IllegalStateException(obstacle);
        });
        return installation.executable();
    }

    private void compare(List<ChildProcess> processes) throws IOException {
        fit();
        List<Peer> peers = start(processes);
        peers.forEach(this::requirePythonsBits);
        double pace = 0;
        for (int round = -1; round < ROUNDS; round++) { // the first one warms up
            for (Peer peer : peers) {
                measureAsMuchAsItTakes(peer, round >= 0);
            }
            if (round < 0) {
                continue;
            }
            pace = pace == 0 ? Math.floor(median(peers.get(0).figures().requestsASecond()) / 2) : pace;
            for (Peer peer : peers) {
                measurePaced(peer, pace);
            }
            Banner.say("round " + (round + 1) + " of " + ROUNDS + " done");
        }
        print(peers, pace);
    }

    private void fit() throws IOException {
        String script = Checkout.resource("python/serve_pipeline.py").toString();
        List<String> command = List.of(python.toString(), script, "fit", work.toString());
        try (ChildProcess fit =
                ChildProcess.start(command, work, PythonEnvironment.variables(Map.of()), work.resolve("fit.log"))) {
            fit.awaitSuccess(START_LIMIT);
            List<String> lines = fit.output().lines().toList();
            JsonNode made = JSON.readTree(lines.get(lines.size() - 1));
            rows = made.path("rows");
            expected = made.path("expected");
        }
    }

    private List<Peer> start(List<ChildProcess> processes) throws IOException {
        List<String> plain = bodies(row -> row);
        List<String> tensors = bodies(HttpServersSpeed::tensors);
        List<String> split = bodies(HttpServersSpeed::split);
        int[] ports = IntStream.range(0, 6).map(i -> freePort()).toArray();
        Files.writeString(
                work.resolve("mlserver/settings.json"),
                "{\"host\":\"127.0.0.1\",\"http_port\":%d,\"grpc_port\":%d,\"metrics_port\":%d,\"parallel_workers\":0}"
                        .formatted(ports[1], ports[4], ports[5]));
        String script = Checkout.resource("python/serve_pipeline.py").toString();
        ChildProcess fastapi =
                launch(processes, "fastapi", python.toString(), script, "fastapi", work.toString(), "" + ports[0]);
        ChildProcess mlserver = launch(
                processes,
                "mlserver",
                pythonOfMlserver.resolveSibling("mlserver").toString(),
                "start",
                work.resolve("mlserver").toString());
        ChildProcess mlflow = launch(
                processes,
                "mlflow",
                python.resolveSibling("mlflow").toString(),
                "models",
                "serve",
                "-m",
                work.resolve("pipeline").toString(),
                "--env-manager",
                "local",
                "-h",
                "127.0.0.1",
                "-p",
                "" + ports[2]);
        ChildProcess ours = launch(
                processes,
                "modelkeel",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServedPipeline.class.getName(),
                work.resolve("pipeline").toString(),
                "" + ports[3]);
        List<Peer> peers = List.of(
                new Peer(
                        "FastAPI 0.165.0 with scikit-learn",
                        fastapi,
                        ports[0],
                        "/predict",
                        plain,
                        "/prediction",
                        new Figures()),
                new Peer(
                        "MLServer 1.7.1",
                        mlserver,
                        ports[1],
                        "/v2/models/house/infer",
                        tensors,
                        "/outputs/0/data/0",
                        new Figures()),
                new Peer(
                        "mlflow models serve 3.17.2",
                        mlflow,
                        ports[2],
                        "/invocations",
                        split,
                        "/predictions/0",
                        new Figures()),
                new Peer("Modelkeel, rows", ours, ports[3], "/predict", plain, "/prediction", new Figures()),
                new Peer(
                        "Modelkeel, Open Inference",
                        ours,
                        ports[3],
                        "/v2/models/house/infer",
                        tensors,
                        "/outputs/0/data/0",
                        new Figures()),
                new Peer("Modelkeel, MLflow", ours, ports[3], "/invocations", split, "/predictions/0", new Figures()));
        peers.forEach(HttpServersSpeed::awaitAnswer);
        return peers;
    }

    private ChildProcess launch(List<ChildProcess> processes, String name, String... command) {
        Map<String, String> variables = PythonEnvironment.variables(Map.of(
                "OMP_NUM_THREADS",
                "1",
                "PATH",
                python.getParent() + ":" + System.getenv("PATH"))); // mlflow starts uvicorn
        ChildProcess process = ChildProcess.start(List.of(command), work, variables, work.resolve(name + ".log"));
        processes.add(process);
        return process;
    }

    private static void awaitAnswer(Peer peer) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                PacedClient.ask(peer.port(), peer.requests().get(0));
                return;
            } catch (UncheckedIOException e) {
                if (!peer.process().isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(
                            peer.name() + " does not answer\n" + peer.process().tail(), e);
                }
                peer.process().awaitEnd(POLL);
            }
        }
    }

    private void requirePythonsBits(Peer peer) {
        for (int i = 0; i < peer.bodies().size(); i++) {
            String reply = PacedClient.ask(peer.port(), peer.requests().get(i));
            try {
                double predicted = JSON.readTree(reply).at(peer.value()).doubleValue();
                if (predicted != expected.path(i).doubleValue()) {
                    throw new IllegalStateException(peer.name() + ", row " + i + ": Python says " + expected.path(i)
                            + ", the reply is " + reply);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(peer.name() + " does not reply with JSON: " + reply, e);
            }
        }
    }

    private void measureAsMuchAsItTakes(Peer peer, boolean counts) throws IOException {
        double before = ProcessorTime.seconds(peer.process().handle());
        Wrk.Result result = wrk.run("http://127.0.0.1:" + peer.port() + peer.path(), peer.bodies(), SECONDS);
        double processor = ProcessorTime.seconds(peer.process().handle()) - before;
        if (counts) {
            peer.figures().requestsASecond().add(result.requests() / result.seconds());
            peer.figures().processorMicros().add(1e6 * processor / result.requests());
        }
    }

    private static void measurePaced(Peer peer, double pace) {
        double before = ProcessorTime.seconds(peer.process().handle());
        List<Double> micros = new PacedClient(peer.port(), peer.requests()).send(pace, SECONDS);
        double processor = ProcessorTime.seconds(peer.process().handle()) - before;
        peer.figures().pacedProcessorMicros().add(1e6 * processor / micros.size());
        List<Double> sorted = micros.stream().sorted().toList();
        peer.figures().median().add(sorted.get(sorted.size() / 2));
        peer.figures().p99().add(sorted.get((int) (sorted.size() * 0.99)));
    }

    private static void print(List<Peer> peers, double pace) {
        System.out.printf(
                Locale.ROOT,
                "%nOne row a request, %d connections, Java %s and Python side by side, medians of %d rounds of %d s; the last three columns at %.0f requests a second each%n%n",
                CONNECTIONS,
                System.getProperty("java.version"),
                ROUNDS,
                SECONDS,
                pace);
        System.out.println(
                "| server | requests a second | times FastAPI's | processor time a request | FastAPI's is | the same, paced | p50, paced | p99, paced |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        Figures fastapi = peers.get(0).figures();
        for (Peer peer : peers) {
            Figures figures = peer.figures();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %.1f | %,.0f µs | %.1f times | %,.0f µs | %.2f ms | %.2f ms |%n",
                    peer.name(),
                    median(figures.requestsASecond()),
                    median(figures.requestsASecond()) / median(fastapi.requestsASecond()),
                    median(figures.processorMicros()),
                    median(fastapi.processorMicros()) / median(figures.processorMicros()),
                    median(figures.pacedProcessorMicros()),
                    median(figures.median()) / 1e3,
                    median(figures.p99()) / 1e3);
        }
        Figures ours = peers.get(3).figures();
        double times = median(ours.requestsASecond()) / median(fastapi.requestsASecond());
        double share = median(ours.processorMicros()) / median(fastapi.processorMicros());
        goal(
                "%.0f times FastAPI's requests".formatted(times),
                TIMES_THE_REQUESTS + " times",
                times >= TIMES_THE_REQUESTS);
        goal(
                "%.4f of FastAPI's processor time".formatted(share),
                "at most " + SHARE_OF_THE_TIME,
                share <= SHARE_OF_THE_TIME);
        goal(
                "p99 %.2f ms, FastAPI's %.2f ms".formatted(median(ours.p99()) / 1e3, median(fastapi.p99()) / 1e3),
                "lower",
                median(ours.p99()) < median(fastapi.p99()));
    }

    private static void goal(String figure, String goal, boolean met) {
        System.out.println(figure + "; the goal is " + goal + ": " + (met ? "met" : "MISSED"));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private List<String> bodies(Function<JsonNode, Object> form) {
        List<String> bodies = new ArrayList<>();
        for (JsonNode row : rows) {
            try {
                bodies.add(JSON.writeValueAsString(form.apply(row)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bodies;
    }

    /** Open Inference: a tensor a column; the parameter is what MLServer needs to make a frame of them. */
    private static Object tensors(JsonNode row) {
        List<Map<String, Object>> inputs = new ArrayList<>();
        row.properties()
                .forEach(column -> inputs.add(Map.of(
                        "name", column.getKey(),
                        "shape", List.of(1, 1),
                        "datatype", column.getValue().isTextual() ? "BYTES" : "FP64",
                        "data", List.of(column.getValue()))));
        return Map.of("parameters", Map.of("content_type", "pd"), "inputs", inputs);
    }

    private static Object split(JsonNode row) {
        Map<String, Object> columns = new LinkedHashMap<>();
        row.properties().forEach(column -> columns.put(column.getKey(), column.getValue()));
        return Map.of("dataframe_split", Map.of("columns", columns.keySet(), "data", List.of(columns.values())));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
