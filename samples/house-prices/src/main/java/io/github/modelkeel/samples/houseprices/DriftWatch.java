package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Compares what the service was asked, as its prediction log has it, with the rows of training, again and again, and shows the result as meters:
 * {@code ml.drift.share}, the share of the judged columns that drifted, and {@code ml.drift.excess} of each column. Both are missing until
 * something was asked.
 */
final class DriftWatch implements AutoCloseable {
    private final Profile training;
    private final Path log;
    private final DriftOptions options;
    private final Console console;
    private final MultiGauge excess;
    private final Timer timer = new Timer("house-prices-drift", true);
    private volatile double share = Double.NaN;

    private DriftWatch(Workspace workspace, Path log, MeterRegistry meters, String model, Console console) {
        this.training =
                Profile.ofRows(workspace.features().inputs(workspace.features().table()));
        this.log = log;
        this.options = DriftOptions.builder()
                .driftShare(workspace.config().drift().datasetShare())
                .build();
        this.console = console;
        this.excess = MultiGauge.builder("ml.drift.excess")
                .description("How far a column is from training: its PSI less what no drift would give")
                .tag("model", model)
                .register(meters);
        Gauge.builder("ml.drift.share", this, watch -> watch.share)
                .description("The share of the judged columns that drifted")
                .tag("model", model)
                .register(meters);
    }

    /** Starts to compare, first after a tenth of the interval. */
    static DriftWatch start(
            Workspace workspace, Path log, MeterRegistry meters, String model, Duration every, Console console) {
        DriftWatch watch = new DriftWatch(workspace, log, meters, model, console);
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                watch.compare();
            }
        };
        watch.timer.schedule(task, every.toMillis() / 10, every.toMillis());
        return watch;
    }

    private void compare() {
        try {
            Profile asked = Profile.ofPredictionLog(log);
            if (asked.rows() > 0) {
                show(Drift.compare(training, asked, options));
            }
        } catch (RuntimeException e) { // the timer would end; the next minute may do better
            share = Double.NaN;
            console.say("drift", "not compared: %s", String.valueOf(e.getMessage()));
        }
    }

    private void show(DriftReport report) {
        List<MultiGauge.Row<?>> rows = report.columns().stream()
                .filter(column -> column.excess().isPresent())
                .<MultiGauge.Row<?>>map(DriftWatch::row)
                .toList();
        excess.register(rows, true);
        share = report.judgedCount() == 0 ? Double.NaN : report.driftShare();
    }

    private static MultiGauge.Row<Number> row(ColumnDrift column) {
        return MultiGauge.Row.of(
                Tags.of("column", column.name()), column.excess().orElseThrow());
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
