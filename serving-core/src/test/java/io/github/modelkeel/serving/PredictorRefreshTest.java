package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static io.github.modelkeel.serving.TestModels.priceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import io.github.modelkeel.serving.history.LastKnownGood.Entry;
import io.github.modelkeel.serving.version.UnloadableModelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PredictorRefreshTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Rig rig = new Rig();

    @Test
    void anUnmovedAliasCostsOneCheapQuestion() {
        try (Predictor house = rig.load()) {
            assertThat(rig.poll()).isEqualTo(Duration.ofSeconds(30));
            rig.poll();
            assertThat(rig.source.cheapQuestions).hasValue(2);
            assertThat(rig.source.lookUps).hasValue(1);
            assertThat(rig.source.loads).hasValue(1);
            assertThat(house.status().checks()).isEqualTo(3);
            assertThat(house.status().swaps()).isZero();
        }
    }

    @Test
    void aMovedAliasIsFollowedAtTheNextCheck() {
        try (Predictor house = rig.load()) {
            rig.source.named = 2;
            assertThat(house.predict(ROW).modelVersion()).isEqualTo(1);
            rig.poll();
            assertThat(house.predict(ROW)).isEqualTo(TestModels.priced(2));
            assertThat(house.status().swaps()).isEqualTo(1);
            assertThat(rig.written).extracting(Entry::id).containsExactly(FakeSource.id(1), FakeSource.id(2));
        }
    }

    @Test
    void goingBackToTheVersionBeforeLoadsNothing() {
        try (Predictor house = rig.load()) {
            rig.source.named = 2;
            rig.poll();
            rig.source.named = 1;
            rig.poll();
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(rig.source.loads).hasValue(2);
        }
    }

    @Test
    void aModelThatWasDeletedAndMadeAgainIsAnotherVersionOfTheSameNumber() {
        try (Predictor house = rig.load()) {
            rig.source.named = 2;
            rig.poll();
            rig.source.named = 1;
            rig.source.digestOf = 99;
            rig.source.put(1, () -> TestModels.house(77));
            rig.poll();
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(77));
        }
    }

    @Test
    void whileTheRegistryIsDownTheLastVersionAnswersAndTheChecksBecomeRarer() {
        try (Predictor house = rig.load()) {
            rig.source.down = true;
            List<Duration> waits = List.of(rig.poll(), rig.poll(), rig.poll(), rig.poll(), rig.poll());
            assertThat(waits).extracting(Duration::toSeconds).containsExactly(30L, 60L, 120L, 120L, 120L);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            PredictorStatus status = house.status();
            assertThat(status.state()).isEqualTo(State.STALE);
            assertThat(status.staleness()).isEqualTo(Duration.ofSeconds(450));
            assertThat(status.problem()).isEqualTo("connection refused");
            assertThat(status.failures()).isEqualTo(5);
        }
    }

    @Test
    void anOutageIsOneWarningHoweverLongItLasts() {
        try (Predictor house = rig.load()) {
            rig.source.down = true;
            for (int i = 0; i < 50; i++) {
                rig.poll();
            }
            assertThat(log.messages(Level.WARNING))
                    .containsExactly(
                            "cannot ask the registry which version models:/house@champion is; house/1 keeps answering: "
                                    + "connection refused");
            rig.source.down = false;
            rig.poll();
            rig.source.down = true;
            rig.poll();
            assertThat(log.messages(Level.WARNING)).hasSize(2);
            assertThat(house.status().failures()).isEqualTo(51);
        }
    }

    @Test
    void aRefusedVersionIsOneWarningHoweverOftenItIsTried() {
        try (Predictor house = rig.load()) {
            refuse(2);
            rig.source.named = 2;
            for (int i = 0; i < 20; i++) {
                rig.poll();
            }
            assertThat(house.status().rejections()).isEqualTo(5);
            assertThat(log.messages(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("house/2", "expected rows differ");
        }
    }

    @Test
    void whenTheRegistryIsBackTheChecksAreRegularAgain() {
        try (Predictor house = rig.load()) {
            rig.source.down = true;
            rig.poll();
            rig.poll();
            rig.source.down = false;
            rig.poll();
            assertThat(rig.poll()).isEqualTo(Duration.ofSeconds(30));
            assertThat(house.status().state()).isEqualTo(State.LIVE);
            assertThat(house.status().problem()).isNull();
            assertThat(house.status().failures()).isEqualTo(2);
        }
    }

    @Test
    void aDeletedAliasKeepsTheVersionInService() {
        try (Predictor house = rig.load()) {
            rig.source.named = 0;
            rig.poll();
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(house.status().problem()).isEqualTo("no alias champion");
        }
    }

    @Test
    void aRefusedVersionKeepsTheOneInServiceAndIsNotReadAtEachCheck() {
        try (Predictor house = rig.load()) {
            refuse(2);
            rig.source.named = 2;
            for (int i = 0; i < 20; i++) {
                rig.poll();
            }
            // tried at 0 s, 30 s, 90 s, 210 s and 450 s of the ten minutes
            assertThat(rig.source.loads).hasValue(1 + 5);
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            PredictorStatus status = house.status();
            assertThat(status.state()).isEqualTo(State.REJECTED);
            assertThat(status.rejectedVersion()).isEqualTo("house/2");
            assertThat(status.problem()).isEqualTo("expected rows differ");
            assertThat(status.rejections()).isEqualTo(5);
            assertThat(status.checks()).isEqualTo(21);
            assertThat(status.staleness()).isEqualTo(Duration.ofMinutes(10));
        }
    }

    @Test
    void aRefusedVersionIsTriedAgainAtOnceOnARequestedRefresh() {
        try (Predictor house = rig.load()) {
            refuse(2);
            rig.source.named = 2;
            assertThat(house.refresh())
                    .isEqualTo(new RefreshOutcome(Result.REJECTED, "house", 1, "expected rows differ"));
            assertThat(house.refresh().result()).isEqualTo(Result.REJECTED);
            assertThat(rig.source.loads).hasValue(3);
            rig.source.put(2, () -> TestModels.house(2));
            assertThat(house.refresh()).isEqualTo(new RefreshOutcome(Result.SWAPPED, "house", 2, null));
        }
    }

    @Test
    void aRepairedVersionTakesOverWithoutAnybodyAsking() {
        try (Predictor house = rig.load()) {
            refuse(2);
            rig.source.named = 2;
            rig.poll();
            rig.source.put(2, () -> TestModels.house(2));
            rig.poll();
            assertThat(house.version()).isEqualTo(2);
        }
    }

    @Test
    void movingTheAliasOffARefusedVersionEndsTheHoldBack() {
        try (Predictor house = rig.load()) {
            refuse(2);
            rig.source.named = 2;
            rig.poll();
            rig.source.named = 1;
            rig.poll();
            assertThat(house.status().state()).isEqualTo(State.LIVE);
            assertThat(house.status().rejectedVersion()).isNull();
        }
    }

    @Test
    void aVersionThatWouldRefuseTodaysRowsIsHeldBack() {
        try (Predictor house = rig.load()) {
            rig.source.put(2, () -> TestModels.withColumns(Column.number("sqft"), Column.number("age")));
            rig.source.named = 2;
            RefreshOutcome outcome = house.refresh();
            assertThat(outcome.result()).isEqualTo(Result.REJECTED);
            assertThat(outcome.problem())
                    .contains("house/2", "it needs the new column 'age'", "it refuses column 'bedrooms'");
            assertThat(house.predict(ROW).modelVersion()).isEqualTo(1);
        }
    }

    @Test
    void aVersionWithOneMoreOptionalColumnTakesOverAndTheFirstOneCanComeBack() {
        try (Predictor house = rig.load()) {
            rig.source.put(
                    2,
                    () -> TestModels.withColumns(
                            Column.number("sqft"),
                            Column.number("bedrooms"),
                            Column.number("age").withDefault(10)));
            rig.source.named = 2;
            assertThat(house.refresh().result()).isEqualTo(Result.SWAPPED);
            assertThat(house.predict(ROW).value()).isEqualTo(1513);
            rig.source.named = 1;
            assertThat(house.refresh().result()).isEqualTo(Result.SWAPPED);
        }
    }

    @Test
    void whatIsServedIsConfirmedOnDiskFromTimeToTime() {
        try (Predictor house = rig.load()) {
            for (int i = 0; i < 20; i++) {
                rig.poll();
            }
            assertThat(house.version()).isEqualTo(1);
            assertThat(rig.written).hasSize(3);
            assertThat(rig.written.get(2).confirmedAt()).isEqualTo(rig.now());
        }
    }

    @Test
    void aBatchHasOneVersion() {
        try (Predictor house = rig.load()) {
            List<Prediction> answers = house.predict(Rows.ofMaps(List.of(ROW, ROW, ROW)));
            assertThat(answers).hasSize(3).containsOnly(TestModels.priced(1));
            assertThat(house.predict(Rows.ofMaps(List.of()))).isEmpty();
        }
    }

    @Test
    void aRecordGivesWhatItsMapGives() {
        record House(int sqft, int bedrooms) {}
        try (Predictor house = rig.load()) {
            assertThat(house.predict(new House(1500, 3))).isEqualTo(house.predict(ROW));
        }
    }

    @Test
    void aClassifierAnswersWithItsClasses() {
        rig.source.put(1, () -> TestModels.classifier("stays", "leaves"));
        try (Predictor churn = rig.load()) {
            Prediction answer = churn.predict(Map.of("x", 2));
            assertThat(answer.label()).isEqualTo("leaves");
            assertThat(answer.probabilities())
                    .containsOnlyKeys("stays", "leaves")
                    .containsEntry("leaves", answer.value());
            assertThat(churn.predict(Map.of("x", -2)).label()).isEqualTo("stays");
        }
    }

    @Test
    void aWrongRowIsTheCallersErrorAndHarmsNothing() {
        try (Predictor house = rig.load()) {
            assertThatThrownBy(() -> house.predict(Map.of("sqft", "large", "bedrooms", 3)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("sqft");
            assertThatThrownBy(() -> house.predict(Rows.ofMaps(List.of(ROW, Map.of()))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("row 1");
            assertThat(house.predict(ROW).value()).isEqualTo(priceOf(1));
            assertThat(house.status().state()).isEqualTo(State.LIVE);
        }
    }

    private void refuse(int version) {
        rig.source.put(version, () -> {
            throw new UnloadableModelException("expected rows differ");
        });
    }

    @Test
    void aRequestedRefreshFollowsTheAliasOnThePredictorsThread() {
        Predictor house = rig.load();
        rig.source.named = 2;
        house.requestRefresh();
        assertThat(house.version()).isEqualTo(2);
        rig.source.down = true;
        house.requestRefresh();
        assertThat(house.status().failures()).isEqualTo(1);
        house.close();
        assertThatThrownBy(house::requestRefresh)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the predictor of models:/house@champion is closed");
    }
}
