package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import io.github.modelkeel.serving.history.LastKnownGood.Entry;
import io.github.modelkeel.serving.time.TimeLimiter;
import io.github.modelkeel.serving.version.UnloadableModelException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class PredictorStartTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Rig rig = new Rig();

    @Test
    void itServesWhatTheAddressNames() {
        rig.source.named = 3;
        try (Predictor house = rig.load()) {
            Prediction answer = house.predict(ROW);
            assertThat(answer.value()).isEqualTo(priceOf(3));
            assertThat(answer.modelName()).isEqualTo("house");
            assertThat(answer.modelVersion()).isEqualTo(3);
            assertThat(house.version()).isEqualTo(3);
            assertThat(house.uri()).isEqualTo(Rig.URI);
            assertThat(house.signature()).isEqualTo(TestModels.house(3).signature());
            assertThat(house.status())
                    .isEqualTo(new PredictorStatus(
                            State.LIVE, Rig.URI, "house", 3, Duration.ZERO, null, null, 1, 0, 0, 0, 0));
            assertThat(house).hasToString("Predictor[models:/house@champion is house/3, LIVE]");
        }
    }

    @Test
    void itWritesDownWhatItServes() {
        rig.load().close();
        assertThat(rig.written).containsExactly(new Entry(FakeSource.id(1), rig.now()));
    }

    @Test
    void withoutTheRegistryItServesTheVersionThatWasConfirmedLast() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now().minusSeconds(3600));
        rig.source.onDisk.add(2);
        rig.source.down = true;
        try (Predictor house = rig.load()) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(2));
            assertThat(house.status().state()).isEqualTo(State.STALE);
            assertThat(house.status().staleness()).isEqualTo(Duration.ofHours(1));
            assertThat(house.status().problem()).isEqualTo("connection refused");
            rig.source.down = false;
            rig.source.named = 5;
            rig.poll();
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(5));
            assertThat(house.status().staleness()).isZero();
        }
    }

    @Test
    void whatWasServedLastIsLoadedWhileTheRegistryIsAsked() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        rig.source.named = 2;
        CountDownLatch reading = new CountDownLatch(1);
        rig.source.put(2, () -> {
            reading.countDown();
            return TestModels.house(2);
        });
        rig.source.whenAsked = () -> awaited(reading);
        try (Predictor house = rig.builder().load(rig.wiring(TimeLimiter.named("start")))) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(2));
            assertThat(house.predict(ROW).origin()).isEqualTo(Prediction.Origin.LIVE);
        }
        assertThat(rig.source.loads).hasValue(1);
    }

    @Test
    @Timeout(60)
    void aRegistryThatHangsDoesNotKeepAStartFromTheVersionOnDisk() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        CountDownLatch never = new CountDownLatch(1);
        rig.source.onDisk.add(2);
        rig.source.whenAsked = () -> awaitInterrupt(never);
        PredictorBuilder patient = rig.builder().registryTimeout(Duration.ofDays(1));
        try (Predictor house = patient.load(rig.wiring(TimeLimiter.named("start")))) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(2));
            assertThat(house.predict(ROW).origin()).isEqualTo(Prediction.Origin.LAST_KNOWN_GOOD);
            assertThat(house.status().state()).isEqualTo(State.STALE);
        }
    }

    @Test
    @Timeout(60)
    void whereTheVersionOnDiskCannotBeReadTheRegistryHasAllItsTime() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        rig.source.put(2, () -> {
            throw new UnloadableModelException("it is not signed");
        });
        rig.source.named = 3;
        rig.source.whenAsked = () -> slowly(Duration.ofSeconds(3));
        PredictorBuilder patient = rig.builder().registryTimeout(Duration.ofDays(1));
        try (Predictor house = patient.load(rig.wiring(TimeLimiter.named("start")))) {
            assertThat(house.version()).isEqualTo(3);
            assertThat(house.status().state()).isEqualTo(State.LIVE);
        }
    }

    @Test
    @Timeout(60)
    void aLateAnswerIsFollowedWhenItComes() {
        try (Predictor house = startedBeforeTheAnswer(rig.builder())) {
            assertThat(rig.waits.getLast()).isLessThan(Duration.ofSeconds(1).toNanos());
            rig.poll();
            assertThat(house.version()).isEqualTo(3);
            assertThat(house.status().state()).isEqualTo(State.LIVE);
            assertThat(rig.source.lookUps).hasValue(1);
            rig.source.named = 4;
            rig.poll();
            assertThat(house.version()).isEqualTo(4);
        }
    }

    @Test
    @Timeout(60)
    void aLateAnswerIsFollowedWithoutPollingToo() {
        try (Predictor house = startedBeforeTheAnswer(rig.builder().refreshEvery(Duration.ZERO))) {
            rig.poll();
            assertThat(house.version()).isEqualTo(3);
            assertThat(rig.pending).isNull();
        }
    }

    @Test
    @Timeout(60)
    void aRefreshDoesNotTakeTheLateAnswerForItsOwn() {
        try (Predictor house = startedBeforeTheAnswer(rig.builder())) {
            rig.source.named = 4;
            assertThat(house.refresh().result()).isEqualTo(Result.SWAPPED);
            assertThat(house.version()).isEqualTo(4);
            assertThat(rig.source.lookUps).hasValue(2);
        }
    }

    /** Version 2 answers, from disk; the answer to the question of the start has come, and is 3. */
    private Predictor startedBeforeTheAnswer(PredictorBuilder builder) {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        rig.source.onDisk.add(2);
        rig.source.named = 3;
        CountDownLatch started = new CountDownLatch(1);
        rig.source.whenAsked = () -> awaited(started);
        Predictor house = builder.registryTimeout(Duration.ofDays(1)).load(rig.wiring(TimeLimiter.named("start")));
        assertThat(house.version()).isEqualTo(2);
        assertThat(house.status().problem())
                .isEqualTo("the registry did not answer within 1.5 s; the version on disk answers meanwhile");
        started.countDown();
        return house;
    }

    @Test
    void withoutTheRegistryAVersionUnderQuarantineIsNotServed() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        rig.source.onDisk.add(2);
        rig.failedInService.add(FakeSource.id(2), "too many errors");
        rig.source.down = true;
        assertThatThrownBy(rig::load)
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("house/2")
                .hasMessageContaining("under quarantine")
                .hasMessageContaining("too many errors")
                .hasMessageContaining("connection refused");
        assertThat(rig.source.loads).hasValue(0);
    }

    private static void slowly(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailableException("IO_ERROR", 0, "interrupted", e);
        }
    }

    private static void awaitInterrupt(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailableException("IO_ERROR", 0, "interrupted", e);
        }
    }

    @Test
    void whereTheRegistryNamesAnotherVersionThatOneIsGivenUpBeforeTheOtherIsLoaded() throws InterruptedException {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        rig.source.named = 3;
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        rig.source.put(2, () -> {
            reading.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("not interrupted");
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new UnloadableModelException("interrupted", e);
            }
        });
        rig.source.put(3, () -> {
            awaited(interrupted); // two at once would take twice the memory
            return TestModels.house(3);
        });
        rig.source.whenAsked = () -> awaited(reading);
        try (Predictor house = rig.builder().load(rig.wiring(TimeLimiter.named("start")))) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(3));
        }
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatFailedInServiceIsNotLoadedAhead() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        rig.failedInService.add(FakeSource.id(2), "it failed");
        rig.source.named = 3;
        try (Predictor house = rig.load()) {
            assertThat(house.version()).isEqualTo(3);
        }
        assertThat(rig.source.loads).hasValue(1);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("what was to happen meanwhile did not");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anEntryFromTheFutureCountsAsNow() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now().plusSeconds(3600));
        rig.source.onDisk.add(2);
        rig.source.down = true;
        try (Predictor house = rig.load()) {
            assertThat(house.status().staleness()).isZero();
        }
    }

    @Test
    void withoutTheRegistryAndWithoutAVersionOnDiskItIsUnavailable() {
        rig.source.down = true;
        assertThatThrownBy(rig::load)
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining(Rig.URI)
                .hasMessageContaining("connection refused")
                .hasCauseInstanceOf(ServerUnavailableException.class);
        assertThat(rig.source.closings).hasValue(1);
        assertThat(rig.alarmClosed).isTrue();
    }

    @Test
    void withoutTheRegistryADamagedVersionOnDiskIsNotServed() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        rig.source.onDisk.add(2);
        rig.source.down = true;
        rig.source.put(2, () -> {
            throw new UnloadableModelException("model.json is not what was registered");
        });
        assertThatThrownBy(rig::load).isInstanceOf(ModelUnavailableException.class);
    }

    @Test
    void whatTheRegistryDoesNotKnowIsNotReplacedByTheVersionOnDisk() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        rig.source.onDisk.add(2);
        rig.source.named = 0;
        assertThatThrownBy(rig::load).isInstanceOf(ResourceNotFoundException.class);
        assertThat(rig.source.closings).hasValue(1);
    }

    @Test
    void aRefusedVersionGivesWayToTheOneOnDiskUntilItIsRepaired() {
        rig.onDisk = new Entry(FakeSource.id(2), rig.now());
        rig.source.onDisk.add(2);
        rig.source.named = 3;
        rig.source.put(3, () -> {
            throw new UnloadableModelException("expected rows differ");
        });
        try (Predictor house = rig.load()) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(2));
            assertThat(house.status().state()).isEqualTo(State.REJECTED);
            assertThat(house.status().rejectedVersion()).isEqualTo("house/3");
            assertThat(house.status().problem()).isEqualTo("expected rows differ");
            rig.source.put(3, () -> TestModels.house(3));
            assertThat(house.refresh().result()).isEqualTo(Result.SWAPPED);
            assertThat(house.status().rejectedVersion()).isNull();
        }
    }

    @Test
    void aRefusedVersionIsAnErrorWhenItIsTheOneOnDiskToo() {
        rig.onDisk = new Entry(FakeSource.id(1), rig.now());
        rig.source.onDisk.add(1);
        rig.source.put(1, () -> {
            throw new UnloadableModelException("expected rows differ");
        });
        assertThatThrownBy(rig::load)
                .isInstanceOf(ModelNotLoadableException.class)
                .hasMessage("models:/house@champion is house/1, which cannot be served: expected rows differ");
        assertThat(rig.source.loads).hasValue(1);
    }

    @Test
    void aDownloadThatTheRegistryDidNotFinishIsUnavailableAndNotRefused() {
        rig.source.put(1, () -> {
            throw new ServerUnavailableException("IO_ERROR", 0, "reset", null);
        });
        assertThatThrownBy(rig::load).isInstanceOf(ModelUnavailableException.class);
    }

    @Test
    void anErrorOfTheVirtualMachineInALoadIsReportedAsWhatItIs() {
        rig.source.put(1, () -> {
            throw new StackOverflowError("deep tree");
        });
        assertThatThrownBy(rig::load)
                .isInstanceOf(ModelNotLoadableException.class)
                .hasMessageContaining("StackOverflowError")
                .hasRootCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void theSameModelOfTwoPredictorsIsLoadedOnce() {
        rig.load().close();
        rig.load().close();
        assertThat(rig.source.loads).hasValue(1);
    }

    @Test
    void aFixedAddressIsNotPolledAndNeverStale() {
        rig.source.canMove = false;
        try (Predictor house = rig.load()) {
            assertThat(rig.pending).isNull();
            rig.pass(Duration.ofDays(1));
            assertThat(house.refresh()).isEqualTo(new RefreshOutcome(Result.UNCHANGED, "house", 1, null));
            assertThat(rig.source.cheapQuestions).hasValue(0);
            assertThat(house.status().staleness()).isZero();
        }
    }

    @Test
    void anIntervalOfZeroMeansNoPolling() {
        try (Predictor house = rig.builder().refreshEvery(Duration.ZERO).load(rig.wiring())) {
            assertThat(rig.pending).isNull();
            rig.source.named = 2;
            assertThat(house.refresh().result()).isEqualTo(Result.SWAPPED);
        }
    }

    @Test
    void aWrongSettingDiesWhereItIsWritten() {
        PredictorBuilder builder = rig.builder();
        assertThatThrownBy(() -> builder.refreshEvery(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("refreshEvery must not be negative: PT-1S");
        assertThatThrownBy(() -> builder.registryTimeout(Duration.ZERO))
                .hasMessage("registryTimeout must be positive: PT0S");
        assertThatThrownBy(() -> builder.loadTimeout(Duration.ZERO)).hasMessage("loadTimeout must be positive: PT0S");
        assertThatThrownBy(() -> builder.warmUp(-1)).hasMessage("warmUp must not be negative: -1");
    }

    /** A model that counts the predictions of its warm-up, and waits in them after the first. */
    private static ScoringModel slowToWarmUp(AtomicInteger predictions, CountDownLatch goOn) {
        ScoringModel house = TestModels.house(1);
        return (ScoringModel) Proxy.newProxyInstance(
                ScoringModel.class.getClassLoader(),
                new Class<?>[] {ScoringModel.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("predict") && predictions.incrementAndGet() > 1) {
                        goOn.await();
                    }
                    return method.invoke(house, arguments);
                });
    }

    @Test
    void theFirstVersionAnswersWhileItIsWarmedUp() {
        AtomicInteger predictions = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        rig.source.exampleRows = List.of(ROW);
        rig.source.put(1, () -> slowToWarmUp(predictions, goOn));
        try (Predictor house =
                Predictor.builder(Rig.URI).warmUp(500).load(rig.wiring(TimeLimiter.named("modelkeel-load test")))) {
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(predictions).hasValueLessThan(3);
            goOn.countDown();
            await().untilAsserted(() -> assertThat(predictions).hasValue(501));
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void aVersionThatTakesOverWasWarmedUp() {
        AtomicInteger predictions = new AtomicInteger();
        rig.source.put(2, () -> slowToWarmUp(predictions, new CountDownLatch(0)));
        try (Predictor house = Predictor.builder(Rig.URI).warmUp(500).load(rig.wiring())) {
            rig.source.exampleRows = List.of(ROW);
            rig.source.named = 2;
            rig.poll();
            assertThat(house.version()).isEqualTo(2);
            assertThat(predictions).hasValue(500);
        }
    }
}
