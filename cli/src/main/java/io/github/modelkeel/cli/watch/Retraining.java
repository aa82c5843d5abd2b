package io.github.modelkeel.cli.watch;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A retraining as it is on disk. Immutable, but for the tree.
 *
 * @param alert what it is for
 * @param state how far it is
 * @param attempt how often the command was started
 * @param changed when it came to this state
 * @param process the command's process while it runs; 0 if it does not
 * @param processStart when that process started, in milliseconds since 1970; 0 if unknown
 * @param version the version that the command made; 0 if it is not known
 * @param detail why it has this state, for people
 * @param versionsSince an older version was not made by it: when the command was first started, and the alert's start before that
 */
record Retraining(
        ModelAlert alert,
        State state,
        int attempt,
        Instant changed,
        long process,
        long processStart,
        int version,
        String detail,
        Instant versionsSince) {
    /** How far a retraining is. */
    enum State {
        /** On disk, and the command was not started yet. */
        WAITING,
        /** The command was started. */
        RUNNING,
        /** The command has succeeded, and the gates were not asked yet. */
        TRAINED,
        /** The alias was moved. */
        PROMOTED,
        /** A gate refused the version. */
        REFUSED,
        /** The command or the promotion failed. */
        FAILED;

        boolean isFinal() {
            return this == PROMOTED || this == REFUSED || this == FAILED;
        }
    }

    static Retraining of(ModelAlert alert, Instant now) {
        return new Retraining(alert, State.WAITING, 0, now, 0, 0, 0, "", alert.startsAt());
    }

    /** The name of its files: of one alert always the same. */
    String id() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(alert.key().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK does not know SHA-256", e);
        }
    }

    Retraining started(Instant now) {
        Instant since = attempt == 0 ? now : versionsSince;
        return new Retraining(alert, State.RUNNING, attempt + 1, now, 0, 0, 0, "", since);
    }

    Retraining withProcess(long pid, long start) {
        return new Retraining(alert, state, attempt, changed, pid, start, version, detail, versionsSince);
    }

    Retraining trained(int made, Instant now) {
        return new Retraining(alert, State.TRAINED, attempt, now, 0, 0, made, "", versionsSince);
    }

    Retraining ended(State end, String why, Instant now) {
        return new Retraining(alert, end, attempt, now, 0, 0, version, why, versionsSince);
    }

    JsonObject json() {
        return Json.object()
                .put("id", id())
                .put("state", state.name())
                .put("model", alert.model())
                .put("starts_at", alert.startsAt().toString())
                .put("receiver", alert.receiver())
                .put("group_key", alert.groupKey())
                .put("attempt", attempt)
                .put("changed", changed.toString())
                .put("process", process)
                .put("process_start", processStart)
                .put("version", version)
                .put("detail", detail)
                .put("versions_since", versionsSince.toString());
    }

    /** What is written into its file. */
    byte[] bytes() {
        return Json.bytes(json().set("alert", alert.json()));
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it is not one of these
     */
    static Retraining read(byte[] file) throws IOException {
        JsonValue json = Json.parse(file);
        if (!(json.path("alert") instanceof JsonObject alert)) {
            throw new IOException("it has no object \"alert\"");
        }
        String startsAt = json.path("starts_at").asText();
        try {
            return new Retraining(
                    new ModelAlert(
                            json.path("receiver").asText(),
                            json.path("group_key").asText(),
                            json.path("model").asText(),
                            Instant.parse(startsAt),
                            alert),
                    State.valueOf(json.path("state").asText()),
                    json.path("attempt").asInt(),
                    Instant.parse(json.path("changed").asText()),
                    json.path("process").asLong(),
                    json.path("process_start").asLong(),
                    json.path("version").asInt(),
                    json.path("detail").asText(""),
                    Instant.parse(json.path("versions_since").asText(startsAt)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
    }
}
