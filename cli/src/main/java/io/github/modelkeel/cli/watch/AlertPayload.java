package io.github.modelkeel.cli.watch;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A notification of Alertmanager, version 4 of its form, taken apart by model. Resolved alerts are left out. The first start of a model's
 * firing alerts is that of the drift: it stays when the notification is repeated and when the group gains an alert.
 *
 * @param alerts what it says about each model, in the order of their names
 * @param ignored alerts that name no model, or one that cannot be, in words
 * @param truncated how many alerts Alertmanager left out
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">the form</a>
 */
record AlertPayload(List<ModelAlert> alerts, List<String> ignored, long truncated) {
    private static final String VERSION = "4";
    private static final int MAX_ALERTS = 10_000;
    private static final Duration MAX_AHEAD = Duration.ofDays(1);
    private static final int MAX_TEXT = 4_096;
    private static final int MAX_MODEL = 256;

    /**
     * Reads a body.
     *
     * @param body the bytes
     * @param defaultModel the model of alerts without the label; empty if there is none
     * @param now the time by which an alert can be too far ahead: it would make later ones older than it
     * @throws Refusal with the status 400 if it does not have the form
     */
    static AlertPayload parse(byte[] body, String defaultModel, Instant now) {
        JsonValue payload = read(body);
        if (!payload.path("version").asText("").equals(VERSION)) {
            throw bad("the field \"version\" must be \"" + VERSION + "\", the form of Alertmanager's webhooks");
        }
        JsonValue list = payload.path("alerts");
        if (!list.isArray() || list.size() > MAX_ALERTS) {
            throw bad("the field \"alerts\" must be an array of at most " + MAX_ALERTS);
        }
        String receiver = text(payload, "receiver");
        String groupKey = text(payload, "groupKey");
        List<String> ignored = new ArrayList<>();
        Map<String, List<JsonValue>> firing = new TreeMap<>();
        for (JsonValue alert : list) {
            if (text(alert, "status").equals("firing")) {
                String model = alert.path("labels").path("model").asText(defaultModel);
                if (canBeAModel(model)) {
                    firing.computeIfAbsent(model, none -> new ArrayList<>()).add(alert);
                } else {
                    ignored.add("the alert "
                            + alert.path("labels").path("alertname").asText("without a name")
                            + (model.isEmpty() ? " has no label model" : " has a label model that cannot be one"));
                }
            }
        }
        List<ModelAlert> alerts = new ArrayList<>();
        firing.forEach((model, its) -> alerts.add(alert(payload, receiver, groupKey, model, its)));
        alerts.forEach(each -> refuseAhead(each, now));
        return new AlertPayload(alerts, ignored, payload.path("truncatedAlerts").asLong());
    }

    private static JsonValue read(byte[] body) {
        try {
            JsonValue payload = Json.parse(body);
            if (payload.isObject()) {
                return payload;
            }
        } catch (IOException e) {
            throw bad("the body is not JSON");
        }
        throw bad("the body is not a JSON object");
    }

    private static ModelAlert alert(
            JsonValue payload, String receiver, String groupKey, String model, List<JsonValue> firing) {
        Instant first = firing.stream()
                .map(AlertPayload::startsAt)
                .min(Instant::compareTo)
                .orElseThrow();
        JsonObject json = Json.object()
                .put("model", model)
                .put("startsAt", first.toString())
                .put("receiver", receiver)
                .put("groupKey", groupKey)
                .put("externalURL", payload.path("externalURL").asText(""));
        JsonArray alerts = json.putArray("alerts");
        alerts.addAll(firing);
        return new ModelAlert(receiver, groupKey, model, first, json);
    }

    private static Instant startsAt(JsonValue alert) {
        String text = text(alert, "startsAt");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw bad("the field \"startsAt\" of an alert is not a time with an offset");
        }
    }

    private static void refuseAhead(ModelAlert alert, Instant now) {
        if (alert.startsAt().isAfter(now.plus(MAX_AHEAD))) {
            throw bad("the alert of " + alert.model() + " has the \"startsAt\" " + alert.startsAt()
                    + ", more than a day ahead of this machine's clock (" + now + "): set the clocks right");
        }
    }

    private static String text(JsonValue object, String field) {
        String text = object.path(field).textValue();
        if (text == null || text.isEmpty() || text.length() > MAX_TEXT) {
            throw bad("the field \"" + field + "\" must be a text of 1 to " + MAX_TEXT + " characters");
        }
        return text;
    }

    private static boolean canBeAModel(String model) {
        return !model.isBlank()
                && model.length() <= MAX_MODEL
                && model.chars().noneMatch(c -> c < ' ' || c == 127 || c == '/' || c == ':' || c == '\\');
    }

    private static Refusal bad(String message) {
        return new Refusal(400, message);
    }
}
