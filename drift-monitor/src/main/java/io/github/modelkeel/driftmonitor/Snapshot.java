package io.github.modelkeel.driftmonitor;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.modelkeel.drift.InvalidDataException;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.json.JsonTree;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a monitor knows, for after a restart. Immutable.
 *
 * @param version the version whose profile counts
 * @param start when the window started that is being counted
 * @param elapsed how long it lasted so far
 * @param counted what was counted in it
 * @param ended the windows that have ended, the oldest first
 * @param alarms the columns on their way to an alert or out of it
 */
record Snapshot(
        String version,
        Instant start,
        Duration elapsed,
        StoredProfile counted,
        List<Ended> ended,
        Map<String, ColumnAlarm> alarms) {
    private static final String FORMAT = "modelkeel-drift-monitor";

    /** Rises when a member is renamed, removed or changes its meaning. */
    private static final int FORMAT_VERSION = 1;

    /** No window lasts longer, not even one whose judgement failed for long. */
    private static final Duration MAX_ELAPSED = Duration.ofDays(36_500);

    /** A window that has ended; its verdict is made again from its counts. */
    record Ended(Instant start, Instant end, StoredProfile profile) {}

    /** The same, with the window that was being counted as one that has ended, if it has rows. */
    Snapshot ended(Instant now) {
        if (counted.rows() == 0) {
            return this;
        }
        List<Ended> all = new ArrayList<>(ended);
        all.add(new Ended(start, now, counted));
        return new Snapshot(version, now, Duration.ZERO, counted.empty(), all, alarms);
    }

    /** As JSON; a profile is a text in it, as {@link StoredProfile#toJson} writes it. */
    String toJson() {
        JsonStringWriter json = JsonWriter.string();
        json.object();
        json.value("format", FORMAT);
        json.value("format_version", FORMAT_VERSION);
        json.value("version", version);
        json.value("start", start.toString());
        json.value("elapsed_millis", elapsed.toMillis());
        json.value("counted", counted.toJson());
        json.array("windows");
        for (Ended window : ended) {
            json.object();
            json.value("start", window.start.toString());
            json.value("end", window.end.toString());
            json.value("counted", window.profile.toJson());
            json.end();
        }
        json.end();
        json.array("alarms");
        new TreeMap<>(alarms).forEach((column, alarm) -> {
            json.object();
            json.value("column", column);
            json.value("streak", alarm.streak());
            json.value("firing", alarm.firing());
            json.value("since", alarm.since().toString());
            if (alarm.last() != null) {
                json.value("last", alarm.last().toString());
            }
            json.end();
        });
        json.end();
        json.end();
        return json.done();
    }

    /**
     * Reads {@link #toJson}'s text.
     *
     * @throws MalformedDataException if it is not a snapshot, or one of another format version
     */
    static Snapshot of(String text) {
        try {
            JsonTree json = JsonTree.parse(text);
            if (!json.has("format") || !json.text("format").equals(FORMAT)) {
                throw json.wrong("format", "\"" + FORMAT + "\"");
            }
            if (json.whole("format_version") != FORMAT_VERSION) {
                throw json.wrong("format_version", Integer.toString(FORMAT_VERSION));
            }
            List<Ended> ended = new ArrayList<>();
            for (JsonTree window : json.objects("windows")) {
                ended.add(new Ended(
                        instant(window, "start"),
                        instant(window, "end"),
                        StoredProfile.ofJson(window.text("counted"))));
            }
            Map<String, ColumnAlarm> alarms = new TreeMap<>();
            for (JsonTree alarm : json.objects("alarms")) {
                alarms.put(
                        alarm.text("column"),
                        new ColumnAlarm(
                                Math.toIntExact(alarm.count("streak")),
                                alarm.flag("firing"),
                                instant(alarm, "since"),
                                alarm.has("last") ? instant(alarm, "last") : null));
            }
            return new Snapshot(
                    json.text("version"),
                    instant(json, "start"),
                    elapsed(json.count("elapsed_millis")),
                    StoredProfile.ofJson(json.text("counted")),
                    ended,
                    alarms);
        } catch (InvalidDataException | ArithmeticException e) {
            throw new MalformedDataException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Duration elapsed(long millis) {
        if (millis > MAX_ELAPSED.toMillis()) {
            throw new MalformedDataException(
                    "elapsed_millis must be at most " + MAX_ELAPSED.toMillis() + ": " + millis);
        }
        return Duration.ofMillis(millis);
    }

    private static Instant instant(JsonTree json, String name) {
        try {
            return Instant.parse(json.text(name));
        } catch (DateTimeException e) {
            throw new MalformedDataException(name + " must be a time such as 2026-01-31T12:00:00Z", e);
        }
    }
}
