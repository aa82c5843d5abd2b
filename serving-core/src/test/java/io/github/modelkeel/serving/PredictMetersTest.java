package io.github.modelkeel.serving;

import static io.github.modelkeel.serving.TestModels.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.version.UnloadableModelException;
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
    void rowsAreCountedByOutcomeAndCallsAreTimed() {
        try (Predictor house = load()) {
            house.predict(ROW);
            house.predict(ROW);
            house.predict(Rows.ofMaps(List.of(ROW, ROW, ROW)));
            assertThatThrownBy(() -> house.predict(Map.of())).isInstanceOf(InvalidInputException.class);
            assertThat(house.predictValues(Rows.ofMaps(List.of(ROW, ROW)))).hasSize(2);
            assertThat(rows(1, "success")).isEqualTo(7);
            assertThat(rows(1, "invalid_input")).isEqualTo(1);
            assertThat(rows(1, "error")).isZero();
            assertThat(meters.get("ml.prediction.duration").timer().count()).isEqualTo(5);
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
                throw new UnloadableModelException("no");
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
            assertThat(meters.get("ml.model.info")
                            .tags("version", "2", "format", "modelkeel")
                            .gauge()
                            .value())
                    .isEqualTo(1);
        }
    }

    @Test
    void stalenessIsInSeconds() {
        try (Predictor house = load()) {
            rig.pass(Duration.ofMillis(12_345));
            assertThat(meters.get("ml.model.staleness")
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

    private double rows(int version, String outcome) {
        return meters.get("ml.predictions")
                .tags("model", "house", "uri", Rig.URI, "version", "" + version, "outcome", outcome)
                .functionCounter()
                .count();
    }

    @Test
    void countsStayExactWhereTimesAreSampled() {
        try (Predictor house =
                rig.builder().meterRegistry(meters).timing(Sampling.oneIn(64)).load(rig.wiring())) {
            for (int call = 0; call < 6400; call++) {
                house.predict(ROW);
            }
            assertThat(rows(1, "success")).isEqualTo(6400);
            assertThat(meters.get("ml.prediction.duration").timer().count()).isBetween(20L, 300L);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Sampling.oneIn(0));
    }

    @Test
    void theMetersOfAVersionGoWithTheThirdAfterIt() {
        try (Predictor house = load()) {
            for (int version = 2; version <= 5; version++) {
                int next = version;
                rig.source.put(version, () -> TestModels.house(next));
                rig.source.named = version;
                house.refresh();
                house.predict(ROW);
            }
            assertThat(meters.find("ml.model.info").gauges())
                    .extracting(gauge -> gauge.getId().getTag("version"))
                    .containsExactlyInAnyOrder("3", "4", "5");
            assertThat(meters.find("ml.predictions").functionCounters()).hasSize(12);
            assertThat(rows(5, "success")).isEqualTo(1);
        }
    }

    @Test
    void aVersionThatComesBackIsCountedFurther() {
        rig.source.put(2, () -> TestModels.house(2));
        try (Predictor house = load()) {
            for (int version : new int[] {1, 2, 1, 2, 1}) {
                rig.source.named = version;
                house.refresh();
                house.predict(ROW);
            }
            assertThat(rows(1, "success")).isEqualTo(3);
            assertThat(rows(2, "success")).isEqualTo(2);
            assertThat(meters.find("ml.model.info").gauges()).hasSize(2);
        }
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void aGuardAndAFallbackAreCounted() {
        rig.source.put(
                2, () -> TestModels.of(new double[] {1e306, 1}, 0, Column.number("sqft"), Column.number("bedrooms")));
        try (Predictor house = rig.builder()
                .meterRegistry(meters)
                .guard(Guard.standard())
                .fallback(Fallback.value(7))
                .load(rig.wiring())) {
            rig.source.named = 2;
            house.refresh();
            for (int call = 0; call < 100; call++) {
                house.predict(ROW);
            }
            assertThat(meters.get("ml.model.rollbacks").functionCounter().count())
                    .isEqualTo(1);
            assertThat(meters.get("ml.prediction.fallbacks").functionCounter().count())
                    .isEqualTo(19);
            assertThat(rows(2, "fallback")).isEqualTo(19);
            assertThat(rows(2, "error")).isEqualTo(20);
            assertThat(rows(1, "success")).isEqualTo(81);
            assertThat(meters.get("ml.guard.state").gauge().value()).isZero();
        }
    }

    private double checks(String outcome) {
        return meters.get("ml.model.refresh")
                .tags("model", "house", "outcome", outcome)
                .functionCounter()
                .count();
    }
}
