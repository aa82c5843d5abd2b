package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.fakeserver.Fault;
import io.github.modelkeel.fakeserver.Fault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of the fault matrix that are about the server and the network, with two oracles: what was accepted is on the server exactly
 * once, and the caller never waited.
 */
class FaultMatrixTest extends AsyncTest {
    private final LoggedPoints points = new LoggedPoints();

    private void assertNothingLost(Tracker tracker) {
        assertComplete(tracker.flush(LONG));
        assertBalanced(tracker);
        assertThat(tracker.counters().pending()).isZero();
        points.assertOnServerExactlyOnce(store);
        points.assertCallerNeverWaited();
    }

    @Test
    void row1TheServerIsDownAtTheStartAndComesUp() throws InterruptedException {
        server.down();
        try (Tracker tracker = open()) {
            Run run = tracker.startRun("first");
            points.log(run, "loss", 5000);
            FlushResult early = tracker.flush(Duration.ofMillis(full() ? 30_000 : 300));
            assertThat(early.isComplete()).isFalse();
            assertThat(early.pending()).isEqualTo(5001);
            assertThat(early.firstError()).contains("Failed to connect");
            assertBalanced(tracker);
            server.up();
            assertNothingLost(tracker);
            assertThat(run.id()).isEqualTo(store.run().id());
        }
    }

    @Test
    void row2TheServerDiesAndComesBackTwentyTimes() throws InterruptedException {
        Random random = new Random(SEED);
        try (Tracker tracker = open()) {
            Run run = tracker.startRun("first");
            for (int death = 0; death < 20; death++) {
                points.log(run, "loss", random.nextInt(3000));
                tracker.flush(Duration.ofMillis(random.nextInt(20)));
                server.down();
                points.log(run, "loss", random.nextInt(1000));
                tracker.flush(Duration.ofMillis(random.nextInt(20)));
                server.up();
            }
            assertNothingLost(tracker);
        }
    }

    @Test
    void row3TheServerIsDownForTheWholeJobAndRecoverDelivers() {
        server.down();
        Duration patience = Duration.ofMillis(full() ? 10_000 : 1000);
        Tracker tracker = open();
        Run run = tracker.startRun("first");
        points.log(run, "loss", 3000);
        long start = System.nanoTime();
        FlushResult result = tracker.close(patience);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(patience.plusSeconds(10));
        assertThat(result.isComplete()).isFalse();
        assertThat(result.pending()).isEqualTo(3002); // the run's start and its end besides
        assertThat(result.spooled()).isEqualTo(3002);
        assertThat(tracker.close(LONG)).isEqualTo(result);
        assertBalanced(tracker);

        server.up();
        FlushResult recovered =
                Spool.recover(config(), directory, LONG, settings().build());
        assertComplete(recovered);
        assertThat(recovered.delivered()).isEqualTo(3002);
        points.assertOnServerExactlyOnce(store);
        points.assertCallerNeverWaited();
        assertThat(store.run().statuses()).containsExactly("FAILED");
        assertThat(Spool.recover(config(), directory, LONG, settings().build())).isEqualTo(FlushResult.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "Fri, 21 Nov 2036 09:00:00 GMT", "-1", "99999999999", "soon"})
    void row4RetryAfterIsFollowedWithinLimitsAndSurvived(String retryAfter) {
        AtomicInteger status = new AtomicInteger(429);
        server.script((number, path) -> number <= 6 ? Fault.status(status.getAndSet(503), retryAfter) : Fault.NONE);
        try (Tracker tracker = open()) {
            points.log(tracker.startRun("first"), "loss", 100);
            assertNothingLost(tracker);
            assertThat(tracker.counters().retried()).isEqualTo(6);
        }
        boolean followed = !List.of("0", "-1", "soon").contains(retryAfter);
        for (int i = 1; i < 7 && followed; i++) {
            assertThat(server.seen().get(i).nanoTime()
                            - server.seen().get(i - 1).nanoTime())
                    .as("the pause, which these tests cut to 300 ms where it is five minutes")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(290).toNanos());
        }
    }

    @Test
    void row5HalfOfTheRequestsFail() {
        Random random = new Random(SEED);
        int[] statuses = {500, 502, 504};
        server.script((number, path) ->
                random.nextBoolean() ? Fault.status(statuses[random.nextInt(statuses.length)]) : Fault.NONE);
        try (Tracker tracker = open()) {
            Run run = tracker.startRun("first");
            for (int i = 0; i < 50; i++) {
                points.log(run, "loss", 200);
                tracker.flush(Duration.ofMillis(full() ? 6000 : 20));
            }
            assertNothingLost(tracker);
            // a failed attempt is followed by one pause and one attempt: no more requests than failures and batches
            // together
            assertThat(server.requests()).isLessThanOrEqualTo(tracker.counters().retried() + 50 + 10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 302, 308})
    void row6RefusedCredentialsAndRedirectsKeepEverything(int status) {
        server.script((number, path) -> Fault.status(status));
        try (Tracker tracker = open()) {
            points.log(tracker.startRun("first"), "loss", 1500);
            FlushResult refused = tracker.flush(Duration.ofMillis(400));
            assertThat(refused.pending()).isEqualTo(1501);
            assertThat(refused.deadLettered()).isZero();
            assertThat(refused.firstError()).contains("HTTP " + status);
            assertThat(server.requests()).as("no hot loop").isBetween(2L, 30L);
            assertBalanced(tracker);
            server.script((number, path) -> Fault.NONE);
            assertNothingLost(tracker);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500, 617, 998, 999})
    void row7OnePoisonousPointAmongAThousandIsFoundAndTheOthersArrive(int place) {
        Tracker tracker = Tracker.builder("houses")
                .config(config())
                .async(settings().linger(Duration.ofSeconds(5)).build())
                .open();
        Run run = tracker.startRun("first");
        points.log(run, "loss", place);
        run.logMetric("poison", 1);
        points.log(run, "loss", 999 - place);
        FlushResult result = tracker.close(LONG);

        assertThat(result.deadLettered()).isEqualTo(1);
        assertThat(result.pending()).isZero();
        assertThat(result.isComplete()).isFalse();
        assertThat(result.firstError()).contains("INVALID_PARAMETER_VALUE").contains("poison");
        points.assertOnServerExactlyOnce(store);
        assertBalanced(tracker);
        long refused = server.seen("runs/log-batch").stream()
                .filter(request -> request.status() == 400)
                .count();
        assertThat(refused).isLessThanOrEqualTo(11);
        assertThat(server.seen("runs/log-batch").size())
                .as("the first one, eleven to find it, one for what is behind it")
                .isLessThanOrEqualTo(13);
        assertThat(Spool.deadLetters(directory)).singleElement().satisfies(letter -> {
            assertThat(letter.record()).contains("metric poison = 1.0 at step 0");
            assertThat(letter.reason()).contains("invalid key poison");
        });
    }

    @Test
    void row7AParameterWithAnotherValueIsRefusedAloneAndMetricsAreUntouched() {
        Tracker tracker = open();
        Run run = tracker.startRun("first");
        run.logParam("depth", 3);
        run.logParam("width", 4);
        run.logParam("depth", 3);
        run.logParam("depth", 5);
        run.logParam("height", 6);
        points.log(run, "loss", 10);
        FlushResult result = tracker.close(LONG);
        assertThat(result.deadLettered()).isEqualTo(1);
        assertThat(store.run().params())
                .containsOnlyKeys("depth", "width", "height")
                .containsEntry("depth", "3");
        points.assertOnServerExactlyOnce(store);
        assertBalanced(tracker);
    }

    @Test
    void aRunThatIsDeletedMeanwhileEndsInTheDeadLettersAtOnce() {
        Tracker tracker = open();
        Run run = tracker.startRun("first");
        run.id();
        store.run().deleted(true);
        points.log(run, "loss", 200);
        FlushResult result = tracker.close(LONG);
        assertThat(result.deadLettered()).isEqualTo(201);
        assertThat(result.firstError()).contains("RUN_DELETED");
        assertThat(server.seen("runs/log-batch")).hasSize(1);
        assertThat(Spool.deadLetters(directory)).hasSize(201);
        assertBalanced(tracker);
    }

    @Test
    void runsOfADeletedExperimentEndInTheDeadLettersAtOnce() {
        store.deleteExperiment("houses");
        Tracker tracker = open();
        points.log(tracker.startRun("first"), "loss", 10);
        FlushResult result = tracker.close(LONG);
        assertThat(result.deadLettered()).isEqualTo(12);
        assertThat(result.firstError()).contains("EXPERIMENT_DELETED");
        assertThat(store.runs()).isEmpty();
        assertBalanced(tracker);
    }

    @Test
    void row8TooLargeRequestsAreSplitAndWhatIsTooLargeAloneIsRefused() {
        Tracker tracker = open();
        Run run = tracker.startRun("first");
        run.id();
        server.script((number, path) -> Fault.NONE);
        server.limitBody(2000);
        run.setTag("large", "x".repeat(3000));
        points.log(run, "loss", 300);
        FlushResult result = tracker.close(LONG);
        assertThat(result.deadLettered()).isEqualTo(1);
        assertThat(result.firstError()).contains("HTTP 413");
        points.assertOnServerExactlyOnce(store);
        assertBalanced(tracker);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SLOW_HEADERS", "SLOW_BODY"})
    void row9AServerThatSendsAByteAtATimeIsAbandonedAfterTheRequestTimeout(Kind kind) {
        ClientConfig hasty =
                config().newBuilder().requestTimeout(Duration.ofMillis(250)).build();
        server.script((number, path) -> number % 3 == 1 ? Fault.of(kind) : Fault.NONE);
        try (Tracker tracker = Tracker.builder("houses")
                .config(hasty)
                .async(settings().build())
                .open()) {
            points.log(tracker.startRun("first"), "loss", 4000);
            assertNothingLost(tracker);
            assertThat(tracker.counters().retried()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {
                "RESET_BEFORE",
                "RESET_AFTER_COMMIT",
                "RESET_MID_RESPONSE",
                "TRUNCATED",
                "CUT_WITHOUT_LENGTH",
                "HTML",
                "MALFORMED",
                "HUGE",
                "DEEP",
                "GZIP_BOMB"
            })
    void rows10To12EveryBrokenAnswerIsSurvived(Kind kind) {
        Random random = new Random(SEED);
        server.script((number, path) -> number == 1 || random.nextInt(3) == 0 ? Fault.of(kind) : Fault.NONE);
        try (Tracker tracker = open()) {
            points.log(tracker.startRun("first"), "loss", 2500);
            assertNothingLost(tracker);
            assertThat(tracker.counters().retried()).isPositive();
            assertThat(tracker.counters().deadLettered()).isZero();
        }
    }

    @Test
    void row10ARunIsCreatedOnceWhateverBreaks() {
        Random random = new Random(SEED);
        Kind[] kinds = {Kind.RESET_BEFORE, Kind.RESET_AFTER_COMMIT, Kind.RESET_MID_RESPONSE, Kind.NONE, Kind.NONE};
        int trials = Repetitions.of(40, 100, 1000);
        server.script((number, path) -> Fault.of(kinds[random.nextInt(kinds.length)]));
        try (Tracker tracker = open()) {
            for (int trial = 0; trial < trials; trial++) {
                tracker.startRun("run " + trial).finish();
            }
            assertComplete(tracker.flush(LONG.multipliedBy(4)));
            assertBalanced(tracker);
        }
        assertThat(store.runs()).hasSize(trials);
        assertThat(store.runs().stream().map(run -> run.name()).distinct()).hasSize(trials);
    }
}
