package io.github.modelkeel.servinghttp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The meters of requests, with the names of prometheus-fastapi-instrumentator: {@code http_requests_total} by handler, method and status
 * ({@code 2xx}), {@code http_request_duration_seconds} by handler and method, with buckets up to 0.1, 0.5 and 1 second. A handler is one of
 * the API's paths, with {@code {name}} in place of a model's name, or {@code none}: what strangers ask for does not become a meter. Safe for
 * use by multiple threads.
 */
final class RequestMeters {
    /** The handler of paths that the API does not have. */
    static final String NONE = "none";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

    private final MeterRegistry registry;
    private final Map<Handled, Counter> requests = new ConcurrentHashMap<>();
    private final Map<Handled, Timer> durations = new ConcurrentHashMap<>();

    /** What tags a meter; the status is empty for durations. */
    private record Handled(String handler, String method, String status) {}

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String handler, String method, int status, long nanos) {
        String known = METHODS.contains(method) ? method : "other";
        requests.computeIfAbsent(new Handled(handler, known, status / 100 + "xx"), this::counter)
                .increment();
        durations.computeIfAbsent(new Handled(handler, known, ""), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counter counter(Handled key) {
        return Counter.builder("http.requests")
                .description("Requests by path, method and class of status")
                .tags("handler", key.handler(), "method", key.method(), "status", key.status())
                .register(registry);
    }

    private Timer timer(Handled key) {
        return Timer.builder("http.request.duration")
                .description("Time from a complete request to its answer")
                .tags("handler", key.handler(), "method", key.method())
                .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1))
                .register(registry);
    }
}
