package io.github.modelkeel.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's own server, 3.17.2, as a child process with an empty SQLite database in a temporary directory. Safe for use by
 * multiple threads.
 */
final class RealMlflowServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(250);

    private static @Nullable RealMlflowServer shared;

    private final Path home;
    private final ChildProcess process;
    private final URI uri;

    private RealMlflowServer(Path home, ChildProcess process, URI uri) {
        this.home = home;
        this.process = process;
        this.uri = uri;
    }

    /** The server that all test classes of this JVM share; it ends with the JVM. Skips the test where there is no Python. */
    static synchronized RealMlflowServer shared() {
        if (shared == null) {
            RealMlflowServer server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "interop-mlflow-end"));
            shared = server;
        }
        return shared;
    }

    /** A server of the caller's own, with nothing in it. Skips the test where there is no Python. */
    static RealMlflowServer start() {
        return start(List.of("--artifacts-destination", "artifacts"), Map.of(), null);
    }

    /**
     * A server of the caller's own with more options and variables, in a directory of its own; with TLS when a context is given that
     * trusts its certificate. Skips the test where there is no Python.
     */
    static RealMlflowServer start(List<String> options, Map<String, String> variables, @Nullable SSLContext tls) {
        PythonEnvironment python = PythonEnvironment.orSkip();
        try {
            Path home = Checkout.newDirectory("mlflow-");
            int port = freePort();
            List<String> command = new ArrayList<>(List.of(python.executable().toString(), "-m", "mlflow", "server"));
            command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--workers", "1"));
            command.addAll(List.of("--backend-store-uri", "sqlite:///" + home.resolve("mlflow.db")));
            command.addAll(options);
            Map<String, String> environment = new HashMap<>(variables);
            environment.put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
            ChildProcess process = ChildProcess.start(
                    command, home, PythonEnvironment.variables(environment), home.resolve("server.log"));
            URI uri = URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + port);
            RealMlflowServer server = new RealMlflowServer(home, process, uri);
            HttpClient.Builder client = HttpClient.newBuilder();
            server.awaitHealth((tls == null ? client : client.sslContext(tls)).build());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the real MLflow server", e);
        }
    }

    URI uri() {
        return uri;
    }

    /** The last lines of its log. */
    String log() {
        return process.tail();
    }

    /** The last lines of the log of the server that test classes share, when it runs. */
    static synchronized Optional<String> sharedLog() {
        return Optional.ofNullable(shared).map(server -> server.process.tail());
    }

    @Override
    public void close() {
        process.close();
        try {
            Checkout.deleteTree(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + home, e);
        }
    }

    private void awaitHealth(HttpClient client) {
        HttpRequest health = HttpRequest.newBuilder(uri.resolve("/health"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long start = System.nanoTime();
        String last = "";
        while (System.nanoTime() - start < START_LIMIT.toNanos()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the real MLflow server ended at its start\n" + process.tail());
            }
            try {
                int status = client.send(health, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 200) {
                    Banner.say("the real MLflow server answered after "
                            + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
                    return;
                }
                last = "HTTP " + status;
            } catch (IOException e) {
                last = e.toString(); // not listening yet
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            process.awaitEnd(POLL);
        }
        String log = process.tail();
        close();
        throw new IllegalStateException(
                "the real MLflow server gave no answer within " + START_LIMIT + ", last: " + last + "\n" + log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
