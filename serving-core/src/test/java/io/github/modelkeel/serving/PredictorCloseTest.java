package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import io.github.modelkeel.serving.source.Closeables;
import io.github.modelkeel.serving.time.TimeLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class PredictorCloseTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Rig rig = new Rig();
    private final CountDownLatch loading = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void afterClosingNothingIsAnswered() {
        Predictor house = rig.load();
        house.close();
        String message = "the predictor of models:/house@champion is closed";
        assertThatThrownBy(() -> house.predict(ROW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> house.predict(Rows.ofMaps(List.of(ROW)))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(house::version).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(house::signature).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(house::refresh)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThat(house.status().state()).isEqualTo(State.CLOSED);
        assertThat(house.status().modelVersion()).isEqualTo(1);
        assertThat(house).hasToString("Predictor[models:/house@champion is house/1, CLOSED]");
    }

    @Test
    void closingTwiceClosesOnce() {
        Predictor house = rig.load();
        house.close();
        house.close();
        assertThat(rig.source.closings).hasValue(1);
        assertThat(rig.alarmClosed).isTrue();
    }

    @Test
    void aCheckThatComesTooLateDoesNothingAndPlansNoOther() {
        Predictor house = rig.load();
        Runnable check = Objects.requireNonNull(rig.pending);
        house.close();
        int planned = rig.waits.size();
        rig.source.named = 2;
        check.run();
        assertThat(rig.waits).hasSize(planned);
        assertThat(rig.source.cheapQuestions).hasValue(0);
    }

    @Test
    void closingAbandonsALoadThatIsUnderWay() throws Exception {
        Predictor house = rig.builder().load(rig.wiring(TimeLimiter.named("load")));
        blockLoadsOf(2);
        CompletableFuture<RefreshOutcome> refresh = CompletableFuture.supplyAsync(house::refresh);
        loading.await();
        house.close();
        assertThatThrownBy(() -> refresh.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(house.status().rejections()).isZero();
        assertThat(rig.cache.find("registry", FakeSource.id(2))).isNull();
    }

    @Test
    void predictionsContinueWhileAVersionLoads() throws Exception {
        try (Predictor house = rig.builder().load(rig.wiring(TimeLimiter.named("load")))) {
            blockLoadsOf(2);
            CompletableFuture<RefreshOutcome> refresh = CompletableFuture.supplyAsync(house::refresh);
            loading.await();
            assertThat(house.predict(ROW).modelVersion()).isEqualTo(1);
            assertThat(house.status().modelVersion()).isEqualTo(1);
            never.countDown();
            assertThat(refresh.get(30, TimeUnit.SECONDS).result()).isEqualTo(Result.SWAPPED);
            assertThat(house.predict(ROW).modelVersion()).isEqualTo(2);
        }
    }

    @Test
    void aLoadThatRunsOutOfTimeIsARefusal() throws Exception {
        try (Predictor house =
                rig.builder().loadTimeout(Duration.ofSeconds(2)).load(rig.wiring(TimeLimiter.named("load")))) {
            blockLoadsOf(2);
            RefreshOutcome outcome = house.refresh();
            assertThat(outcome.result()).isEqualTo(Result.REJECTED);
            assertThat(outcome.problem()).isEqualTo("loading house/2 took longer than PT2S");
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void loadsThatHeedNoInterruptAreNeverMoreThanTwo() {
        try (Predictor house =
                rig.builder().loadTimeout(Duration.ofSeconds(1)).load(rig.wiring(TimeLimiter.named("load")))) {
            AtomicBoolean end = new AtomicBoolean();
            rig.source.put(2, () -> {
                while (!end.get()) {
                    Thread.onSpinWait();
                }
                return TestModels.house(2);
            });
            rig.source.named = 2;
            house.refresh();
            house.refresh();
            RefreshOutcome third = house.refresh();
            end.set(true);
            assertThat(third.result()).isEqualTo(Result.FAILED);
            assertThat(third.problem()).contains("an earlier attempt that ran out of time has not ended yet");
            assertThat(rig.source.loads).hasValueLessThanOrEqualTo(3);
        }
    }

    @Test
    void stepsThatFollowEachOtherAtOnceAreNeverTakenForStuckOnes() {
        try (TimeLimiter timeLimiter = TimeLimiter.named("load")) {
            for (int i = 0; i < 20_000; i++) {
                int step = i;
                assertThat(timeLimiter.call("a step", Duration.ofSeconds(20), () -> step))
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void anInterruptOfTheCallerEndsItsCheckAndKeepsTheFlag() throws Exception {
        try (Predictor house = rig.builder().load(rig.wiring(TimeLimiter.named("load")))) {
            blockLoadsOf(2);
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CompletableFuture<RefreshOutcome> outcome = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                outcome.complete(house.refresh());
                flag.complete(Thread.currentThread().isInterrupted());
            });
            caller.start();
            loading.await();
            caller.interrupt();
            assertThat(outcome.get(30, TimeUnit.SECONDS).result()).isEqualTo(Result.FAILED);
            assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(house.status().rejections()).isZero();
        }
    }

    @Test
    void whatAFailingPartThrowsKeepsNoOtherFromBeingClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        Closeables.all(List.of(
                () -> {
                    throw new IllegalStateException("a broken part, as the test wants it");
                },
                () -> closed.set(true)));
        assertThat(closed).isTrue();
    }

    private void blockLoadsOf(int version) {
        rig.source.put(version, () -> {
            loading.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException("interrupted", e);
            }
            return TestModels.house(version);
        });
        rig.source.named = version;
    }
}
