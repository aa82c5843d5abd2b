package io.github.modelkeel.samples.houseprices;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.samples.houseprices.PredictionApi.Answer;
import io.github.modelkeel.samples.houseprices.PredictionApi.Route;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The model behind HTTP, on the loopback interface only. Requests run on a fixed pool of threads; {@link #close()} lets those
 * that have started finish. Safe for use by multiple threads.
 */
final class PredictionServer implements AutoCloseable {
    static final int MAX_BODY = 4 << 20;

    private static final System.Logger LOG = System.getLogger(PredictionServer.class.getName());
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int MAX_WAITING = 1_024;
    private static final int DRAINED_AT_MOST = 64 << 20;
    private static final int SECONDS_TO_FINISH = 10;

    private final HttpServer server;
    private final ExecutorService pool;
    private final PredictionApi api;
    private final PrometheusMeterRegistry meters;

    private PredictionServer(HttpServer server, PredictionApi api, PrometheusMeterRegistry meters) {
        this.server = server;
        this.api = api;
        this.meters = meters;
        this.pool = threads();
        server.setExecutor(pool);
        server.createContext("/", this::handle);
    }

    /** Starts to answer; the port 0 takes any free one. */
    static PredictionServer start(Predictor predictor, PrometheusMeterRegistry meters, int port) throws IOException {
        sendAtOnce();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
        HttpServer http;
        try {
            http = HttpServer.create(address, 0);
        } catch (BindException e) {
            throw new UsageException("port " + port + " is taken; choose another with --port", e);
        }
        PredictionServer server = new PredictionServer(http, new PredictionApi(predictor, meters), meters);
        http.start();
        return server;
    }

    /** Without this the JDK's server waits 40 ms before it sends a small answer. It reads the property once, at its first use. */
    static void sendAtOnce() {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }

    private static ExecutorService threads() {
        int count = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "house-prices-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private void handle(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        Answer answer;
        try (exchange) {
            answer = answer(exchange, path);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
        Timer.builder("http.server.requests")
                .description("Requests by path and status")
                .tags("method", method(exchange), "uri", api.label(path), "status", Integer.toString(answer.status()))
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1))
                .register(meters)
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    private Answer answer(HttpExchange exchange, String path) throws IOException {
        try {
            Route route = api.route(exchange.getRequestMethod(), path);
            return route.action().answer(route.method().equals("POST") ? body(exchange) : new byte[0]);
        } catch (HttpFailure e) {
            if (e.status() == 405) {
                exchange.getResponseHeaders().set("Allow", api.allowed(path));
            }
            if (e.status() == 413) {
                discard(exchange.getRequestBody());
            }
            return new Answer(e.status(), "application/json", JsonReply.of(e));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "no answer to " + exchange.getRequestMethod() + " " + path, e);
            return new Answer(500, "application/json", JsonReply.of(new HttpFailure(500, "Internal Server Error")));
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        String bare = type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (!bare.equals("application/json") && !(bare.startsWith("application/") && bare.endsWith("+json"))) {
            throw new HttpFailure(415, "send the rows as JSON, with the header Content-Type: application/json");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new HttpFailure(413, "the body is larger than %,d bytes".formatted(MAX_BODY));
        }
        return body;
    }

    /** Reads what is left of a body that is too long, so that the caller gets to see the answer; but not without end. */
    private static void discard(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long discarded = 0;
        for (int read = body.read(buffer); read >= 0 && discarded < DRAINED_AT_MOST; read = body.read(buffer)) {
            discarded += read;
        }
    }

    private static String method(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        return method.equals("GET") || method.equals("POST") ? method : "other";
    }
}
