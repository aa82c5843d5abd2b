package io.github.modelkeel.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A feature repository on disk, applied and materialised, and Feast's own server for it. Not thread-safe. */
final class RealFeast implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Map<String, String> VARIABLES = PythonEnvironment.variables(Map.of("FEAST_USAGE", "False"));

    private final PythonEnvironment python;
    private final Path work;
    private final Path repository;
    private final int port = Alerting.freePort();
    private ChildProcess server;

    private RealFeast(PythonEnvironment python, Path work) throws IOException {
        this.python = python;
        this.work = work;
        this.repository = Files.createDirectories(work.resolve("repository"));
        for (String file : List.of("feature_store.yaml", "features.py")) {
            Files.copy(Checkout.resource("feast/" + file), repository.resolve(file));
        }
        Path data = repository.resolve("data");
        python.run("make_feast_data.py", work, LIMIT, Map.of(), data.toString());
        run("apply");
        run(
                "materialize",
                "2020-01-01T00:00:00",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
        this.server = serve();
    }

    /** Makes the repository in {@code work} and starts the server; skips the calling test where there is no Python. */
    static RealFeast start(Path work) throws IOException {
        return new RealFeast(PythonEnvironment.feastOrSkip(), work);
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(python.executable().resolveSibling("feast").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private void run(String... arguments) {
        Path log = work.resolve(arguments[0] + ".log");
        try (ChildProcess process = ChildProcess.start(command(arguments), repository, VARIABLES, log)) {
            process.awaitSuccess(LIMIT);
        }
    }

    private ChildProcess serve() {
        ChildProcess started = ChildProcess.start(
                command("serve", "-h", "127.0.0.1", "-p", Integer.toString(port)),
                repository,
                VARIABLES,
                work.resolve("serve.log"));
        Instant end = Instant.now().plus(LIMIT);
        while (!isHealthy()) {
            if (Instant.now().isAfter(end) || started.awaitEnd(Duration.ofMillis(200))) {
                started.close();
                throw new IllegalStateException("feast serve did not answer\n" + started.tail());
            }
        }
        return started;
    }

    private boolean isHealthy() {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(uri().resolve("/health"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Feast started", e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends the server as {@code kill -9} does, its workers too. */
    void kill() {
        List<ProcessHandle> family = server.handle().descendants().toList();
        server.kill();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Starts the server again, at the same address. */
    void restart() {
        server = serve();
    }

    /** What Feast's own client says of a feature service, reading the online store by itself. */
    JsonNode own(String service, ObjectNode question) {
        return own(repository, service, question);
    }

    /** The same through this server, by Feast's remote online store. */
    JsonNode ownThroughServer(String service, ObjectNode question) throws IOException {
        Path remote = Files.createDirectories(work.resolve("remote"));
        Files.writeString(
                remote.resolve("feature_store.yaml"),
                Files.readString(repository.resolve("feature_store.yaml"), UTF_8)
                        .replace("type: sqlite", "type: remote")
                        .replace("path: data/online.db", "path: " + uri())
                        .replace(
                                "data/registry.db",
                                repository.resolve("data/registry.db").toString()));
        return own(remote, service, question);
    }

    private JsonNode own(Path from, String service, ObjectNode question) {
        return python.run("feast_online.py", work, LIMIT, VARIABLES, from.toString(), service, question.toString());
    }

    /** An empty question for {@link #own}. */
    static ObjectNode question() {
        return new ObjectMapper().createObjectNode();
    }

    @Override
    public void close() {
        server.close();
    }
}
