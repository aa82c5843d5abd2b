package io.github.modelkeel.driftmonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftState;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows, verdicts and gauges. */
class MonitorTest {
    private static final StoredProfile REFERENCE = Data.reference();

    private final Data.Clock clock = new Data.Clock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private MonitorBuilder house() {
        return Monitor.of(REFERENCE).model("house").time(clock);
    }

    private double score(String column) {
        return meters.get("ml.data.drift.score")
                .tags("model", "house", "column", column)
                .gauge()
                .value();
    }

    @Test
    void aWindowIsJudgedAsABatchOfTheSameRows() {
        List<Map<String, @Nullable Object>> rows = Data.rows(2, 1000, 0.8);
        try (Monitor monitor = house().bindTo(meters)) {
            rows.forEach(monitor::observe);
            DriftReport live = monitor.endWindow().report();
            DriftReport batch = Drift.compare(REFERENCE, Profile.ofRows(rows));
            assertThat(live.columns()).hasSameSizeAs(batch.columns());
            for (ColumnDrift column : batch.columns()) {
                ColumnDrift same = live.column(column.name()).orElseThrow();
                assertThat(same.state()).isEqualTo(column.state());
                assertThat(same.reason()).isEqualTo(column.reason());
                assertThat(same.excess()).isEqualTo(column.excess());
                assertThat(same.adjustedPValue()).isEqualTo(column.adjustedPValue());
                assertThat(same.smallestDetectableChange()).isEqualTo(column.smallestDetectableChange());
            }
            assertThat(live.column("area").orElseThrow().state()).isEqualTo(DriftState.DRIFTED);
            assertThat(live.reason()).isEqualTo(batch.reason());
            assertThat(score("area"))
                    .isEqualTo(batch.column("area").orElseThrow().excess().orElseThrow())
                    .isGreaterThan(0.2);
            assertThat(score("_dataset")).isEqualTo(batch.driftShare()).isGreaterThan(0);
            assertThat(meters.get("ml.data.drift.rows").gauge().value()).isEqualTo(1000);
        }
    }

    @Test
    void aWindowWithoutRowsIsUndecidedAndHasNoScore() {
        try (Monitor monitor = house().bindTo(meters)) {
            MonitorWindow window = monitor.endWindow();
            assertThat(window.profile().rows()).isZero();
            assertThat(window.report().state()).isEqualTo(DriftState.UNDECIDED);
            assertThat(score("area")).isNaN();
            assertThat(score("_dataset")).isNaN();
        }
    }

    @Test
    void theLastWindowsAreKept() {
        try (Monitor monitor = house().windows(3, Duration.ofMinutes(5)).start()) {
            for (int i = 1; i <= 5; i++) {
                Data.rows(i, i).forEach(monitor::observe);
                monitor.endWindow();
            }
            Data.rows(9, 100).forEach(monitor::observe);
            assertThat(monitor.windows())
                    .extracting(window -> window.profile().rows())
                    .containsExactly(3L, 4L, 5L);
            assertThat(monitor.profile().rows()).isEqualTo(112);
        }
    }

    @Test
    void aWindowEndsByItselfWhenItHasLastedItsTimeWhateverTheClockSays() {
        try (Monitor monitor = house().windows(3, Duration.ofMillis(20)).start()) {
            clock.now = Instant.parse("2030-01-01T00:00:00Z"); // the clock jumps, time does not
            Data.rows(1, 10).forEach(monitor::observe);
            assertThat(monitor.windows()).isEmpty();
            clock.now = Instant.parse("2020-01-01T00:00:00Z");
            clock.nanos = Duration.ofMillis(20).toNanos();
            while (monitor.windows().isEmpty()) {
                Thread.onSpinWait();
            }
            MonitorWindow window = monitor.windows().get(0);
            assertThat(window.profile().rows()).isEqualTo(10);
            assertThat(window.end()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        }
    }

    @Test
    void closingJudgesTheLastWindowAndRemovesTheGauges() {
        Monitor monitor = house().bindTo(meters);
        Data.rows(1, 10).forEach(monitor::observe);
        monitor.close();
        monitor.close();
        monitor.observe(Data.rows(1, 1).get(0));
        assertThat(monitor.windows())
                .extracting(window -> window.profile().rows())
                .containsExactly(10L);
        assertThat(meters.getMeters()).isEmpty();
        assertThatThrownBy(monitor::endWindow).hasMessageContaining("the monitor of house is closed");
        assertThatThrownBy(monitor::profile).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoMonitorsOfARegistryNeedTwoNames() {
        try (Monitor house = house().bindTo(meters)) {
            assertThatThrownBy(() -> house().bindTo(meters))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has a monitor of the model 'house'");
            try (Monitor flat = house().model("flat").bindTo(meters)) {
                Data.rows(1, 1000, 2).forEach(flat::observe);
                Data.rows(1, 1000).forEach(house::observe);
                flat.endWindow();
                house.endWindow();
                assertThat(score("area")).isLessThan(0.2);
                assertThat(meters.get("ml.data.drift.score")
                                .tags("model", "flat", "column", "area")
                                .gauge()
                                .value())
                        .isGreaterThan(0.2);
            }
            assertThat(score("area")).isLessThan(0.2);
        }
    }

    @Test
    void optionsThatDoNotGoWithTheReferenceFailAtTheStart() {
        MonitorBuilder builder =
                house().options(DriftOptions.builder().ignore("aera").build());
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aera");
    }

    @Test
    void settingsAreCheckedWhereTheyAreWritten() {
        MonitorBuilder builder = house();
        assertThatThrownBy(() -> builder.windows(0, Duration.ofMinutes(5))).hasMessageContaining("1 to 10000: 0");
        assertThatThrownBy(() -> builder.windows(1, Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> builder.model(" ")).hasMessageContaining("must not be blank");
    }
}
