package io.github.modelkeel.samples.risk;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.driftmonitor.Alert;
import io.github.modelkeel.driftmonitor.AlertRule;
import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.driftmonitor.MonitorBuilder;
import io.github.modelkeel.driftmonitor.Webhook;
import io.github.modelkeel.feast.FeatureRows;
import io.github.modelkeel.feast.OnlineFeatures;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.registry.ModelUri;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.registry.ResolvedModel;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nightly batch: features, predictions of the version in production, and what the night looks like beside that version's own profile.
 *
 * @param folder where nights are kept
 * @param webhook where an alert is sent; null for nowhere
 */
record Nights(
        ClientConfig config,
        Registry registry,
        Loans loans,
        Path folder,
        Console console,
        @Nullable Webhook webhook) {
    static final String CHAMPION = "champion";
    static final String STORE = "store";

    /** The same, whose alerts are sent; a job that ends waits until the receiver has them. */
    Nights sendingTo(URI receiver, String token) {
        Webhook to = Webhook.to(receiver).closeTimeout(Duration.ofMinutes(1));
        return new Nights(config, registry, loans, folder, console, token.isBlank() ? to : to.bearerToken(token));
    }

    /**
     * Scores the next night, all of it by one version, whatever is promoted meanwhile.
     *
     * @return whether it raised an alert
     */
    boolean score(String customers, OnlineFeatures store) throws IOException {
        int night = last() + 1;
        Loans applications = loans.night(customers, night);
        FeatureRows features = store.online(Map.of(Loans.ID, applications.column(Loans.ID)));
        List<? extends Map<String, ? extends @Nullable Object>> inputs =
                features.merge(applications.with(Loans.APPLICATION));
        String failure = features.failure().map(Throwable::getMessage).orElse(null);
        ResolvedModel production = registry.resolve(ModelUri.ofAlias(loans.model(), CHAMPION));
        StoredProfile profile = StoredProfile.ofModel(registry.download(production));
        List<Alert> alerts = new ArrayList<>();
        try (Predictor predictor = predictor(production.version());
                Monitor monitor = monitor(profile, production.version(), alerts)) {
            List<Prediction> predictions = predictor.predict(Rows.ofMaps(inputs));
            String digest = predictions.get(0).digest().orElse("no digest");
            console.say("night %d: %d applications of %s customers", night, predictions.size(), customers);
            console.say("  scored by version %d (%s), see %s", production.version(), digest, file(night));
            write(night, applications.column(Loans.ID), predictions, failure == null ? STORE : "defaults");
            if (failure != null) { // defaults are not customers: they would look like drift
                console.say("  %d of %d with defaults, so not compared: %s", inputs.size(), inputs.size(), failure);
            } else {
                for (int i = 0; i < inputs.size(); i++) {
                    monitor.observe(
                            Training.profiled(inputs.get(i), predictions.get(i).output()));
                }
                console.say("  drift: %s", monitor.endWindow().report().reason());
            }
        }
        alerts.forEach(alert ->
                console.say("  %s %s: %s", alert.firing() ? "ALERT" : "RESOLVED", alert.column(), alert.reason()));
        return alerts.stream().anyMatch(Alert::firing);
    }

    Predictor predictor(int version) {
        return Predictor.builder("models:/" + loans.model() + "/" + version)
                .config(config)
                .load();
    }

    /** Three nights in a row count, each in a process of its own: what was counted is kept in a file for each version. */
    private Monitor monitor(StoredProfile profile, int version, List<Alert> alerts) {
        MonitorBuilder builder = Monitor.of(profile)
                .model(loans.model())
                .windows(30, Duration.ofDays(31)) // a night ends its window itself
                .rule(AlertRule.standard()) // above 0.2 three times in a row
                .snapshot(counted(version))
                .onAlert(alerts::addAll);
        return (webhook == null ? builder : builder.webhook(webhook)).start();
    }

    /** Before the night is compared: a retraining that an alert starts reads it. */
    private void write(int night, List<Object> ids, List<Prediction> predictions, String from) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("customer_id,decision,bad_probability,model_version,model_digest,features"));
        for (Prediction each : predictions) {
            Object id = ids.get(lines.size() - 1);
            String answer = each.label() + "," + Training.probability(each.output());
            lines.add(id + "," + answer + "," + each.modelVersion() + ","
                    + each.digest().orElse("") + "," + from);
        }
        Loans.write(file(night), lines);
    }

    /** Starts to count again what is in production: an alert that fires already is not raised again. */
    void forget() throws IOException {
        Files.deleteIfExists(counted(registry.resolveAlias(loans.model(), CHAMPION)));
    }

    private Path counted(int version) {
        return folder.resolve("drift-of-version-" + version + ".json");
    }

    /** The number of the last night; 0 before the first. */
    int last() {
        int night = 0;
        while (Files.exists(file(night + 1))) {
            night++;
        }
        return night;
    }

    Path file(int night) {
        return folder.resolve("night-" + night + ".csv");
    }
}
