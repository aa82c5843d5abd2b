package io.github.modelkeel.cli.runs;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.tracking.RunInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the server describes, as JSON and in words. */
final class Described {
    private Described() {}

    static JsonObject of(RunInfo run) {
        JsonObject object = Json.object()
                .put("id", run.id())
                .put("name", run.name())
                .put("experiment_id", run.experimentId())
                .put("status", run.status().name())
                .put("start", time(run.startTime()))
                .put("end", run.endTime() == null ? null : time(run.endTime()))
                .put("deleted", run.deleted());
        texts(object, "params", run.params());
        JsonObject metrics = object.putObject("metrics");
        new TreeMap<>(run.metrics()).forEach(metrics::put);
        texts(object, "tags", run.tags());
        return object.put("artifact_uri", run.artifactUri());
    }

    private static void texts(JsonObject object, String name, Map<String, String> texts) {
        JsonObject all = object.putObject(name);
        new TreeMap<>(texts).forEach(all::put);
    }

    static Map<String, String> metrics(RunInfo run) {
        Map<String, String> texts = new TreeMap<>();
        run.metrics().forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How long it took, as {@code 1h2m3s}; empty while it is running. */
    static String took(RunInfo run) {
        Instant end = run.endTime();
        if (end == null) {
            return "";
        }
        Duration took = Duration.between(run.startTime(), end);
        return took.compareTo(Duration.ofMinutes(1)) < 0
                ? took.toMillis() / 1000.0 + "s"
                : took.truncatedTo(ChronoUnit.SECONDS).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
