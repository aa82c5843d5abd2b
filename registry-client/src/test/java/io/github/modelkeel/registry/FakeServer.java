package io.github.modelkeel.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers as a test scripts it, byte for byte. Safe for use by multiple threads. */
final class FakeServer implements AutoCloseable {
    static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger requests = new AtomicInteger();

    /** Starts a server with a handler for every request. */
    FakeServer(HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
    }

    int requests() {
        return requests.get();
    }

    /** A registry of this server that gives up at once. */
    Registry registry(Path cache) {
        return Registry.open(config(cache).build());
    }

    ClientConfigBuilder config(Path cache) {
        return ClientConfig.builder(Map.of())
                .trackingUri("http://127.0.0.1:" + server.getAddress().getPort())
                .cacheDirectory(cache)
                .maxRetries(0)
                .retryDelay(Duration.ofMillis(1));
    }

    /** Whether a request asks for a listing, not for a file. */
    static boolean isListing(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().equals(FILES);
    }

    /** The directory that a listing asks for. */
    static String listed(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return URLDecoder.decode(query.substring("path=".length()), StandardCharsets.UTF_8);
    }

    static void answer(HttpExchange exchange, String json) throws IOException {
        answer(exchange, json.getBytes(StandardCharsets.UTF_8));
    }

    static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
