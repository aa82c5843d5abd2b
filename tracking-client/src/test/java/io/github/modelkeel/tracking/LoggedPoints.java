package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.fakeserver.FakeStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Logs points and keeps what was accepted and how long each call took: oracle A (what was accepted is on the server exactly once) and
 * oracle B (the caller never waits).
 */
final class LoggedPoints {
    private final Set<String> accepted = new LinkedHashSet<>();
    private long[] nanos = new long[1024];
    private int calls;

    /** Logs points with different values, so that each is a point of its own. */
    void log(Run run, String key, int count) {
        for (int i = 0; i < count; i++) {
            MetricPoint point = MetricPoint.now(key, calls + 0.5, calls);
            long start = System.nanoTime();
            run.logMetrics(java.util.List.of(point));
            took(System.nanoTime() - start);
            accepted.add(text(point));
        }
    }

    static String text(MetricPoint point) {
        return point.key() + "|" + point.timestampMillis() + "|" + point.step() + "|" + point.value();
    }

    private void took(long time) {
        if (calls == nanos.length) {
            nanos = Arrays.copyOf(nanos, calls * 2);
        }
        nanos[calls++] = time;
    }

    int count() {
        return accepted.size();
    }

    /** Oracle A. */
    void assertOnServerExactlyOnce(FakeStore store) {
        assertThat(store.run().points()).isEqualTo(accepted);
    }

    /** Oracle B, with room for two loaded cores in the longest call: a garbage collection is not the library's. */
    void assertCallerNeverWaited() {
        long[] sorted = Arrays.copyOf(nanos, calls);
        Arrays.sort(sorted);
        assertThat(Duration.ofNanos(sorted[(int) ((calls - 1) * 0.999)]))
                .as("p99.9 of %s calls", calls)
                .isLessThan(Duration.ofMillis(5));
    }
}
