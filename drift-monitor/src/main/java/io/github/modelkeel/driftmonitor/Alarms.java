package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.ColumnDrift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alerts of a monitor's columns. Not thread-safe. */
final class Alarms {
    private final String model;
    private final AlertRule rule;
    private final Map<String, ColumnAlarm> columns = new LinkedHashMap<>();

    Alarms(String model, AlertRule rule) {
        this.model = model;
        this.rule = rule;
    }

    /** What a window changes: alerts that start and alerts that end. */
    List<Alert> after(MonitorWindow window) {
        List<Alert> changes = new ArrayList<>();
        if (window.profile().rows() < rule.minimumRows()) {
            return changes;
        }
        for (ColumnDrift column : window.report().columns()) {
            ColumnAlarm before = columns.getOrDefault(column.name(), ColumnAlarm.NONE);
            ColumnAlarm now = before.after(column, window, rule);
            columns.put(column.name(), now);
            if (now.firing() != before.firing()) {
                changes.add(new Alert(
                        model,
                        window.version(),
                        column.name(),
                        column.excess().orElse(Double.NaN),
                        column.reason(),
                        now.since(),
                        now.firing() ? null : window.end()));
            }
        }
        return changes;
    }

    /** What a restart needs. */
    Map<String, ColumnAlarm> state() {
        return Map.copyOf(columns);
    }

    void restore(Map<String, ColumnAlarm> state) {
        columns.putAll(state);
    }
}
