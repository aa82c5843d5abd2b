package io.github.modelkeel.servinghttp;

import io.github.modelkeel.servinghttp.socket.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * Settings of a {@link ScoringServer}. By default: the loopback address, twice as many threads as processors but at least 4, 256 waiting
 * requests, 4,096 connections, 10 seconds for a request to arrive, 30 seconds between two requests, 10 seconds to drain. Not thread-safe.
 */
public final class ScoringServerBuilder {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ScoringApi api;
    private String host = "";
    private int threads = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private int maxWaiting = 256;
    private int maxConnections = 4_096;
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration drainTimeout = Duration.ofSeconds(10);

    ScoringServerBuilder(ScoringApi api) {
        this.api = api;
    }

    /**
     * The address to listen on; the loopback address by default, which no other machine reaches.
     *
     * @param name for instance {@code 0.0.0.0} for all; give the API a {@link ScoringApiBuilder#bearerToken(String)} or protect the port
     *     otherwise
     * @return this builder
     */
    public ScoringServerBuilder host(String name) {
        host = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * How many requests are answered at once; twice as many as there are processors, at least 4, by default.
     *
     * @param count from 1
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public ScoringServerBuilder threads(int count) {
        threads = positive("threads", count);
        return this;
    }

    /**
     * How many requests may wait for a thread; further ones are answered with 503 and {@code Retry-After}. 256 by default.
     *
     * @param count from 1
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public ScoringServerBuilder maxWaiting(int count) {
        maxWaiting = positive("maxWaiting", count);
        return this;
    }

    /**
     * How many connections may be open; one more closes the one that has been without a complete request for longest. 4,096 by default.
     *
     * @param count from 1
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public ScoringServerBuilder maxConnections(int count) {
        maxConnections = positive("maxConnections", count);
        return this;
    }

    /**
     * How long a request may take to arrive from its first byte to its last, answered with 408 after that, and an answer to be taken. 10
     * seconds by default.
     *
     * @param time positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public ScoringServerBuilder requestTimeout(Duration time) {
        requestTimeout = positive("requestTimeout", time);
        return this;
    }

    /**
     * How long a connection may be open between two requests. 30 seconds by default.
     *
     * @param time positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public ScoringServerBuilder idleTimeout(Duration time) {
        idleTimeout = positive("idleTimeout", time);
        return this;
    }

    /**
     * How long {@link ScoringServer#close()} waits for requests that have started. 10 seconds by default.
     *
     * @param time positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public ScoringServerBuilder drainTimeout(Duration time) {
        drainTimeout = positive("drainTimeout", time);
        return this;
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }

    private static Duration positive(String name, Duration value) {
        if (Objects.requireNonNull(value, name).isNegative() || value.isZero() || value.toDays() > 365) {
            throw new IllegalArgumentException(name + " must be positive and at most a year: " + value);
        }
        return value;
    }

    /**
     * Opens the port and starts to answer.
     *
     * @param port the port; 0 takes any free one
     * @return the server
     * @throws IllegalArgumentException if the port is not 0 to 65535
     * @throws java.net.BindException if the port is taken or may not be used; the message names address and port
     * @throws IOException if the port cannot be opened for another reason
     */
    public ScoringServer start(int port) throws IOException {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        InetAddress address = host.isEmpty() ? InetAddress.getByAddress(LOOPBACK) : InetAddress.getByName(host);
        HttpSettings settings = new HttpSettings(
                api.limits().maxBodyBytes(), threads, maxWaiting, maxConnections, requestTimeout, idleTimeout);
        return ScoringServer.start(api, new InetSocketAddress(address, port), settings, drainTimeout);
    }
}
