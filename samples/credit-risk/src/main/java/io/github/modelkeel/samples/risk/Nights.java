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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nightly batch: features, predictions of the version in production, and what the night looks like beside that version's own profile.
 *
 * @param folder where nights are kept
 */
record Nights(ClientConfig config, Registry registry, Loans loans, Path folder, Console console) {
    static final String CHAMPION = "champion";
    private static final Pattern FILE = Pattern.compile("night-([1-9]\\d{0,8})\\.csv");

    /** Where alerts are sent; a job that ends waits until the receiver has them. */
    static Webhook webhook(URI receiver, String token) {
        Webhook to = Webhook.to(receiver).closeTimeout(Duration.ofMinutes(1));
        return token.isBlank() ? to : to.bearerToken(token);
    }

    /**
     * Scores the next night, all of it by one version, whatever is promoted meanwhile.
     *
     * @param webhook where an alert is sent; null for nowhere
     * @return whether it raised an alert
     */
    boolean score(String customers, OnlineFeatures store, @Nullable Webhook webhook) throws IOException {
        int night = all().stream().findFirst().orElse(0) + 1;
        Loans applications = loans.night(customers, night);
        FeatureRows features = store.online(Map.of(Loans.ID, applications.column(Loans.ID)));
        List<? extends Map<String, ? extends @Nullable Object>> inputs =
                features.merge(applications.with(Loans.APPLICATION));
        List<String> sources = inputs.stream().map(Store::source).toList();
        int unknown = sources.size() - Collections.frequency(sources, Store.NAME);
        ResolvedModel production = registry.resolve(ModelUri.ofAlias(loans.model(), CHAMPION));
        List<Alert> alerts = new ArrayList<>();
        List<Prediction> predictions = predict(production.version(), inputs);
        try (Monitor monitor = monitor(production, alerts, webhook)) {
            String digest = predictions.get(0).digest().orElse("no digest");
            console.say("night %d: %d applications of %s customers", night, predictions.size(), customers);
            console.say("  scored by version %d (%s), see %s", production.version(), digest, file(night));
            write(night, applications.column(Loans.ID), predictions, sources);
            if (unknown > 0) { // defaults are not customers: they would look like drift
                String why = features.failure().map(e -> ": " + e.getMessage()).orElse("");
                console.say("  %d of %d with defaults, so not compared%s", unknown, inputs.size(), why);
            }
            if (unknown * 10 <= inputs.size()) {
                IntStream.range(0, inputs.size())
                        .filter(i -> sources.get(i).equals(Store.NAME))
                        .mapToObj(i -> Training.profiled(
                                inputs.get(i), predictions.get(i).output()))
                        .forEach(monitor::observe);
                console.say("  drift: %s", monitor.endWindow().report().reason());
                alerts.forEach(alert -> console.say(
                        "  %s %s: %s", alert.firing() ? "ALERT" : "RESOLVED", alert.column(), alert.reason()));
                monitor.save(); // the next night continues from it: a night that is not counted fails
            }
        }
        return alerts.stream().anyMatch(Alert::firing);
    }

    /** What a version says. */
    List<Prediction> predict(int version, List<? extends Map<String, ? extends @Nullable Object>> inputs) {
        String uri = "models:/" + loans.model() + "/" + version;
        try (Predictor predictor = Predictor.builder(uri).config(config).load()) {
            return predictor.predict(Rows.ofMaps(inputs));
        }
    }

    /** Three nights in a row count, each in a process of its own: what was counted is kept in a file for each version. */
    private Monitor monitor(ResolvedModel production, List<Alert> alerts, @Nullable Webhook webhook) {
        MonitorBuilder builder = Monitor.of(StoredProfile.ofModel(registry.download(production)))
                .model(loans.model())
                .windows(30, Duration.ofDays(31)) // a night ends its window itself
                .rule(AlertRule.standard()) // above 0.2 three times in a row
                .snapshot(counted(production.version()))
                .onAlert(alerts::addAll);
        return (webhook == null ? builder : builder.webhook(webhook)).start();
    }

    /** Before the night is compared: a retraining that an alert starts reads it. */
    private void write(int night, List<Object> ids, List<Prediction> answers, List<String> from) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("customer_id,decision,bad_probability,model_version,model_digest,features"));
        for (Prediction each : answers) {
            int row = lines.size() - 1;
            String answer = each.label() + "," + Training.probability(each.output()) + "," + each.modelVersion();
            lines.add(ids.get(row) + "," + answer + "," + each.digest().orElse("") + "," + from.get(row));
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

    /** The numbers of the nights, the last one first; one that is gone in between hides no other. */
    List<Integer> all() throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(folder))) {
            return files.map(file -> FILE.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    Path file(int night) {
        return folder.resolve("night-" + night + ".csv");
    }
}
