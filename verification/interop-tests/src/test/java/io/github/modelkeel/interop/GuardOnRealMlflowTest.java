package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.Guard;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.serving.PredictorEvent;
import io.github.modelkeel.serving.PredictorStatus;
import io.github.modelkeel.serving.RefreshOutcome;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A version that loads well and fails for three rows of five gets the alias, on MLflow's own server and on ours. */
class GuardOnRealMlflowTest {
    private static final String ADDRESS = "models:/guarded@champion";
    private static final Map<String, Object> SMALL = Map.of("sqft", 1, "bedrooms", 3);
    private static final Map<String, Object> LARGE = Map.of("sqft", 1500, "bedrooms", 3);
    private static final double GOOD = 100;

    /** Infinite times 1,500, and finite for the rows that the version was checked with. */
    private static final double BAD = 1e306;

    @TempDir
    private Path work = Path.of("");

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aBadVersionIsRolledBackAndNotLoadedAgainAfterARestart(ServerKind kind) {
        ClientConfig config = ClientConfig.builder(Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"))
                .trackingUri(kind.uri().toString())
                .cacheDirectory(work.resolve("cache"))
                .build();
        Queue<PredictorEvent> events = new ConcurrentLinkedQueue<>();
        try (Registry registry = Registry.open(config)) {
            publish(config, registry);
            registry.setAlias("guarded", "champion", 1);
            try (Predictor predictor = guarded(config, events)) {
                assertThat(predictor.predict(LARGE).modelVersion()).isEqualTo(1);
                registry.setAlias("guarded", "champion", 2);
                assertThat(predictor.refresh().result()).isEqualTo(RefreshOutcome.Result.SWAPPED);
                int failures = failuresUntilVersionOneAnswers(predictor);
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(
                                () -> assertThat(events).hasAtLeastOneElementOfType(PredictorEvent.RolledBack.class));
                assertThat(registry.getByAlias("guarded", "champion").version())
                        .as("the alias is not moved")
                        .isEqualTo(2);
                assertThat(predictor.refresh().result()).isEqualTo(RefreshOutcome.Result.REJECTED);
                Banner.say(kind + ": a version that fails for 3 rows of 5 was rolled back after " + failures
                        + " failures that callers saw");
            }
            restart(config, events);
        }
    }

    private static void restart(ClientConfig config, Queue<PredictorEvent> events) {
        events.clear();
        try (Predictor restarted = guarded(config, events)) {
            Prediction prediction = restarted.predict(LARGE);
            assertThat(prediction.modelVersion()).isEqualTo(1);
            assertThat(prediction.origin()).isEqualTo(Prediction.Origin.ROLLED_BACK);
            assertThat(restarted.status().state()).isEqualTo(PredictorStatus.State.REJECTED);
            assertThat(restarted.status().problem()).contains("quarantine release");
            assertThat(restarted.refresh().result()).isEqualTo(RefreshOutcome.Result.REJECTED);
            assertThat(restarted.release()).isTrue();
            assertThat(restarted.refresh().result()).isEqualTo(RefreshOutcome.Result.SWAPPED);
            assertThat(restarted.version()).isEqualTo(2);
        }
    }

    /** At most 200 calls. */
    private static int failuresUntilVersionOneAnswers(Predictor predictor) {
        Random random = new Random(14);
        int failures = 0;
        for (int call = 0; call < 200; call++) {
            try {
                Prediction prediction = predictor.predict(random.nextInt(5) < 3 ? LARGE : SMALL);
                if (prediction.modelVersion() == 1) {
                    assertThat(prediction.origin()).isEqualTo(Prediction.Origin.ROLLED_BACK);
                    return failures;
                }
            } catch (InvalidInputException e) {
                failures++;
            }
        }
        throw new AssertionError("version 2 answers after 200 calls: " + predictor.status());
    }

    private static Predictor guarded(ClientConfig config, Queue<PredictorEvent> events) {
        return Predictor.builder(ADDRESS)
                .config(config)
                .refreshEvery(Duration.ofDays(1))
                .guard(Guard.standard())
                .listener(events::add)
                .load();
    }

    private static void publish(ClientConfig config, Registry registry) {
        try (Tracker tracker = Tracker.open("guard", config)) {
            for (double weight : new double[] {GOOD, BAD}) {
                ModelBundle bundle = ModelBundle.of(
                        ScoringModelBuilder.model(
                                Preprocessing.builder()
                                        .number("sqft")
                                        .number("bedrooms")
                                        .build()
                                        .fit(List.of(SMALL, LARGE)),
                                Column.number("price"),
                                LinearScorer.of(new double[] {weight, 9_000}, 0),
                                Link.IDENTITY),
                        List.of(SMALL));
                try (Run run = tracker.startRun("weight " + weight)) {
                    registry.register("guarded", run.logModel("house", bundle::writeTo));
                    run.finish();
                }
            }
        }
    }
}
