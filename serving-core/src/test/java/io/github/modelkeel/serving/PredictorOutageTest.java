package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.modelkeel.serving.PredictorStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real registry that moves its alias, disappears, and comes back, while threads predict. */
@Timeout(600)
class PredictorOutageTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private static final String CHAMPION = "models:/house@champion";
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("modelkeel.outage.seconds", 3));
    private static final int THREADS = 4;

    private final Backend backend;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong answers = new AtomicLong();

    PredictorOutageTest(@TempDir Path directory) {
        backend = new Backend(directory);
        for (int version = 1; version <= 3; version++) {
            backend.publish(version);
        }
        backend.registry().setAlias("house", "champion", 1);
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void fourThreadsSeeNoFailureWhileTheAliasMovesAHundredTimes() throws Exception {
        try (Predictor house = load(Duration.ofMillis(5))) {
            List<Thread> callers = predictWith(house);
            for (int move = 1; move <= 100; move++) {
                int version = 1 + move % 3;
                backend.registry().setAlias("house", "champion", version);
                await().pollInterval(Duration.ofMillis(5)).until(() -> house.version() == version);
            }
            end(callers);
            assertThat(house.status().swaps()).isEqualTo(100);
            assertThat(house.status().failures()).isZero();
            System.out.printf("%,d predictions by %d threads during 100 swaps, none failed%n", answers.get(), THREADS);
        }
    }

    @Test
    void threadsSeeNoFailureWhileTheServerIsAway() throws Exception {
        try (Predictor house = load(Duration.ofMillis(100))) {
            List<Thread> callers = predictWith(house);
            backend.stop();
            await().until(() -> house.status().state() == State.STALE);
            Thread.sleep(OUTAGE.toMillis());
            PredictorStatus down = house.status();
            assertThat(down.staleness()).isGreaterThan(OUTAGE.minusMillis(1));
            assertThat(down.failures()).isPositive();
            assertThat(down.problem()).isNotBlank();

            backend.startAgain();
            await().atMost(OUTAGE.multipliedBy(2).plusSeconds(20))
                    .until(() -> house.status().state() == State.LIVE);
            backend.registry().setAlias("house", "champion", 2);
            await().until(() -> house.version() == 2);
            end(callers);
            System.out.printf(
                    "%,d predictions by %d threads around an outage of %s, none failed%n",
                    answers.get(), THREADS, OUTAGE);
        }
    }

    @Test
    void aNewProcessWithoutTheRegistryServesWhatWasLastConfirmedHere() {
        load(Duration.ZERO).close();
        backend.stop();
        long begin = System.nanoTime();
        try (Predictor house = Predictor.builder(CHAMPION).load(backend.freshProcess(CHAMPION))) {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(house.status().state()).isEqualTo(State.STALE);
            System.out.printf("start without the registry: %d ms%n", took.toMillis());
            backend.startAgain();
            backend.registry().setAlias("house", "champion", 3);
            assertThat(house.refresh().modelVersion()).isEqualTo(3);
        }
    }

    @Test
    void aNewProcessWithoutTheRegistryDoesNotServeFilesThatWereChanged() throws Exception {
        load(Duration.ZERO).close();
        backend.damage("cache", "model.json");
        backend.stop();
        assertThatThrownBy(() -> Predictor.builder(CHAMPION).load(backend.freshProcess(CHAMPION)))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining(CHAMPION);
    }

    @Test
    void anAddressThatWasNeverServedHereIsUnavailableWithoutTheRegistry() {
        load(Duration.ZERO).close();
        backend.stop();
        String other = "models:/house@challenger";
        assertThatThrownBy(() -> Predictor.builder(other).load(backend.freshProcess(other)))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining(other);
    }

    private Predictor load(Duration refreshEvery) {
        return Predictor.builder(CHAMPION)
                .config(backend.config())
                .refreshEvery(refreshEvery)
                .load();
    }

    private List<Thread> predictWith(Predictor house) {
        double[] expected = {0, priceOf(1), priceOf(2), priceOf(3)};
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                try {
                    while (!stop.get()) {
                        Prediction answer = house.predict(ROW);
                        if (Double.doubleToLongBits(answer.value())
                                != Double.doubleToLongBits(expected[answer.modelVersion()])) {
                            throw new AssertionError(answer + " is not what its version gives");
                        }
                        answers.incrementAndGet();
                        Thread.sleep(0, 100_000);
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void end(List<Thread> callers) throws InterruptedException {
        stop.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(failures).isEmpty();
        assertThat(answers.get()).isPositive();
    }
}
