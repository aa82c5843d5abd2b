package io.github.modelkeel.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.registry.MlflowWebhook;
import io.github.modelkeel.registry.WebhookEvent;
import io.github.modelkeel.registry.WebhookRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A service with a route for webhooks: verifies each request, hands its event on, and answers as a service should. */
final class HookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    /** A request as it came. */
    record Request(Map<String, List<String>> headers, String text) {
        byte[] body() {
            return text.getBytes(UTF_8);
        }
    }

    HookReceiver(MlflowWebhook webhook, Consumer<WebhookEvent> events) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/hook", exchange -> handle(exchange, webhook, events));
        server.start();
    }

    private void handle(HttpExchange exchange, MlflowWebhook webhook, Consumer<WebhookEvent> events)
            throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(1 << 20);
            requests.add(new Request(Map.copyOf(exchange.getRequestHeaders()), new String(body, UTF_8)));
            int status = 204;
            try {
                events.accept(webhook.verify(exchange.getRequestHeaders(), body));
            } catch (WebhookRefusedException e) {
                refusals.add(e.errorCode());
                status = e.responseStatus();
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** All requests until now. */
    List<Request> requests() {
        return requests;
    }

    /** The error codes of those that were refused. */
    List<String> refusals() {
        return refusals;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
