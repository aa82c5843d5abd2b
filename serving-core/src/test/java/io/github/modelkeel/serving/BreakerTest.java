package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.serving.guard.Breaker;
import io.github.modelkeel.serving.guard.Breaker.Change;
import io.github.modelkeel.serving.guard.Breaker.Period;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
    /** A clock that a test moves. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static void sameAsResilience4j(Random random) {
        int window = 1 + random.nextInt(30);
        int minimum = 1 + random.nextInt(window);
        int percent = 1 + random.nextInt(100);
        HandClock clock = new HandClock();
        CircuitBreaker oracle = CircuitBreaker.of(
                "oracle",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(window)
                        .minimumNumberOfCalls(minimum)
                        .failureRateThreshold(percent)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .clock(clock)
                        .build());
        Breaker ours = Guard.standard()
                .window(window)
                .minimum(minimum)
                .failureRate(percent / 100.0)
                .newBreaker(() -> Duration.between(Instant.EPOCH, clock.now).toNanos());
        double badness = random.nextDouble();
        Deque<Period> underWay = new ArrayDeque<>();
        for (int step = 0; step < 120; step++) {
            clock.now = clock.now.plusNanos(random.nextInt(100) == 0 ? 31_000_000_001L : 1_000_003L);
            boolean permitted = oracle.tryAcquirePermission();
            Period permit = ours.acquire();
            assertThat(permit != null).as("permitted at step %s", step).isEqualTo(permitted);
            if (permit != null) {
                underWay.add(permit);
            }
            // mostly one call after another, sometimes a few at a time
            while (!underWay.isEmpty() && (underWay.size() > 3 || random.nextInt(10) != 0)) {
                end(oracle, ours, underWay.remove(), random, badness);
            }
            assertThat(ours.state().name())
                    .as("state at step %s of window %s, minimum %s, %s %%", step, window, minimum, percent)
                    .isEqualTo(oracle.getState().name());
        }
    }

    private static void end(CircuitBreaker oracle, Breaker ours, Period permit, Random random, double badness) {
        // resilience4j counts the result of a call that began in another period; ours does not
        boolean stale = permit.state() != ours.state();
        double end = random.nextDouble();
        if (stale) {
            return;
        }
        if (end < 0.05) {
            oracle.releasePermission();
            ours.ignored(permit);
        } else if (end < 0.05 + badness) {
            oracle.onError(1, TimeUnit.NANOSECONDS, new IllegalStateException());
            ours.failed(permit);
        } else {
            oracle.onSuccess(1, TimeUnit.NANOSECONDS);
            ours.succeeded(permit);
        }
    }

    @Test
    void tenThousandRandomSequencesLeadToTheStatesOfResilience4j() {
        for (int seed = 0; seed < 10_000; seed++) {
            sameAsResilience4j(new Random(seed));
        }
    }

    @Test
    void aResultCountsOnlyInThePeriodOfItsCall() {
        long[] now = {0};
        Breaker breaker = Guard.standard().window(2).minimum(2).newBreaker(() -> now[0]);
        Period early = permit(breaker);
        assertThat(breaker.failed(permit(breaker))).isEqualTo(Change.NONE);
        assertThat(breaker.failed(permit(breaker))).isEqualTo(Change.OPENED);
        assertThat(breaker.acquire()).isNull();

        now[0] += Duration.ofSeconds(30).toNanos();
        Period probe = permit(breaker);
        assertThat(breaker.acquire()).as("one probe at a time").isNull();
        assertThat(breaker.succeeded(early)).as("a call from before").isEqualTo(Change.NONE);
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        breaker.ignored(probe);
        assertThat(breaker.succeeded(permit(breaker))).isEqualTo(Change.CLOSED);
        assertThat(breaker.failed(early)).isEqualTo(Change.NONE);
        assertThat(breaker.failed(permit(breaker)))
                .as("it counts from the beginning")
                .isEqualTo(Change.NONE);
    }

    private static Period permit(Breaker breaker) {
        return Objects.requireNonNull(breaker.acquire(), "refused");
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.1", "1.01", "NaN"})
    void aFailureRateIsAShare(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Guard.standard().failureRate(rate))
                .withMessageContaining("failureRate");
    }

    @Test
    void theMinimumFitsTheWindow() {
        assertThat(Guard.standard().window(7))
                .hasToString(
                        "Guard[failureRate=0.5, window=7, minimum=7, probation=1000 calls or PT10M, halfOpenAfter=PT30S, slowerThan=none]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Guard.standard().window(7).minimum(8))
                .withMessage("minimum (8) must be at most the window (7); choose the window first, then the minimum");
        assertThatIllegalArgumentException().isThrownBy(() -> Guard.standard().window(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Guard.standard().probation(0, Duration.ofMinutes(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Guard.standard().slowerThan(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Guard.standard().halfOpenAfter(Duration.ofSeconds(-1)));
    }
}
