package io.github.modelkeel.tracking.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The pauses between attempts, in the real units: no clock is needed. */
class BackoffTest {
    private final Backoff backoff = new Backoff(Backoff.Bounds.DEFAULT, new Random(7));

    private Duration failed() {
        return Duration.ofNanos(backoff.failedNanos(FailureAction.REPEAT, null, false));
    }

    @Test
    void theBoundDoublesFromHalfASecondToAMinuteAndStays() {
        double bound = 0.5;
        for (int i = 0; i < 1000; i++) {
            assertThat(failed().toNanos() / 1e9).isBetween(0.0, Math.min(60, bound));
            bound *= 2;
        }
    }

    @Test
    void thePauseIsAnywhereUnderTheBound() {
        for (int i = 0; i < 20; i++) {
            failed();
        }
        long[] pauses =
                new Random(1).longs(2000).map(i -> failed().toMillis()).sorted().toArray();
        assertThat(pauses[100]).isLessThan(6_000);
        assertThat(pauses[1000]).isBetween(25_000L, 35_000L);
        assertThat(pauses[1900]).isGreaterThan(54_000);
    }

    @Test
    void aServerMayAskForFiveMinutesAtMost() {
        assertThat(Duration.ofNanos(backoff.failedNanos(FailureAction.REPEAT, Duration.ofSeconds(2), false)))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Duration.ofNanos(backoff.failedNanos(FailureAction.REPEAT, Duration.ofSeconds(999_999_999), true)))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aServerThatAsksForNoPauseGetsTheUsualOne() {
        double expected = 0;
        for (int i = 0; i < 10; i++) {
            expected +=
                    backoff.failedNanos(FailureAction.REPEAT, i % 2 == 0 ? Duration.ZERO : Duration.ofDays(-1), false)
                            / 1e9;
        }
        assertThat(10 / expected).as("requests a second").isLessThan(1);
    }

    @Test
    void afterSuccessItStartsOver() {
        for (int i = 0; i < 20; i++) {
            failed();
        }
        backoff.succeeded();
        assertThat(failed()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void refusedCredentialsPauseFifteenToThirtySeconds() {
        for (int i = 0; i < 100; i++) {
            assertThat(Duration.ofNanos(backoff.failedNanos(FailureAction.PAUSE, null, false)))
                    .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        }
    }
}
