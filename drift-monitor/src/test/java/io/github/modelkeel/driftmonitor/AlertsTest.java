package io.github.modelkeel.driftmonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.StoredProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When alerts start and end. */
class AlertsTest {
    private static final StoredProfile REFERENCE = Data.reference();

    private final Data.Clock clock = new Data.Clock();
    private final List<Alert> alerts = new ArrayList<>();

    private Monitor monitor(AlertRule rule) {
        return Monitor.of(REFERENCE)
                .model("house")
                .rule(rule)
                .time(clock)
                .onAlert(alerts::addAll)
                .start();
    }

    /** A window of five minutes whose area moved. */
    private void window(Monitor monitor, int rows, double shift) {
        Data.rows(7, rows, shift).forEach(monitor::observe);
        clock.now = clock.now.plus(Duration.ofMinutes(5));
        monitor.endWindow();
    }

    private List<Boolean> firing() {
        return alerts.stream().map(Alert::firing).toList();
    }

    @Test
    void threeHighWindowsInARowRaiseAnAlertAndThreeLowOnesEndIt() {
        try (Monitor monitor = monitor(AlertRule.standard())) {
            window(monitor, 1000, 1);
            window(monitor, 1000, 1);
            window(monitor, 1000, 0);
            window(monitor, 1000, 1);
            window(monitor, 1000, 1);
            assertThat(alerts).isEmpty();
            window(monitor, 1000, 1);
            assertThat(alerts).singleElement().satisfies(alert -> {
                assertThat(alert.column()).isEqualTo("area");
                assertThat(alert.model()).isEqualTo("house");
                assertThat(alert.score()).isGreaterThan(0.2);
                assertThat(alert.reason()).contains("excess");
                assertThat(alert.startsAt()).isEqualTo(Instant.parse("2026-01-01T00:15:00Z"));
                assertThat(alert.endsAt()).isNull();
            });
            window(monitor, 1000, 1);
            window(monitor, 1000, 0);
            window(monitor, 1000, 0);
            assertThat(firing()).containsExactly(true);
            window(monitor, 1000, 0);
            assertThat(firing()).containsExactly(true, false);
            assertThat(alerts.get(1).startsAt()).isEqualTo(alerts.get(0).startsAt());
            assertThat(alerts.get(1).endsAt()).isEqualTo(clock.now);
        }
    }

    @Test
    void aScoreBetweenTheLimitsChangesNothing() {
        try (Monitor monitor = monitor(AlertRule.standard().windows(1).quietPeriod(Duration.ZERO))) {
            window(monitor, 5000, 0.4); // excess about 0.15
            assertThat(alerts).isEmpty();
            window(monitor, 5000, 1);
            window(monitor, 5000, 0.4);
            window(monitor, 5000, 1);
            assertThat(firing()).containsExactly(true);
            window(monitor, 5000, 0);
            assertThat(firing()).containsExactly(true, false);
        }
    }

    @Test
    void windowsOfFewRowsCountNeitherForNorAgainst() {
        try (Monitor monitor = monitor(AlertRule.standard())) {
            window(monitor, 1000, 1);
            window(monitor, 1000, 1);
            window(monitor, 0, 0);
            window(monitor, 199, 0);
            assertThat(alerts).isEmpty();
            window(monitor, 1000, 1);
            assertThat(firing()).containsExactly(true);
            window(monitor, 0, 0);
            window(monitor, 199, 0);
            window(monitor, 0, 0);
            assertThat(firing()).containsExactly(true);
        }
    }

    @Test
    void aColumnIsQuietForAWhileAndSpeaksWhenItsScoreIsStillHigh() {
        AlertRule rule = AlertRule.standard().windows(1).quietPeriod(Duration.ofMinutes(21));
        try (Monitor monitor = monitor(rule)) {
            window(monitor, 1000, 1);
            window(monitor, 1000, 0);
            assertThat(firing()).containsExactly(true, false);
            window(monitor, 1000, 1);
            window(monitor, 1000, 1);
            window(monitor, 1000, 1);
            assertThat(firing()).containsExactly(true, false);
            window(monitor, 1000, 1);
            assertThat(firing()).containsExactly(true, false, true);
        }
    }

    @Test
    void aClockThatWasSetBackDoesNotKeepAColumnQuiet() {
        try (Monitor monitor = monitor(AlertRule.standard().windows(1))) {
            clock.now = Instant.parse("2027-01-01T00:00:00Z");
            window(monitor, 1000, 1);
            window(monitor, 1000, 0);
            clock.now = Instant.parse("2026-01-01T00:00:00Z");
            window(monitor, 1000, 1);
            assertThat(firing()).containsExactly(true, false, true);
        }
    }

    @Test
    void aColumnThatIsGoneRaisesAnAlert() {
        try (Monitor monitor = monitor(AlertRule.standard().windows(1))) {
            Data.rows(3, 500).forEach(row -> {
                row.remove("town");
                monitor.observe(row);
            });
            monitor.endWindow();
            assertThat(alerts).singleElement().satisfies(alert -> {
                assertThat(alert.column()).isEqualTo("town");
                assertThat(alert.score()).isNaN();
            });
        }
    }

    @Test
    void aListenerThatThrowsCostsNothing() {
        try (Monitor monitor = Monitor.of(REFERENCE)
                .rule(AlertRule.standard().windows(1))
                .onAlert(changes -> {
                    alerts.addAll(changes);
                    throw new IllegalStateException("broken");
                })
                .start()) {
            window(monitor, 1000, 1);
            assertThat(alerts).hasSize(1);
            assertThat(monitor.windows()).hasSize(1);
        }
    }

    @Test
    void settingsAreCheckedWhereTheyAreWritten() {
        AlertRule rule = AlertRule.standard();
        assertThatThrownBy(() -> rule.score(0, 0)).hasMessageContaining("more than 0: 0.0");
        assertThatThrownBy(() -> rule.score(0.2, 0.3)).hasMessageContaining("at most 0.2: 0.3");
        assertThatThrownBy(() -> rule.score(Double.NaN, 0.3)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> rule.windows(0)).hasMessageContaining("one window or more: 0");
        assertThatThrownBy(() -> rule.minimumRows(0)).hasMessageContaining("one row or more: 0");
        assertThatThrownBy(() -> rule.quietPeriod(Duration.ofSeconds(-1))).hasMessageContaining("PT-1S");
    }

    @Test
    void aQuietPeriodMayLastForEver() {
        try (Monitor monitor = Monitor.of(Data.reference())
                .rule(AlertRule.standard().windows(1).quietPeriod(java.time.temporal.ChronoUnit.FOREVER.getDuration()))
                .start()) {
            for (double shift : new double[] {3, 0, 3}) {
                Data.rows(5, 500, shift).forEach(monitor::observe);
                monitor.endWindow();
            }
            assertThat(monitor.windows()).hasSize(3);
        }
    }
}
