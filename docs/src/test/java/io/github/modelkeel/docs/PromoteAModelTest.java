package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.PromotionRefusedException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromoteAModelTest {
    private static final String NAME = "house-promoted";

    @TempDir
    Path directory;

    @BeforeEach
    void forgetEarlierRuns() {
        try (Registry registry = Registry.open()) {
            registry.createModel(NAME, Map.of("team", "pricing"), "what houses cost");
            registry.deleteModel(NAME);
        }
    }

    @Test
    void anAliasMovesFromTheExpectedVersionAndBack() {
        int first = version(100, 0.9);
        int second = version(99, 0.9);
        try (Registry registry = Registry.open()) {
            registry.promote(NAME, first, "champion", Promotion.expectingNone());
            int current = first;
            int next = second;
            // region promote-expecting
            registry.promote("house-promoted", next, "champion", Promotion.ifCurrentIs(current));
            // endregion
            assertThat(registry.resolveAlias(NAME, "champion")).isEqualTo(second);
            assertThatThrownBy(() -> registry.promote(NAME, first, "champion", Promotion.expectingNone()))
                    .isInstanceOf(PromotionRefusedException.class);
            // region roll-back
            ModelVersion before = registry.rollback("house-promoted", "champion");
            List<Integer> history = registry.aliasHistory("house-promoted", "champion");
            // endregion
            assertThat(before.version()).isEqualTo(first);
            assertThat(history).containsExactly(first);
        }
    }

    @Test
    void aVersionThatIsWorseOrWhoseDataDriftedIsRefused() throws IOException {
        int champion = version(100, 0.9);
        int challenger = version(101, 0.85);
        int worse = version(120, 0.7);
        DriftReport clean = Drift.compare(profile("reference", 1500), profile("current", 1500));
        DriftReport drifted = Drift.compare(profile("reference", 1500), profile("other", 2500));
        try (Registry registry = Registry.open()) {
            registry.promote(NAME, champion, "champion", Promotion.expectingNone());
            DriftReport report = clean;
            // region gates
            PromotionGate noDrift =
                    contest -> new PromotionGate.Verdict("no drift", !report.failed(), report.summary());
            Promotion promotion = Promotion.ifCurrentIs(champion)
                    .withGates(
                            PromotionGate.lowerIsBetter("rmse", 0.02), // at most 2 % worse than the champion
                            PromotionGate.atLeast("auc", 0.8),
                            noDrift);
            Promotion.Decision decision = registry.promote("house-promoted", challenger, "champion", promotion);
            System.out.println(decision);
            // endregion
            assertThat(decision.accepted()).isTrue();
            assertThat(decision.toString()).contains("rmse = 101.0, the champion's 100.0, the limit 102.0");

            Promotion next = Promotion.ifCurrentIs(challenger)
                    .withGates(
                            PromotionGate.lowerIsBetter("rmse", 0.02),
                            contest -> new PromotionGate.Verdict("no drift", !drifted.drifted(), drifted.summary()));
            assertThatThrownBy(() -> registry.promote(NAME, worse, "champion", next))
                    .isInstanceOf(PromotionRefusedException.class)
                    .hasMessageContaining("failed: rmse")
                    .hasMessageContaining("failed: no drift");
            // region refused
            try {
                registry.promote("house-promoted", worse, "champion", next);
            } catch (PromotionRefusedException e) {
                System.out.println(e.getMessage()); // every rule with its numbers
                System.out.println("still version " + e.actualVersion());
            }
            // endregion
            assertThat(registry.resolveAlias(NAME, "champion")).isEqualTo(challenger);
        }
    }

    @Test
    void modelsAndVersionsAreSearched() {
        version(100, 0.9);
        version(99, 0.9);
        try (Registry registry = Registry.open()) {
            // region search-registry
            try (Stream<ModelVersion> newest =
                    registry.searchVersions("name = 'house-promoted'", "version_number DESC")) {
                newest.limit(10).forEach(version -> System.out.println(version.version() + " " + version.aliases()));
            }
            // endregion
            assertThat(registry.searchVersions("name = '" + NAME + "'")).hasSize(2);
        }
    }

    private Profile profile(String name, double mean) throws IOException {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        StringBuilder csv = new StringBuilder("sqft\n");
        for (int row = 0; row < 800; row++) {
            csv.append(mean + 400 * (random.nextDouble() - 0.5)).append('\n');
        }
        return Profile.ofCsv(Files.writeString(directory.resolve(name + ".csv"), csv));
    }

    private static int version(double rmse, double auc) {
        try (Tracker tracker = Tracker.open("house-prices");
                Registry registry = Registry.open();
                Run run = tracker.startRun("linear")) {
            run.logMetric("rmse", rmse);
            run.logMetric("auc", auc);
            LoggedModel logged = run.logModel("house", Houses.linearModel(150)::writeTo);
            run.finish();
            return registry.register(NAME, logged).version();
        }
    }
}
