package io.github.modelkeel.localserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a webhook leads to, for tests: keeps each request, and answers as it is told to. */
final class HookReceiver implements AutoCloseable {
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean hanging;

    private record Answer(int status, Map<String, String> headers) {}

    /** A request. */
    record Received(String path, String id, String timestamp, String signature, String contentType, String body) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + body, e);
            }
        }

        /** The signature as it should be. */
        String signatureWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
                byte[] code = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
                return "v1," + Base64.getEncoder().encodeToString(code);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    HookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    header(exchange, "X-MLflow-Delivery-Id"),
                    header(exchange, "X-MLflow-Timestamp"),
                    header(exchange, "X-MLflow-Signature"),
                    header(exchange, "Content-Type"),
                    body));
            if (hanging) {
                ended.await();
                return;
            }
            Answer answer = answers.poll();
            byte[] text = "seen".getBytes(UTF_8);
            if (answer != null) {
                answer.headers().forEach(exchange.getResponseHeaders()::set);
            }
            exchange.sendResponseHeaders(answer == null ? 200 : answer.status(), text.length);
            exchange.getResponseBody().write(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The next request is answered like this. */
    void answer(int status, Map<String, String> headers) {
        answers.add(new Answer(status, headers));
    }

    /** From now on requests get no answer. */
    void hang() {
        hanging = true;
    }

    Received next() {
        try {
            Received next = received.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no request within 30 s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** How many requests were not looked at yet. */
    int more() {
        return received.size();
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
