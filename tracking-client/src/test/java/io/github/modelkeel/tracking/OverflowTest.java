package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Row 20 of the fault matrix: the quota is full. */
class OverflowTest extends AsyncTest {
    private static final int POINTS = 30_000;

    private enum Overflow {
        BLOCK,
        DROP_OLDEST_METRICS,
        FAIL
    }

    private Tracker open(Overflow overflow) {
        return Tracker.builder("houses")
                .config(config())
                .async(settings(overflow)
                        .quotaBytes(512 << 10)
                        .queueBytes(128 << 10)
                        .segmentBytes(128 << 10)
                        .blockTimeout(overflow == Overflow.BLOCK ? Duration.ofNanos(100_000) : LONG)
                        .build())
                .open();
    }

    private AsyncLogging.Builder settings(Overflow overflow) {
        return switch (overflow) {
            case BLOCK -> settings().blockWhenFull();
            case DROP_OLDEST_METRICS -> settings().dropOldestMetricsWhenFull();
            case FAIL -> settings().failWhenFull();
        };
    }

    /** Logs more than the quota holds while the server is down, then lets it come up. */
    private FlushResult overflow(Overflow overflow) {
        server.down();
        Tracker tracker = open(overflow);
        Run run = tracker.startRun("first");
        int refused = 0;
        for (int i = 0; i < POINTS; i++) {
            try {
                if (i % 1000 == 0) {
                    run.logParam("p" + i, i);
                    run.setTag("t" + i, "x");
                }
                run.logMetric("loss", i + 0.5, i);
            } catch (IllegalStateException full) {
                refused++;
                if (refused > 100) {
                    break;
                }
            }
        }
        assertThat(refused > 0).as("only FAIL throws").isEqualTo(overflow == Overflow.FAIL);
        if (overflow != Overflow.FAIL) {
            run.finish();
        }
        assertBalanced(tracker);
        assertThat(tracker.counters().bytes()).as("the quota holds").isLessThan(1 << 20);
        server.up();
        tracker.flush(LONG);
        FlushResult result = tracker.close(LONG);
        assertBalanced(tracker);
        assertThat(result.pending()).isZero();
        assertThat(result.deadLettered()).isZero();
        return result;
    }

    private void assertAllButMetrics() {
        assertThat(store.run().params()).hasSize(POINTS / 1000);
        assertThat(store.run().tags()).containsKey("t29000");
        assertThat(store.run().statuses()).containsExactly("FINISHED");
    }

    @Test
    void theOldestMetricsAreDroppedAndCountedExactly() {
        FlushResult result = overflow(Overflow.DROP_OLDEST_METRICS);
        assertThat(result.dropped()).isPositive();
        assertThat(result.isComplete()).isFalse();
        assertThat(result.firstError()).contains("dropped");
        assertThat(store.run().points()).hasSize((int) (POINTS - result.dropped()));
        assertThat(store.run().points()).anyMatch(point -> point.endsWith("|29999|29999.5"));
        assertAllButMetrics();
    }

    @Test
    void callersWaitALittleAndNewMetricsAreDroppedAndCountedExactly() {
        FlushResult result = overflow(Overflow.BLOCK);
        assertThat(result.dropped()).isPositive();
        assertThat(store.run().points()).hasSize((int) (POINTS - result.dropped()));
        assertThat(store.run().points()).anyMatch(point -> point.endsWith("|0|0.5"));
        assertAllButMetrics();
    }

    @Test
    void callersGetAnErrorAndWhatWasAcceptedArrives() {
        FlushResult result = overflow(Overflow.FAIL);
        assertThat(result.delivered())
                .isEqualTo(store.run().points().size()
                        + store.run().params().size()
                        + store.run().tags().keySet().stream()
                                .filter(key -> key.startsWith("t"))
                                .count()
                        + 2);
    }
}
