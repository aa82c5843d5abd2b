package io.github.modelkeel.client.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of the JDK whose answers a test writes byte by byte, also cut ones. */
final class FakeServer implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Answer answer = (seen, exchange) -> reply(exchange, 200, new byte[0]);

    /** A request that arrived; its body has a character for each byte. */
    record Seen(String method, String path, String range, String ifRange, String authorization, String latin1) {
        byte[] body() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Answers a request. */
    interface Answer {
        void give(Seen seen, HttpExchange exchange) throws IOException;
    }

    FakeServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/", exchange -> {
            try (exchange) {
                Seen request = new Seen(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        header(exchange, "Range"),
                        header(exchange, "If-Range"),
                        header(exchange, "Authorization"),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
                seen.add(request);
                answer.give(request, exchange);
            }
        });
        http.start();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    void answers(Answer with) {
        answer = with;
    }

    static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    static void reply(HttpExchange exchange, int status, String body) throws IOException {
        reply(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the rest of a body from a position, but breaks off after some bytes of it. */
    static void replyFrom(HttpExchange exchange, byte[] whole, int from, int cutAfter) throws IOException {
        int length = whole.length - from;
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (whole.length - 1) + "/" + whole.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
        exchange.getResponseBody().write(whole, from, Math.min(length, cutAfter));
        exchange.getResponseBody().flush();
        // closing the exchange with bytes still owed breaks the connection off
    }

    List<Seen> seen() {
        return seen;
    }

    String uri() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
