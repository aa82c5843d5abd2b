package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.serving.PredictorBuilder.Wiring;
import io.github.modelkeel.serving.history.LastKnownGood;
import io.github.modelkeel.serving.time.Backoff;
import io.github.modelkeel.serving.time.Scheduler;
import io.github.modelkeel.serving.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PollerTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Rig rig = new Rig();

    @Test
    void nothingThatACheckThrowsEndsThePolling() {
        LastKnownGood broken = new LastKnownGood() {
            @Override
            public Optional<Entry> read() {
                return Optional.empty();
            }

            @Override
            public void write(Entry entry) {
                if (entry.id().version() > 1) {
                    throw new StackOverflowError("as the test wants it");
                }
            }
        };
        Wiring normal = rig.wiring();
        Wiring wiring = new Wiring(
                normal.source(),
                normal.registry(),
                normal.cache(),
                broken,
                normal.failedInService(),
                normal.timeLimiter(),
                normal.scheduler(),
                normal.timeSource());
        try (Predictor house = rig.builder().load(wiring)) {
            rig.source.named = 2;
            rig.poll();
            rig.source.named = 1;
            rig.poll();
            assertThat(house.version()).isEqualTo(1);
        }
    }

    @Test
    void waitsAreShiftedByAtMostAFifth() {
        TimeSource random = new TimeSource(() -> 0, java.time.InstantSource.system(), new Random(7));
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 10_000; i++) {
            long wait = random.jittered(1_000_000);
            least = Math.min(least, wait);
            most = Math.max(most, wait);
        }
        assertThat(least).isBetween(800_000L, 805_000L);
        assertThat(most).isBetween(1_195_000L, 1_200_000L);
    }

    @Test
    void waitsDoubleUpToTheCapAndNeverOverflow() {
        Backoff backoff = Backoff.of(Duration.ofSeconds(1), Duration.ofSeconds(10));
        assertThat(backoff.nanos(0)).isEqualTo(1_000_000_000L);
        assertThat(backoff.nanos(3)).isEqualTo(8_000_000_000L);
        assertThat(backoff.nanos(4)).isEqualTo(10_000_000_000L);
        assertThat(backoff.nanos(Integer.MAX_VALUE)).isEqualTo(10_000_000_000L);
        Backoff rare = Backoff.of(Duration.ofDays(1), Duration.ofMinutes(2));
        assertThat(rare.nanos(9)).isEqualTo(Duration.ofDays(1).toNanos());
    }

    @Test
    void theAlarmRunsOnADaemonAndNotAfterItsEnd() throws Exception {
        var ran = new java.util.concurrent.CompletableFuture<Thread>();
        Scheduler scheduler = Scheduler.onThread("modelkeel-poll test");
        scheduler.after(0, () -> ran.complete(Thread.currentThread()));
        Thread thread = ran.get(5, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("modelkeel-poll test");
        scheduler.close();
        scheduler.after(0, () -> {
            throw new AssertionError("ran after close");
        });
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
