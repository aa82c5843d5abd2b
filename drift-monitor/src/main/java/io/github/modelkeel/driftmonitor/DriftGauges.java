package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.DriftReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of one monitor. Safe for use by multiple threads. */
final class DriftGauges implements AutoCloseable {
    static final String SCORE = "ml.data.drift.score";
    static final String ROWS = "ml.data.drift.rows";
    static final String DATASET = "_dataset";

    private final MeterRegistry registry;
    private final String model;
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private volatile Map<String, Double> scores = Map.of();
    private volatile double rows = Double.NaN;

    DriftGauges(MeterRegistry registry, String model) {
        this.registry = registry;
        this.model = model;
        if (registry.find(SCORE).tag("model", model).gauge() != null) {
            throw new IllegalArgumentException("the meter registry has a monitor of the model '" + model
                    + "' already; close that one, or give this one another name by model(name)");
        }
        meters.put(
                ROWS,
                Gauge.builder(ROWS, this, gauges -> gauges.rows)
                        .description("Rows of the last window")
                        .tag("model", model)
                        .register(registry));
        score(DATASET);
    }

    void columns(List<String> columns) {
        columns.forEach(this::score);
    }

    private void score(String column) {
        meters.computeIfAbsent(
                column,
                name -> Gauge.builder(SCORE, this, gauges -> gauges.scores.getOrDefault(name, Double.NaN))
                        .description("PSI of the last window less what no drift would give; of " + DATASET
                                + " the share of the columns that drifted")
                        .tags("model", model, "column", name)
                        .register(registry));
    }

    /** Shows the verdict on a window. */
    void show(MonitorWindow window) {
        DriftReport report = window.report();
        Map<String, Double> next = new ConcurrentHashMap<>();
        for (ColumnDrift column : report.columns()) {
            column.excess().ifPresent(excess -> next.put(column.name(), excess));
        }
        if (report.judgedCount() > 0) {
            next.put(DATASET, report.driftShare());
        }
        scores = next;
        rows = window.profile().rows();
    }

    @Override
    public void close() {
        meters.values().forEach(registry::remove);
    }
}
