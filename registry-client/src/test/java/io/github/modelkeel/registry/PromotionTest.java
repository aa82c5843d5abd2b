package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotions, gates and rollbacks against the embedded server. */
class PromotionTest {
    private static final String HOUSE = "house";
    private static final String CHAMPION = "champion";

    @TempDir
    private Path root = Path.of("");

    private ClientConfig config = ClientConfig.builder(Map.of()).build();
    private Registry registry = Registry.open(
            ClientConfig.builder(Map.of()).trackingUri("http://127.0.0.1:1").build());

    @BeforeEach
    void open() {
        config = ClientConfig.builder(Map.of())
                .trackingUri("local:" + root.resolve("data"))
                .cacheDirectory(root.resolve("cache"))
                .build();
        registry = Registry.open(config);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    /** Registers a version whose run has the given metrics. */
    private int version(Map<String, Double> metrics) {
        try (Tracker tracker = Tracker.open("house-prices", config);
                Run run = tracker.startRun("try")) {
            metrics.forEach(run::logMetric);
            LoggedModel model =
                    run.logModel(HOUSE, directory -> Files.writeString(directory.resolve("model.json"), "{}"));
            run.finish();
            return registry.register(HOUSE, model).version();
        }
    }

    private void promote(int version, Promotion promotion) {
        registry.promote(HOUSE, version, CHAMPION, promotion);
    }

    private int currentVersion() {
        return registry.resolveAlias(HOUSE, CHAMPION);
    }

    @Test
    void aLongReasonIsCutBetweenCharacters() {
        String houses = "\uD83C\uDFE0".repeat(200);
        assertThat(Promotions.cut(houses)).isEqualTo(houses);
        assertThat(Promotions.cut("x" + houses)).isEqualTo("x" + houses.substring(2) + "...");
    }

    @Test
    void anAliasMovesOnlyFromTheExpectedVersion() {
        int one = version(Map.of());
        int two = version(Map.of());
        int three = version(Map.of());
        promote(one, Promotion.expectingNone());
        promote(two, Promotion.ifCurrentIs(one));

        assertThatExceptionOfType(PromotionRefusedException.class)
                .isThrownBy(() -> promote(three, Promotion.ifCurrentIs(one)))
                .withMessageContaining("house@champion points to version 2, not to version 1")
                .satisfies(e -> assertThat(e.actualVersion()).isEqualTo(two))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("PROMOTION_CONFLICT"));
        assertThatExceptionOfType(PromotionRefusedException.class)
                .isThrownBy(() -> promote(three, Promotion.expectingNone()))
                .withMessageContaining("not to no version");
        assertThat(currentVersion()).isEqualTo(two);

        promote(two, Promotion.ifCurrentIs(one)); // the repetition of what is done
        assertThat(registry.aliasHistory(HOUSE, CHAMPION)).containsExactly(one, two);
    }

    @Test
    void rollbacksGoBackStepByStepAlsoWhenVersionsComeAgain() {
        int one = version(Map.of());
        int two = version(Map.of());
        promote(one, Promotion.always());
        promote(two, Promotion.always());
        promote(one, Promotion.always());
        assertThat(registry.aliasHistory(HOUSE, CHAMPION)).containsExactly(one, two, one);

        assertThat(registry.rollback(HOUSE, CHAMPION).version()).isEqualTo(two);
        assertThat(registry.getVersion(HOUSE, one).tags().get("modelkeel.promotion.champion"))
                .contains("\"rolled back\"", "\"to\":2");
        assertThat(registry.rollback(HOUSE, CHAMPION).version()).isEqualTo(one);
        assertThatExceptionOfType(PromotionRefusedException.class)
                .isThrownBy(() -> registry.rollback(HOUSE, CHAMPION))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("NO_PREVIOUS_VERSION"));
        assertThat(currentVersion()).isEqualTo(one);
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> registry.rollback(HOUSE, "nobody"));
    }

    @Test
    void anAliasThatWasMovedByHandCanBeRolledBackToo() {
        int one = version(Map.of());
        int two = version(Map.of());
        int three = version(Map.of());
        registry.setAlias(HOUSE, CHAMPION, one);
        promote(two, Promotion.always());
        registry.setAlias(HOUSE, CHAMPION, three);

        assertThat(registry.rollback(HOUSE, CHAMPION).version()).isEqualTo(two);
        assertThat(registry.rollback(HOUSE, CHAMPION).version()).isEqualTo(one);
    }

    @Test
    void aRollbackPassesOverVersionsThatWereDeleted() {
        int one = version(Map.of());
        int two = version(Map.of());
        int three = version(Map.of());
        for (int version : List.of(one, two, three)) {
            promote(version, Promotion.always());
        }
        registry.deleteVersion(HOUSE, two);

        assertThat(registry.rollback(HOUSE, CHAMPION).version()).isEqualTo(one);
    }

    @Test
    void aVersionThatIsWorseIsRefusedWithEveryRuleAndItsNumbers() {
        int good = version(Map.of("rmse", 100.0, "auc", 0.9));
        int worse = version(Map.of("rmse", 102.5, "auc", 0.79));
        Promotion promotion = Promotion.always()
                .withGates(
                        PromotionGate.lowerIsBetter("rmse", 0.02),
                        PromotionGate.atLeast("auc", 0.8),
                        PromotionGate.atMost("rmse", 110));
        assertThat(registry.promote(HOUSE, good, CHAMPION, promotion).toString())
                .isEqualTo("""
                        house@champion: no version -> version 1, accepted
                          passed: rmse not higher than the champion's by more than 2 %: there is no champion
                          passed: auc at least 0.8: auc = 0.9
                          passed: rmse at most 110.0: rmse = 100.0""");

        assertThatExceptionOfType(PromotionRefusedException.class)
                .isThrownBy(() -> promote(worse, promotion))
                .withMessage("""
                        PROMOTION_REFUSED: house@champion: version 1 -> version 2, refused
                          failed: rmse not higher than the champion's by more than 2 %: rmse = 102.5, the champion's 100.0, the limit 102.0
                          failed: auc at least 0.8: auc = 0.79
                          passed: rmse at most 110.0: rmse = 102.5""")
                .satisfies(e -> assertThat(e.decision().orElseThrow().verdicts())
                        .extracting(PromotionGate.Verdict::passed)
                        .containsExactly(false, false, true));
        assertThat(currentVersion()).isEqualTo(good);
        assertThat(registry.getVersion(HOUSE, worse).tags().get("modelkeel.promotion.champion"))
                .contains("\"refused\"", "\"from\":1", "auc = 0.79");
        assertThat(registry.aliasHistory(HOUSE, CHAMPION)).containsExactly(good);
    }

    @Test
    void aMetricThatIsMissingOrNoNumberIsRefused() {
        int good = version(Map.of("rmse", 100.0));
        promote(good, Promotion.always());
        int nan = version(Map.of("rmse", Double.NaN));
        int infinite = version(Map.of("rmse", Double.NEGATIVE_INFINITY));
        int missing = version(Map.of("mae", 1.0));

        for (PromotionGate gate :
                List.of(PromotionGate.lowerIsBetter("rmse", 0.5), PromotionGate.atMost("rmse", 1000))) {
            assertThat(reason(nan, gate)).isEqualTo("the version's rmse is not a number: NaN");
            assertThat(reason(infinite, gate)).isEqualTo("the version's rmse is not a number: -Infinity");
            assertThat(reason(missing, gate)).isEqualTo("the version has no metric rmse");
        }
        assertThat(reason(missing, PromotionGate.higherIsBetter("mae", 0))).isEqualTo("the champion has no metric mae");
        assertThat(currentVersion()).isEqualTo(good);
    }

    private String reason(int version, PromotionGate gate) {
        Promotion.Decision decision = registry.checkPromotion(
                HOUSE, version, CHAMPION, Promotion.always().withGates(gate));
        assertThat(decision.accepted()).isFalse();
        return decision.verdicts().get(0).reason();
    }

    @Test
    void theLimitOfARelativeRuleIsAShareOfTheChampionsValueWhateverItsSign() {
        promote(version(Map.of("r2", -2.0, "auc", 0.5)), Promotion.always());
        int slightlyWorse = version(Map.of("r2", -2.1, "auc", 0.5));

        assertThat(accepted(slightlyWorse, PromotionGate.higherIsBetter("r2", 0.05)))
                .isTrue();
        assertThat(accepted(slightlyWorse, PromotionGate.higherIsBetter("r2", 0.04)))
                .isFalse();
        assertThat(accepted(slightlyWorse, PromotionGate.higherIsBetter("auc", 0)))
                .isTrue();
        assertThat(accepted(slightlyWorse, PromotionGate.lowerIsBetter("r2", 0)))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> PromotionGate.lowerIsBetter("r2", -0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> PromotionGate.lowerIsBetter("r2", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> PromotionGate.atLeast("r2", Double.NaN));
    }

    private boolean accepted(int version, PromotionGate gate) {
        return registry.checkPromotion(
                        HOUSE, version, CHAMPION, Promotion.always().withGates(gate))
                .accepted();
    }

    @Test
    void aLambdaIsAGateAndSeesBothVersions() {
        int one = version(Map.of("rmse", 1.0));
        int two = version(Map.of("rmse", 2.0));
        promote(one, Promotion.always());
        PromotionGate gate = contest -> new PromotionGate.Verdict(
                "no drift",
                false,
                contest.challenger().version() + " against "
                        + contest.currentVersion().orElseThrow().version() + ", " + contest.metrics() + " against "
                        + contest.championMetrics());

        assertThat(reason(two, gate)).isEqualTo("2 against 1, {rmse=2.0} against {rmse=1.0}");
        assertThat(registry.getVersion(HOUSE, two).tags()).doesNotContainKey("modelkeel.promotion.champion");
    }

    @Test
    void aDecisionOfAnyLengthFitsIntoItsTag() {
        int one = version(Map.of());
        PromotionGate wordy = contest -> new PromotionGate.Verdict("rule ".repeat(100), true, "why ".repeat(10_000));
        PromotionGate[] gates = new PromotionGate[50];
        java.util.Arrays.fill(gates, wordy);

        promote(one, Promotion.always().withGates(gates));

        assertThat(registry.getVersion(HOUSE, one).tags().get("modelkeel.promotion.champion"))
                .hasSizeLessThan(5000)
                .contains("\"more_rules\":");
    }

    @Test
    void whatCannotBePromotedIsRefused() {
        int one = version(Map.of());
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> promote(9, Promotion.always()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.promote(HOUSE, one, "latest", Promotion.always()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.promote(HOUSE, one, "a".repeat(201), Promotion.always()));
        assertThatIllegalArgumentException().isThrownBy(() -> Promotion.ifCurrentIs(0));
    }
}
