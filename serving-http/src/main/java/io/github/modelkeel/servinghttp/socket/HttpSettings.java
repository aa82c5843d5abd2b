package io.github.modelkeel.servinghttp.socket;

import java.time.Duration;

/**
 * What a server allows.
 *
 * @param maxBody the most bytes of a body
 * @param threads how many requests are answered at once
 * @param maxWaiting how many complete requests may wait for a thread
 * @param maxConnections how many connections may be open
 * @param requestTimeout how long a request may take to arrive, and an answer to be taken
 * @param idleTimeout how long a connection may be open between requests
 */
public record HttpSettings(
        int maxBody, int threads, int maxWaiting, int maxConnections, Duration requestTimeout, Duration idleTimeout) {}
