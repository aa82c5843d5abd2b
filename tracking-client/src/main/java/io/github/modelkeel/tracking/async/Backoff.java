package io.github.modelkeel.tracking.async;

import io.github.modelkeel.client.internal.Jitter;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to try again: full jitter, a random pause up to a bound that doubles from half a second to a minute. A server's Retry-After
 * replaces it, up to five minutes. Used by one thread.
 */
public final class Backoff {
    /**
     * Bounds of the pauses.
     *
     * @param first the bound after one failure
     * @param longest the bound after many
     * @param longestAsked the longest pause that a server may ask for
     * @param refused the pause when credentials or the address are wrong
     * @param hurried the bound while a caller waits for the result
     */
    public record Bounds(Duration first, Duration longest, Duration longestAsked, Duration refused, Duration hurried) {
        public static final Bounds DEFAULT = new Bounds(
                Duration.ofMillis(500),
                Duration.ofSeconds(60),
                Duration.ofSeconds(300),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2));
    }

    private final Bounds bounds;
    private final RandomGenerator random;
    private int failures;

    Backoff(Bounds bounds, RandomGenerator random) {
        this.bounds = bounds;
        this.random = random;
    }

    int failures() {
        return failures;
    }

    void succeeded() {
        failures = 0;
    }

    /** The pause after one more failure. */
    long failedNanos(FailureAction failureAction, @Nullable Duration retryAfter, boolean hurried) {
        failures++;
        if (failureAction == FailureAction.PAUSE || failureAction == FailureAction.CONFIGURATION) {
            long most = (hurried ? min(bounds.refused(), bounds.hurried()) : bounds.refused()).toNanos();
            return most / 2 + random.nextLong(most / 2 + 1);
        }
        if (retryAfter != null && retryAfter.compareTo(bounds.first()) >= 0) {
            return min(retryAfter, bounds.longestAsked()).toNanos();
        }
        Duration longest = hurried ? min(bounds.longest(), bounds.hurried()) : bounds.longest();
        return Jitter.pause(failures, bounds.first().toNanos(), longest.toNanos(), random);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
