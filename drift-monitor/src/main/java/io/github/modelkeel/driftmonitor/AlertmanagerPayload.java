package io.github.modelkeel.driftmonitor;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Alerts of one model in the form of Alertmanager's webhooks, version 4. */
final class AlertmanagerPayload {
    private static final String ALERT_NAME = "ModelDataDrifted";
    private static final String NOT_ENDED = "0001-01-01T00:00:00Z";
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xff;

    private AlertmanagerPayload() {}

    /** The body; the alerts are not empty and of one model. */
    static String of(List<Alert> alerts) {
        String model = alerts.get(0).model();
        Map<String, String> group = Map.of("alertname", ALERT_NAME, "model", model);
        boolean firing = alerts.stream().anyMatch(Alert::firing);
        JsonStringWriter json = JsonWriter.string();
        json.object();
        json.value("version", "4");
        json.value("groupKey", "{}:{alertname=" + quoted(ALERT_NAME) + ", model=" + quoted(model) + "}");
        json.value("truncatedAlerts", 0);
        json.value("status", status(firing));
        json.value("receiver", "modelkeel-drift-monitor");
        labels(json, "groupLabels", new TreeMap<>(group));
        labels(json, "commonLabels", alerts.size() == 1 ? labels(alerts.get(0)) : common(group));
        labels(json, "commonAnnotations", new TreeMap<>());
        json.value("externalURL", "");
        json.array("alerts");
        alerts.forEach(alert -> alert(json, alert));
        json.end();
        json.end();
        return json.done();
    }

    private static SortedMap<String, String> common(Map<String, String> group) {
        SortedMap<String, String> common = new TreeMap<>(group);
        common.put("severity", "ticket");
        return common;
    }

    private static SortedMap<String, String> labels(Alert alert) {
        SortedMap<String, String> labels = common(Map.of("alertname", ALERT_NAME, "model", alert.model()));
        labels.put("column", alert.column());
        return labels;
    }

    private static void alert(JsonStringWriter json, Alert alert) {
        SortedMap<String, String> labels = labels(alert);
        SortedMap<String, String> annotations = new TreeMap<>();
        annotations.put(
                "summary",
                alert.column() + " of " + alert.model()
                        + (alert.firing() ? " drifted from the training data" : " is as the training data again"));
        annotations.put("description", alert.reason());
        annotations.put("score", Double.toString(alert.score()));
        annotations.put("version", alert.version());
        json.object();
        json.value("status", status(alert.firing()));
        labels(json, "labels", labels);
        labels(json, "annotations", annotations);
        json.value("startsAt", alert.startsAt().toString());
        json.value("endsAt", alert.endsAt() == null ? NOT_ENDED : alert.endsAt().toString());
        json.value("generatorURL", "");
        json.value("fingerprint", fingerprint(labels));
        json.end();
    }

    private static String status(boolean firing) {
        return firing ? "firing" : "resolved";
    }

    private static void labels(JsonStringWriter json, String name, SortedMap<String, String> labels) {
        json.object(name);
        labels.forEach(json::value);
        json.end();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** Of the labels, as Prometheus computes it: FNV-1a of 64 bits over names and values in order. */
    static String fingerprint(SortedMap<String, String> labels) {
        long hash = FNV_OFFSET;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            hash = add(add(hash, label.getKey()), label.getValue());
        }
        return String.format("%016x", hash);
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            sum = (sum ^ (each & 0xff)) * FNV_PRIME;
        }
        return (sum ^ SEPARATOR) * FNV_PRIME;
    }
}
