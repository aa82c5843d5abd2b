package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.driftmonitor.Alert;
import io.github.modelkeel.driftmonitor.AlertRule;
import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.driftmonitor.MonitorWindow;
import io.github.modelkeel.driftmonitor.Webhook;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of monitor-drift.md. */
class MonitorDriftTest {
    @TempDir
    private Path directory;

    private static List<Map<String, Object>> rows(long seed, int count) {
        Random random = new Random(seed);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Map.of("area", 100 + 20 * random.nextGaussian(), "town", random.nextBoolean() ? "Bern" : "Chur"));
        }
        return rows;
    }

    private Path profile() {
        Path file = directory.resolve("profile.json");
        StoredProfile.of(Profile.ofRows(rows(1, 5000))).write(file);
        return file;
    }

    @Test
    void countsAndJudges() {
        Path file = profile();
        MeterRegistry meterRegistry = new SimpleMeterRegistry();
        // region monitor
        StoredProfile reference = StoredProfile.read(file); // or StoredProfile.ofModel(directory)
        Monitor monitor = Monitor.of(reference)
                .model("house")
                .windows(12, Duration.ofMinutes(5))
                .bindTo(meterRegistry);
        monitor.observe(Map.of("area", 120.5, "town", "Bern")); // for each request
        // endregion
        rows(2, 1000).forEach(monitor::observe);
        DriftReport report = monitor.endWindow().report();
        monitor.close();
        assertThat(report.columns()).noneMatch(ColumnDrift::drifted);
    }

    @Test
    void watchesAPredictor() throws IOException {
        Path model = Files.createDirectory(directory.resolve("house"));
        Houses.linearModel(150).writeTo(model);
        StoredProfile.of(Profile.ofRows(Houses.rows(2000, 1))).write(model.resolve("profile.json"));
        MeterRegistry meterRegistry = new SimpleMeterRegistry();
        try (Predictor predictor = Predictor.load("file:" + model)) {
            // region monitor-attach
            Monitor monitor = Monitor.attach(predictor)
                    .prediction("price") // the column of the training data; without it inputs alone are watched
                    .windows(12, Duration.ofMinutes(5))
                    .bindTo(meterRegistry);
            // endregion
            for (Map<String, Object> row : Houses.rows(1000, 2)) {
                row.remove("price");
                predictor.predict(row);
            }
            MonitorWindow window = monitor.endWindow();
            monitor.close();
            assertThat(window.profile().columnNames()).contains("sqft", "location", "price");
            assertThat(window.profile().rows()).isEqualTo(1000);
        }
    }

    @Test
    void raisesAlerts() {
        StoredProfile reference = StoredProfile.read(profile());
        URI receiver = URI.create("http://127.0.0.1:9/train");
        String secret = "secret";
        Path file = directory.resolve("monitor.json");
        List<Alert> alerts = new ArrayList<>();
        // region monitor-alerts
        Monitor monitor = Monitor.of(reference)
                .model("house")
                .rule(AlertRule.standard().windows(2).minimumRows(500))
                .onAlert(alerts::addAll)
                .webhook(Webhook.to(receiver).signedWith(secret))
                .snapshot(file)
                .start();
        // endregion
        for (int window = 0; window < 2; window++) {
            rows(2, 500).forEach(row -> monitor.observe(Map.of("area", 300.0, "town", row.get("town"))));
            monitor.endWindow();
        }
        monitor.close();
        assertThat(alerts).extracting(Alert::column).containsExactly("area");
        assertThat(file).exists();
    }

    @Test
    void addsUpOverInstances() {
        StoredProfile reference = StoredProfile.read(profile());
        Path first = directory.resolve("first.json");
        Path second = directory.resolve("second.json");
        for (Path file : List.of(first, second)) {
            try (Monitor monitor = Monitor.of(reference).start()) {
                rows(3, 500).forEach(monitor::observe);
                monitor.profile().write(file);
            }
        }
        // region monitor-merge
        StoredProfile all = StoredProfile.read(first).merge(StoredProfile.read(second));
        DriftReport report = Drift.compare(reference, all, DriftOptions.defaults());
        // endregion
        assertThat(all.rows()).isEqualTo(1000);
        assertThat(report.drifted()).isFalse();
    }
}
