package io.github.modelkeel.cli.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Notifications as Alertmanager 0.25 sent them. */
final class Payloads {
    private static final Path RECORDED = Path.of("src/test/resources/alertmanager-0.25");

    /** When they came, about. */
    static final Instant NOW = Instant.parse("2026-11-30T11:00:00Z");

    private Payloads() {}

    /** The first, repeated, after the group gained an alert, or after it lost the older one. */
    static byte[] recorded(String name) {
        try {
            return Files.readAllBytes(RECORDED.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first one, changed. */
    static byte[] changed(String from, String to) {
        String text = new String(recorded("first"), StandardCharsets.UTF_8);
        if (!text.contains(from)) {
            throw new IllegalArgumentException("the payload does not hold " + from);
        }
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    static ModelAlert alert(String name) {
        return AlertPayload.parse(recorded(name), "", NOW).alerts().get(0);
    }

    /** An alert of a model and a minute of the same hour. */
    static ModelAlert alert(String model, int minute) {
        return AlertPayload.parse(
                        changed("\"2026-11-30T10:31:31.953909844Z\"", "\"2026-11-30T10:%02d:00Z\"".formatted(minute)),
                        "",
                        NOW)
                .alerts()
                .stream()
                .map(alert ->
                        new ModelAlert(alert.receiver(), "{}:{" + model + "}", model, alert.startsAt(), alert.json()))
                .findFirst()
                .orElseThrow();
    }
}
