package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromoteAModelTest {
    private static final String NAME = "house-promoted";

    @BeforeEach
    void forgetEarlierRuns() {
        try (Registry registry = Registry.open()) {
            registry.createModel(NAME, Map.of("team", "pricing"), "what houses cost");
            registry.deleteModel(NAME);
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
