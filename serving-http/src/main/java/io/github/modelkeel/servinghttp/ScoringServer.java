package io.github.modelkeel.servinghttp;

import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.HeaderLookup;
import io.github.modelkeel.servinghttp.socket.HttpHandler;
import io.github.modelkeel.servinghttp.socket.HttpServer;
import io.github.modelkeel.servinghttp.socket.HttpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ScoringApi} behind a port, in HTTP/1.1 without TLS. One thread reads and writes all connections, so that a client that sends
 * slowly costs its connection and nothing else; complete requests are answered by a fixed number of threads and wait in a bounded queue. All
 * threads are daemons. Nothing of a request is logged. Safe for use by multiple threads.
 */
public final class ScoringServer implements AutoCloseable {
    private final ScoringApi api;
    private final HttpServer server;
    private final Duration drainTimeout;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ScoringServer(ScoringApi api, HttpServer server, Duration drainTimeout) {
        this.api = api;
        this.server = server;
        this.drainTimeout = drainTimeout;
    }

    /**
     * Opens a port of the loopback address with the defaults of {@link ScoringServerBuilder} and starts to answer.
     *
     * @param api what answers
     * @param port the port; 0 takes any free one
     * @return the server
     * @throws IllegalArgumentException if the port is not 0 to 65535
     * @throws java.net.BindException if the port is taken or may not be used; the message names address and port
     * @throws IOException if the port cannot be opened for another reason
     */
    public static ScoringServer start(ScoringApi api, int port) throws IOException {
        return builder(api).start(port);
    }

    /**
     * Starts a server with other settings.
     *
     * @param api what answers
     * @return the builder
     */
    public static ScoringServerBuilder builder(ScoringApi api) {
        return new ScoringServerBuilder(Objects.requireNonNull(api, "api"));
    }

    static ScoringServer start(ScoringApi api, InetSocketAddress address, HttpSettings settings, Duration drainTimeout)
            throws IOException {
        HttpServer server = HttpServer.start(address, new Handler(api), settings);
        api.serverStarted();
        return new ScoringServer(api, server, drainTimeout);
    }

    /** Brings requests to the API. */
    private record Handler(ScoringApi api) implements HttpHandler {
        @Override
        public Answer answer(String method, String target, HeaderLookup headers, byte[] body) {
            return api.handle(method, target, headers::find, body).answer();
        }

        @Override
        public @Nullable Answer refuseHead(String method, String target, HeaderLookup headers) {
            ScoringApi.Reply reply = api.refuseHead(method, target, headers::find);
            return reply == null ? null : reply.answer();
        }

        @Override
        public Answer refuse(String target, int status, String message) {
            return api.refuse(target, status, message).answer();
        }
    }

    /** {@return the port it listens on} */
    public int port() {
        return server.address().getPort();
    }

    /** {@return where it answers, for instance {@code http://127.0.0.1:8080}} */
    public URI uri() {
        String host = server.address().getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /**
     * Calls {@link ScoringApi#drain()} unless another server of the API is open, closes the port, answers what has started to arrive within the drain timeout, and ends all threads. The
     * predictors stay open. May be called again.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            api.serverClosed();
        }
        server.stop(drainTimeout);
    }
}
