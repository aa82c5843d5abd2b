package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.fakeserver.FakeStore;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
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

    /** Oracle A, of one of several runs. */
    void assertOnServerExactlyOnce(FakeStore store, String run) {
        assertThat(store.runs())
                .filteredOn(stored -> stored.name().equals(run))
                .singleElement()
                .satisfies(stored -> assertThat(stored.points()).isEqualTo(accepted));
    }

    /**
     * Oracle B: 5 milliseconds at p99.9. On a machine that others keep busy the system takes the processor away for longer than that, so
     * the limit is ten times as high there.
     */
    void assertCallerNeverWaited() {
        long[] sorted = Arrays.copyOf(nanos, calls);
        Arrays.sort(sorted);
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        boolean busy = machine.getSystemLoadAverage() > machine.getAvailableProcessors();
        assertThat(Duration.ofNanos(sorted[(int) ((calls - 1) * 0.999)]))
                .as("p99.9 of %s calls", calls)
                .isLessThan(Duration.ofMillis(busy ? 50 : 5));
    }
}
