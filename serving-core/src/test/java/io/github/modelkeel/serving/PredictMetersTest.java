package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PredictMetersTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final Rig rig = new Rig();
    private final MeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new MockClock());

    @Test
    void eachCallIsTimedByItsOutcome() {
        try (Predictor house = load()) {
            house.predict(ROW);
            house.predict(ROW);
            house.predict(Rows.ofMaps(List.of(ROW, ROW, ROW)));
            assertThatThrownBy(() -> house.predict(Map.of())).isInstanceOf(InvalidInputException.class);
            assertThat(calls("success")).isEqualTo(3);
            assertThat(calls("invalid_input")).isEqualTo(1);
            assertThat(calls("error")).isZero();
        }
    }

    @Test
    void checksAreCountedByWhatTheyLedTo() {
        try (Predictor house = load()) {
            rig.poll();
            rig.source.named = 2;
            rig.poll();
            rig.source.down = true;
            rig.poll();
            rig.source.down = false;
            rig.source.named = 3;
            rig.source.put(3, () -> {
                throw new ModelNotLoadableException("no");
            });
            house.refresh();
            rig.poll();
            house.refresh();
            rig.poll();
            assertThat(checks("unchanged")).isEqualTo(2);
            assertThat(checks("swapped")).isEqualTo(1);
            assertThat(checks("failed")).isEqualTo(1);
            assertThat(checks("refused") + checks("held_back")).isEqualTo(4);
            assertThat(checks("held_back")).isPositive();
            assertThat(meters.get("modelkeel.model.version").gauge().value()).isEqualTo(2);
        }
    }

    @Test
    void stalenessIsInSeconds() {
        try (Predictor house = load()) {
            rig.pass(Duration.ofMillis(12_345));
            assertThat(meters.get("modelkeel.model.staleness")
                            .tag("uri", house.uri())
                            .timeGauge()
                            .value(java.util.concurrent.TimeUnit.SECONDS))
                    .isEqualTo(12.345);
        }
    }

    @Test
    void closingRemovesItsMetersAndNoOthers() {
        meters.counter("mine");
        load().close();
        assertThat(meters.getMeters())
                .singleElement()
                .extracting(meter -> meter.getId().getName())
                .isEqualTo("mine");
    }

    private Predictor load() {
        return rig.builder().meterRegistry(meters).load(rig.wiring());
    }

    private long calls(String outcome) {
        return meters.get("modelkeel.predict")
                .tags("model", "house", "uri", Rig.URI, "outcome", outcome)
                .timer()
                .count();
    }

    private double checks(String outcome) {
        return meters.get("modelkeel.refresh")
                .tags("model", "house", "outcome", outcome)
                .functionCounter()
                .count();
    }
}
