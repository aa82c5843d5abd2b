package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.PredictorBuilder.Wiring;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import io.github.modelkeel.serving.time.Scheduler;
import io.github.modelkeel.serving.time.TimeLimiter;
import io.github.modelkeel.serving.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class PredictorConcurrencyTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private static final int THREADS = 4;

    private final Rig rig = new Rig();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    void whileTheAliasMovesAHundredTimesEachAnswerIsThatOfItsVersion() throws Exception {
        try (Predictor house = rig.builder().refreshEvery(Duration.ZERO).load(real())) {
            double[] expected = new double[102];
            for (int version = 1; version < expected.length; version++) {
                expected[version] = TestModels.priceOf(version);
            }
            List<Thread> callers = start(() -> check(house.predict(ROW), expected));
            callers.addAll(start(() -> checkBatch(house.predict(Rows.ofMaps(List.of(ROW, ROW, ROW))), expected)));
            for (int version = 2; version < expected.length; version++) {
                rig.source.named = version;
                assertThat(house.refresh().result()).isEqualTo(Result.SWAPPED);
                long before = answers.get();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> answers.get() > before + THREADS || !failures.isEmpty());
            }
            stop.set(true);
            join(callers);
            assertThat(failures).isEmpty();
            assertThat(house.status().swaps()).isEqualTo(100);
        }
    }

    @Test
    void pollingAndAskingAtTheSameTimeSwapOnce() throws Exception {
        try (Predictor house = rig.builder().refreshEvery(Duration.ofMillis(1)).load(real())) {
            List<Thread> callers = start(() -> house.refresh());
            for (int version = 2; version <= 20; version++) {
                rig.source.named = version;
                int next = version;
                await().until(() -> house.version() == next);
            }
            stop.set(true);
            join(callers);
            assertThat(failures).isEmpty();
            assertThat(house.status().swaps()).isEqualTo(19);
            assertThat(rig.source.loads).hasValue(20);
        }
    }

    @Test
    void closingAmongPredictionsAndSwapsLeavesOnlyAnswersAndRefusals() throws Exception {
        for (int round = 0; round < 200; round++) {
            stop.set(false);
            Predictor house = rig.builder().refreshEvery(Duration.ofNanos(1)).load(real());
            CountDownLatch going = new CountDownLatch(THREADS);
            AtomicBoolean closed = new AtomicBoolean();
            List<Thread> callers = start(() -> {
                going.countDown();
                boolean closedBefore = closed.get();
                try {
                    house.predict(ROW);
                    assertThat(closedBefore)
                            .as("answered after close() returned")
                            .isFalse();
                } catch (IllegalStateException e) {
                    stop.set(true);
                }
            });
            going.await();
            rig.source.named = 1 + round % 7;
            house.close();
            closed.set(true);
            join(callers);
            assertThat(failures).isEmpty();
        }
        await().untilAsserted(() -> assertThat(liveThreads()).isEmpty());
        assertThat(rig.source.closings).hasValue(200);
    }

    private void check(Prediction answer, double[] expected) {
        assertThat(Double.doubleToLongBits(answer.value()))
                .isEqualTo(Double.doubleToLongBits(expected[answer.modelVersion()]));
        answers.incrementAndGet();
    }

    private void checkBatch(List<Prediction> batch, double[] expected) {
        assertThat(batch).hasSize(3).containsOnly(batch.get(0));
        check(batch.get(0), expected);
    }

    private List<Thread> start(Runnable step) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                try {
                    while (!stop.get()) {
                        step.run();
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

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static List<String> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("concurrency-load") || name.equals("concurrency-poll"))
                .toList();
    }

    private Wiring real() {
        return new Wiring(
                rig.source,
                "registry",
                rig.cache,
                rig,
                rig.failedInService,
                TimeLimiter.named("concurrency-load"),
                Scheduler.onThread("concurrency-poll"),
                TimeSource.real());
    }
}
