package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who sees what is answered. */
class ObserversTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @TempDir
    private Path directory;

    private final Rig rig = new Rig();
    private final List<Map<String, ?>> seen = new ArrayList<>();

    /** A row as a record. */
    record House(double sqft, double bedrooms) {}

    @Test
    void everyFormOfRowsIsSeenOnce() {
        try (Predictor house = rig.load()) {
            Runnable observation = house.observe((model, profile) -> (row, made) -> {
                assertThat(made.modelName()).isEqualTo("house");
                assertThat(made.value()).isEqualTo(house.model().predict(row));
                seen.add(new HashMap<>(row));
            });
            house.predict(ROW);
            house.predict(Rows.ofMaps(List.of(ROW, ROW)));
            house.predictOne(Rows.of(ROW));
            house.predictValues(Rows.ofMaps(List.of(ROW, ROW, ROW)));
            house.predict(new House(1000, 3));
            assertThat(seen).hasSize(8);
            assertThat(seen.get(7).get("sqft")).isEqualTo(1000.0);
            observation.run();
            house.predict(ROW);
            assertThat(seen).hasSize(8);
        }
    }

    @Test
    void whatAnObserverThrowsReachesNoCaller() {
        try (Predictor house = rig.load()) {
            house.observe((model, profile) -> (row, made) -> {
                throw new IllegalStateException("broken");
            });
            assertThat(house.predict(ROW).value()).isFinite();
            assertThat(house.predict(ROW).value()).isFinite();
            assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("broken");
        }
    }

    @Test
    void whatItThrowsForTheVersionThatAnswersReachesWhoAdds() {
        try (Predictor house = rig.load()) {
            assertThatThrownBy(() -> house.observe((model, profile) -> {
                        throw new IllegalArgumentException("no profile");
                    }))
                    .hasMessage("no profile");
            assertThat(house.predict(ROW).value()).isFinite();
        }
    }

    @Test
    void outcomesAreSeen() {
        List<String> outcomes = new ArrayList<>();
        try (Predictor house = rig.builder().log(PredictionLog.to(directory)).load(rig.wiring())) {
            List<String> ids = new ArrayList<>();
            house.observe((model, profile) -> (row, made) -> ids.add(made.id().orElseThrow()));
            Runnable observation = house.observeFeedback((id, actual) -> {
                outcomes.add(id + "=" + actual);
                throw new IllegalStateException("broken");
            });
            String id = house.predict(ROW).id().orElseThrow();
            assertThat(ids).containsExactly(id);
            assertThat(house.feedback(id, 7)).isTrue();
            observation.run();
            house.feedback(id, 8);
            assertThat(outcomes).containsExactly(id + "=7");
        }
    }
}
