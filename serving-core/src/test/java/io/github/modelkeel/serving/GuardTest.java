package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.Prediction.Origin;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.history.QuarantineStore;
import io.github.modelkeel.serving.time.Scheduler;
import io.github.modelkeel.serving.time.SerialTasks;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.LoadedVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A version that loads well and fails later. */
class GuardTest {
    private static final Map<String, Object> GOOD_ROW = Map.of("sqft", 1, "bedrooms", 3);
    private static final Map<String, Object> BAD_ROW = Map.of("sqft", 1500, "bedrooms", 3);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Rig rig = new Rig();
    private final List<PredictorEvent> events = new ArrayList<>();

    /** Gives infinity for {@link #BAD_ROW}. */
    private static ScoringModel overflowing() {
        return TestModels.of(new double[] {1e306, 1}, 0, Column.number("sqft"), Column.number("bedrooms"));
    }

    private PredictorBuilder guarded() {
        rig.source.put(1, () -> TestModels.house(1));
        rig.source.put(2, GuardTest::overflowing);
        rig.source.put(3, () -> TestModels.house(3));
        return rig.builder().guard(Guard.standard()).listener(events::add);
    }

    private Predictor load(PredictorBuilder builder) {
        return builder.load(rig.wiring());
    }

    /** Bad for three rows of five. */
    private static Map<String, Object> row(int call) {
        return new Random(call).nextInt(5) < 3 ? BAD_ROW : GOOD_ROW;
    }

    private static List<Integer> failures(Predictor predictor, int calls) {
        List<Integer> failed = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            try {
                assertThat(predictor.predict(row(call)).value()).isFinite();
            } catch (InvalidInputException e) {
                failed.add(call);
            }
        }
        return failed;
    }

    @Test
    void aVersionThatFailsOnProbationGivesTheServiceBack() {
        try (Predictor predictor = load(guarded())) {
            rig.source.named = 2;
            rig.poll();
            assertThat(predictor.version()).isEqualTo(2);
            assertThat(rig.onDisk).extracting(entry -> entry.id().version()).isEqualTo(1);

            List<Integer> failed = failures(predictor, 1000);

            assertThat(failed)
                    .as("no caller sees a failure once the guard has opened")
                    .allMatch(call -> call < 40);
            Prediction after = predictor.predict(BAD_ROW);
            assertThat(after.modelVersion()).isEqualTo(1);
            assertThat(after.value()).isEqualTo(TestModels.house(1).predict(BAD_ROW));
            assertThat(after.origin()).isEqualTo(Origin.ROLLED_BACK);
            assertThat(after.digest()).contains("digest1");
            assertThat(predictor.status().state()).isEqualTo(State.REJECTED);
            assertThat(predictor.status().rejectedVersion()).isEqualTo("house/2");
            assertThat(predictor.status().problem())
                    .contains("failed in service")
                    .contains("no finite prediction");
            assertThat(events).hasSize(2).first().isEqualTo(new PredictorEvent.Swapped(Rig.URI, "house/1", "house/2"));
            assertThat(events.get(1)).isInstanceOfSatisfying(PredictorEvent.RolledBack.class, back -> {
                assertThat(back.from()).isEqualTo("house/2");
                assertThat(back.to()).isEqualTo("house/1");
            });

            int loads = rig.source.loads.get();
            rig.poll();
            predictor.refresh();
            assertThat(rig.source.loads.get()).as("it is not loaded again").isEqualTo(loads);
            assertThat(predictor.version()).isEqualTo(1);

            assertThat(predictor.release()).isTrue();
            assertThat(predictor.release()).isFalse();
            assertThat(predictor.refresh().result()).isEqualTo(RefreshOutcome.Result.SWAPPED);
            assertThat(predictor.version()).isEqualTo(2);
        }
        assertThat(events.get(events.size() - 1)).isEqualTo(new PredictorEvent.Closed(Rig.URI));
    }

    @Test
    void soDoesAVersionThatGivesNoNumber() {
        PredictorBuilder builder = guarded();
        Map<String, Object> infinityMinusInfinity = Map.of("sqft", 1500, "bedrooms", 1500);
        rig.source.put(
                2,
                () -> TestModels.of(new double[] {1e306, -1e306}, 0, Column.number("sqft"), Column.number("bedrooms")));
        try (Predictor predictor = load(builder)) {
            rig.source.named = 2;
            rig.poll();
            assertThat(predictor.version()).isEqualTo(2);
            assertThat(IntStream.range(0, 200)
                            .filter(call -> fails(predictor, infinityMinusInfinity))
                            .count())
                    .as("the twentieth call is answered by the version before")
                    .isEqualTo(19);
            assertThat(predictor.predict(infinityMinusInfinity).modelVersion()).isEqualTo(1);
        }
    }

    @Test
    void aRestartServesTheVersionBefore(@TempDir Path cache) throws IOException {
        rig.failedInService = new QuarantineStore(cache, "registry", Rig.URI);
        try (Predictor predictor = load(guarded())) {
            rig.source.named = 2;
            rig.poll();
            failures(predictor, 100);
        }
        Rig restarted = new Rig();
        restarted.onDisk = rig.onDisk;
        restarted.source.named = 2;
        restarted.source.put(1, () -> TestModels.house(1));
        restarted.source.put(2, () -> {
            throw new AssertionError("it is under quarantine");
        });
        restarted.source.put(3, () -> TestModels.house(3));
        restarted.source.onDisk.add(1);
        restarted.failedInService = new QuarantineStore(cache, "registry", Rig.URI);
        try (Predictor predictor = restarted.builder().guard(Guard.standard()).load(restarted.wiring())) {
            assertThat(predictor.predict(BAD_ROW).modelVersion()).isEqualTo(1);
            assertThat(predictor.predict(BAD_ROW).origin()).isEqualTo(Origin.ROLLED_BACK);
            assertThat(predictor.status().problem()).contains("quarantine release");
            restarted.poll();
            assertThat(predictor.version()).isEqualTo(1);

            restarted.source.named = 3;
            restarted.poll();
            assertThat(predictor.predict(BAD_ROW).modelVersion()).isEqualTo(3);
            assertThat(predictor.predict(BAD_ROW).origin()).isEqualTo(Origin.LIVE);
            try (var files = Files.list(cache.resolve("quarantine"))) {
                assertThat(files).as("the alias names another version").isEmpty();
            }
        }
    }

    @Test
    void whatHappenedJustBeforeTheEndIsWrittenDownAndTold(@TempDir Path cache) throws IOException {
        rig.failedInService = new QuarantineStore(cache, "registry", Rig.URI);
        List<String> rolledBack = new ArrayList<>();
        PredictorBuilder builder = guarded()
                .listener(events::add)
                .onRollback((name, alias, version) -> rolledBack.add(name + "@" + alias + " " + version));
        try (Predictor predictor = load(builder)) {
            rig.source.named = 2;
            rig.poll();
            events.clear();
            rig.threadIsBusy = true;
            failures(predictor, 100);
            assertThat(events).isEmpty();
        }
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOf(PredictorEvent.RolledBack.class);
        assertThat(events.get(1)).isInstanceOf(PredictorEvent.Closed.class);
        assertThat(rolledBack).containsExactly("house@champion 2");
        try (var files = Files.list(cache.resolve("quarantine"))) {
            assertThat(files).as("a restart serves the version before").hasSize(1);
        }
    }

    @Test
    void aFallbackSparesTheCallerEveryFailure() {
        try (Predictor predictor = load(guarded().fallback(Fallback.value(250_000)))) {
            rig.source.named = 2;
            rig.poll();
            assertThat(failures(predictor, 10)).isEmpty();
            Prediction instead = predictor.predict(BAD_ROW);
            assertThat(instead.origin()).isEqualTo(Origin.FALLBACK);
            assertThat(instead.value()).isEqualTo(250_000);
            assertThat(instead.output().value()).isEqualTo(250_000);
            assertThat(instead.modelVersion()).isEqualTo(2);
            assertThat(predictor.predictOne(Rows.of(BAD_ROW)).value()).isEqualTo(250_000);
            assertThat(predictor.predict(Rows.ofMaps(List.of(BAD_ROW, GOOD_ROW))))
                    .extracting(Prediction::value)
                    .containsExactly(250_000.0, 250_000.0);
            assertThat(predictor.predictValues(Rows.ofMaps(List.of(BAD_ROW, BAD_ROW, GOOD_ROW))))
                    .containsExactly(250_000.0, 250_000.0, 250_000.0);
        }
    }

    private static double bedrooms(Map<String, ?> row) {
        return ((Number) Objects.requireNonNull(row.get("bedrooms"))).doubleValue();
    }

    /** A row of the model. */
    record House(double sqft, double bedrooms) {}

    @Test
    void aFallbackComputesOfTheRowOrAsksAnotherPredictor() {
        try (Predictor computing = load(guarded().fallback(Fallback.compute(row -> 1 + bedrooms(row))))) {
            rig.source.named = 2;
            rig.poll();
            assertThat(computing.predict(BAD_ROW).value()).isEqualTo(4);
            assertThat(computing.predict(new House(1500, 2)).value()).isEqualTo(3);
            assertThatThrownBy(() -> computing.predictOne(Rows.of(BAD_ROW)))
                    .isInstanceOf(InvalidInputException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("Fallback.to"));
        }
        Rig simple = new Rig();
        simple.source.put(1, () -> TestModels.house(9));
        try (Predictor other = simple.load();
                Predictor predictor = load(guarded().fallback(Fallback.to(other)))) {
            rig.source.named = 2;
            assertThat(predictor.version()).isEqualTo(2);
            assertThat(predictor.predict(BAD_ROW).value())
                    .isEqualTo(TestModels.house(9).predict(BAD_ROW));
            assertThat(predictor.predict(Rows.ofMaps(List.of(BAD_ROW))).get(0).origin())
                    .isEqualTo(Origin.FALLBACK);
        }
    }

    @Test
    void withoutAVersionBeforeCallsAreRefusedUntilOneSucceeds() {
        rig.source.named = 2;
        try (Predictor predictor = load(guarded())) {
            assertThat(IntStream.range(0, 20)
                            .filter(call -> fails(predictor, BAD_ROW))
                            .count())
                    .isEqualTo(20);
            assertThatThrownBy(() -> predictor.predict(GOOD_ROW))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("house/2 failed too often")
                    .hasMessageContaining("no finite prediction");
            assertThat(predictor.version()).isEqualTo(2);

            rig.pass(Duration.ofSeconds(30));
            assertThatThrownBy(() -> predictor.predict(BAD_ROW)).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> predictor.predict(GOOD_ROW)).isInstanceOf(ModelUnavailableException.class);
            rig.pass(Duration.ofSeconds(30));
            assertThat(predictor.predict(GOOD_ROW).value()).isFinite();
            assertThat(predictor.predict(GOOD_ROW).value()).isFinite();
            assertThat(events)
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly("GuardOpened", "GuardOpened", "GuardClosed");
        }
    }

    private static boolean fails(Predictor predictor, Map<String, ?> row) {
        try {
            predictor.predict(row);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    @Test
    void theCallersFaultsNeverCount() {
        try (Predictor predictor = load(guarded())) {
            rig.source.named = 3;
            rig.poll();
            for (int call = 0; call < 500; call++) {
                assertThatThrownBy(() -> predictor.predict(Map.of("sqft", "a lot")))
                        .isInstanceOf(InvalidInputException.class);
            }
            assertThat(predictor.predict(GOOD_ROW).modelVersion()).isEqualTo(3);
            assertThat(events).hasSize(1);
        }
    }

    @Test
    void afterItsProbationAVersionIsTheLastKnownGoodOneAndIsNotRolledBack() {
        try (Predictor predictor = load(guarded())) {
            rig.source.named = 2;
            rig.poll();
            for (int call = 0; call < 1000; call++) {
                predictor.predict(GOOD_ROW);
            }
            assertThat(events).contains(new PredictorEvent.Confirmed(Rig.URI, "house/2"));
            assertThat(rig.onDisk).extracting(entry -> entry.id().version()).isEqualTo(2);

            IntStream.range(0, 60).forEach(call -> fails(predictor, BAD_ROW));
            assertThat(predictor.version()).isEqualTo(2);
            assertThatThrownBy(() -> predictor.predict(GOOD_ROW)).isInstanceOf(ModelUnavailableException.class);
        }
    }

    @Test
    void aQuietServiceEndsTheProbationByTimeOnlyWithEnoughCalls() {
        try (Predictor predictor = load(guarded())) {
            rig.source.named = 2;
            rig.poll();
            rig.pass(Duration.ofMinutes(11));
            IntStream.range(0, 19).forEach(call -> predictor.predict(GOOD_ROW));
            assertThat(events).hasSize(1);
            predictor.predict(GOOD_ROW);
            assertThat(events).last().isEqualTo(new PredictorEvent.Confirmed(Rig.URI, "house/2"));
        }
    }

    @Test
    void aVersionOnProbationThatIsFollowedByAnotherOneIsNotWhatThatGoesBackTo() {
        try (Predictor predictor = load(guarded())) {
            rig.source.named = 3;
            rig.poll();
            predictor.predict(GOOD_ROW);
            rig.source.named = 2;
            rig.poll();
            failures(predictor, 100);
            assertThat(predictor.version()).isEqualTo(1);
        }
    }

    @Test
    void aListenerAFallbackAndARollbackActionThatThrowTouchNothing() {
        PredictorBuilder builder = guarded()
                .listener(event -> {
                    throw new IllegalStateException("listener");
                })
                .fallback(Fallback.compute(row -> {
                    throw new IllegalStateException("fallback");
                }))
                .onRollback((name, alias, version) -> {
                    events.add(new PredictorEvent.Refused(Rig.URI, name + "@" + alias, "" + version));
                    throw new IllegalStateException("action");
                });
        try (Predictor predictor = load(builder)) {
            rig.source.named = 2;
            rig.poll();
            assertThatThrownBy(() -> predictor.predict(BAD_ROW))
                    .isInstanceOf(InvalidInputException.class)
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .contains("fallback"));
            failures(predictor, 100);
            assertThat(predictor.version()).isEqualTo(1);
            assertThat(events).containsExactly(new PredictorEvent.Refused(Rig.URI, "house@champion", "2"));
            assertThat(log.messages(Level.WARNING).stream().filter(line -> line.contains("the listener of")))
                    .as("once")
                    .hasSize(1);
        }
    }

    @Test
    void aDiskThatTakesNothingCostsTheRestartAlone(@TempDir Path cache) throws IOException {
        Files.writeString(cache.resolve("quarantine"), "a file where the directory should be");
        rig.failedInService = new QuarantineStore(cache, "registry", Rig.URI);
        try (Predictor predictor = load(guarded())) {
            rig.source.named = 2;
            rig.poll();
            failures(predictor, 100);
            rig.poll();
            assertThat(predictor.version()).isEqualTo(1);
            assertThat(log.messages(Level.WARNING)).anyMatch(line -> line.contains("a restart would"));
        }
    }

    @Test
    void twoPredictorsOfOneAddressEachGoBack(@TempDir Path cache) {
        rig.failedInService = new QuarantineStore(cache, "registry", Rig.URI);
        Rig beside = new Rig();
        beside.failedInService = new QuarantineStore(cache, "registry", Rig.URI);
        beside.source.put(1, () -> TestModels.house(1));
        beside.source.put(2, GuardTest::overflowing);
        try (Predictor one = load(guarded());
                Predictor two = beside.builder().guard(Guard.standard()).load(beside.wiring())) {
            rig.source.named = 2;
            beside.source.named = 2;
            rig.poll();
            failures(one, 100);
            beside.poll();
            assertThat(two.version()).as("it reads that the other one failed").isEqualTo(1);
            assertThat(one.version()).isEqualTo(1);
        }
    }

    @Test
    void aSlowCallCountsAndItsResultIsReturned() {
        long[] clock = {0};
        TimeSource time = new TimeSource(() -> clock[0], rig::now, new Random(1));
        Guard guard = Guard.standard().slowerThan(Duration.ofMillis(1));
        ActiveVersion active = new ActiveVersion(
                Rig.URI, version -> version.with(version.model(), guard.newBreaker(time.nanos()), null));
        Probation probation =
                new Probation(guard, active, new QuarantineStore(), new SerialTasks(Scheduler.onThread("t")), time);
        GuardedCalls calls = new GuardedCalls(active, probation, guard, null, time);
        active.publish(TestModels.version("house", 1, TestModels.house(1)));
        probation.begin(FakeSource.id(2));
        active.publish(new LoadedVersion(FakeSource.id(2), TestModels.house(2), "modelkeel"));
        Call<Long, Double> taking = taking(clock);

        int slow = 0;
        while (active.get().id().version() == 2) {
            assertThat(calls.answer(active.get(), 50_000_000L, taking)).isEqualTo(2);
            slow++;
        }
        assertThat(slow).isEqualTo(20);
        assertThat(calls.answer(active.get(), 10L, taking)).isEqualTo(1);
        assertThat(probation.lastFailure()).isEqualTo("a call took longer than 1000 microseconds");
        clock[0] = -1_000_000_000; // back
        assertThat(calls.answer(active.get(), 10L, taking)).isEqualTo(1);
    }

    private static Call<Long, Double> taking(long[] clock) {
        return new Call<>(
                (version, nanos) -> {
                    clock[0] += nanos;
                    return (double) version.id().version();
                },
                (substitute, version, nanos) -> {
                    throw new AssertionError("there is none");
                },
                answer -> 1);
    }

    @Test
    void aThrowingCallOnProbationIsAnsweredByTheVersionBefore() {
        TimeSource time = TimeSource.real();
        Guard guard = Guard.standard().minimum(5);
        ActiveVersion active = new ActiveVersion(
                Rig.URI, version -> version.with(version.model(), guard.newBreaker(time.nanos()), null));
        Probation probation =
                new Probation(guard, active, new QuarantineStore(), new SerialTasks(Scheduler.onThread("t")), time);
        GuardedCalls calls = new GuardedCalls(active, probation, guard, null, time);
        active.publish(TestModels.version("house", 1, TestModels.house(1)));
        probation.begin(FakeSource.id(2));
        active.publish(new LoadedVersion(FakeSource.id(2), TestModels.house(2), "modelkeel"));
        Call<String, Integer> throwing = throwing();
        for (int call = 0; call < 4; call++) {
            assertThatThrownBy(() -> calls.answer(active.get(), "", throwing)).isInstanceOf(ArithmeticException.class);
        }
        assertThat(calls.answer(active.get(), "", throwing))
                .as("the call that opens the guard")
                .isEqualTo(1);
        assertThat(probation.rollbacks()).isEqualTo(1);
        assertThat(probation.isOn()).isFalse();
    }

    private static Call<String, Integer> throwing() {
        return new Call<>(
                (version, input) -> {
                    if (version.id().version() == 2) {
                        throw new ArithmeticException("/ by zero");
                    }
                    return version.id().version();
                },
                (substitute, version, input) -> {
                    throw new AssertionError("there is none");
                },
                answer -> 1);
    }

    @Test
    void aFallbackIsAFiniteNumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fallback.value(Double.NaN));
    }
}
