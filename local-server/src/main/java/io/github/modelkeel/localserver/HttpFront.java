package io.github.modelkeel.localserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.modelkeel.localserver.Route.BodyKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes every request through the gate, to its route, and writes the answer; nothing else talks to the network. */
final class HttpFront implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());

    private final Gate gate;
    private final Router router;
    private final AtomicInteger active = new AtomicInteger();

    HttpFront(Gate gate, Router router) {
        this.gate = gate;
        this.router = router;
    }

    /** How many requests are being answered. */
    int active() {
        return active.get();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        active.incrementAndGet();
        long start = System.nanoTime();
        Conversation conversation = Conversation.current();
        try (exchange) {
            conversation.proceed(0);
            exchange.setStreams(conversation.reading(exchange.getRequestBody()), null);
            Reply reply = reply(exchange);
            conversation.waitForClient();
            write(exchange, reply);
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> exchange.getRequestMethod() + " "
                            + exchange.getRequestURI().getRawPath() + " " + reply.status() + " "
                            + (System.nanoTime() - start) / 1_000 + " us");
        } catch (IOException e) {
            if (!conversation.isCut()) {
                throw e;
            }
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "closed the connection of a client that stalled: " + exchange.getRequestMethod() + " "
                            + exchange.getRequestURI().getRawPath());
        } finally {
            active.decrementAndGet();
        }
    }

    private Reply reply(HttpExchange exchange) throws InterruptedIOException {
        try {
            Reply refusal = gate.check(exchange.getRequestHeaders());
            return refusal != null ? refusal : dispatch(exchange);
        } catch (ApiError e) {
            return e.reply();
        } catch (IOException | RuntimeException e) {
            if (Conversation.current().isCut()) {
                throw interrupted(e);
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "failed: " + exchange.getRequestMethod() + " "
                            + exchange.getRequestURI().getRawPath(),
                    e);
            return new ApiError(ErrorCode.INTERNAL_ERROR, "Internal error in the local server: " + e).reply();
        }
    }

    private static InterruptedIOException interrupted(Exception cause) {
        InterruptedIOException e = new InterruptedIOException("the client has stalled");
        e.initCause(cause);
        return e;
    }

    private Reply dispatch(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Router.Found found = router.find(exchange.getRequestMethod(), path == null ? "" : path);
        String workspace = exchange.getRequestHeaders().getFirst("X-MLFLOW-WORKSPACE");
        if (workspace != null && !workspace.isBlank() && !path.endsWith("/server-info")) {
            throw new ApiError(ErrorCode.FEATURE_DISABLED, "Workspaces are not enabled on this server");
        }
        BodyKind kind = found.route().bodyKind();
        Fields fields = kind.isJson()
                ? Fields.ofJson(Json.parseObject(readJson(exchange, kind.maxBytes())))
                : Fields.ofQuery(QueryString.parse(exchange.getRequestURI().getRawQuery()));
        return found.route().handler().handle(new Call(exchange, fields, found.variables()));
    }

    private static byte[] readJson(HttpExchange exchange, int maxBytes) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (exchange.getRequestHeaders().getFirst("Content-Encoding") != null) {
            throw new ApiError(ErrorCode.BAD_REQUEST, "Bad Request. Content-Encoding is not supported.");
        }
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(maxBytes + 1);
            boolean mayBeBare = body.length == 0 && exchange.getRequestMethod().equals("DELETE");
            if (!mayBeBare && !isJson(type)) {
                throw new ApiError(ErrorCode.BAD_REQUEST, "Bad Request. Content-Type must be application/json.");
            }
            if (body.length > maxBytes) {
                exchange.getResponseHeaders().set("Connection", "close");
                throw new ApiError(
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        413,
                        "The request body is larger than the limit of " + maxBytes + " bytes");
            }
            return body;
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("X-Frame-Options", "SAMEORIGIN");
        long length = reply.body().length();
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        if (length > 0) {
            try (OutputStream out = Conversation.current().writing(exchange.getResponseBody())) {
                reply.body().writeTo(out);
            }
        }
    }
}
