package io.github.modelkeel.drift.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.modelkeel.drift.json.JsonNumber;
import io.github.modelkeel.drift.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a report as JSON; the columns are left to {@link JsonColumn}. */
public final class JsonReport {
    /** Rises when a member is renamed, removed or changes its meaning. */
    static final int FORMAT_VERSION = 2;

    private final JsonStringWriter json;

    private JsonReport(JsonStringWriter json) {
        this.json = json;
    }

    public static String write(ReportData report) {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        new JsonReport(json).report(report);
        return JsonText.of(json);
    }

    private void report(ReportData report) {
        json.object();
        json.value("format", "modelkeel-drift-report");
        json.value("format_version", FORMAT_VERSION);
        origin(report.origin());
        json.value("state", report.stateName());
        json.value("reason", Labels.whole(report.reason()));
        json.value("drifted", report.drifted());
        json.value("failed", report.failed());
        json.value("drifted_columns", report.driftedCount());
        json.value("judged_columns", report.judgedCount());
        json.value("scored_columns", report.scoredCount());
        JsonNumber.write(json, "drift_share", report.driftShare());
        side("reference", report.reference());
        side("current", report.current());
        options(report.options());
        schemaChanges(report.changes());
        issues(json, report.issues());
        parts(report.parts());
        json.array("columns");
        for (ColumnData column : report.columns()) {
            new JsonColumn(json).write(column);
        }
        json.end();
        json.end();
    }

    /** A time that was not given is left out, so that equal data give equal files. */
    private void origin(ReportData.Origin origin) {
        json.value("modelkeel_version", origin.version());
        if (origin.fixed()) {
            json.value("created", origin.created().toString());
        }
        if (origin.model() != null) {
            json.value("model", Labels.whole(origin.model()));
        }
    }

    private void side(String name, ReportData.Side side) {
        json.object(name);
        json.value("rows", side.rows());
        json.value("columns", side.columns());
        if (side.fingerprint() != null) {
            json.value("fingerprint", side.fingerprint());
        }
        json.end();
    }

    private void options(ReportData.Settings options) {
        json.object("options");
        json.value("bins", options.bins());
        JsonNumber.write(json, "threshold", options.threshold());
        JsonNumber.write(json, "shift_threshold", options.shiftThreshold());
        byColumn("column_thresholds", options.columnThresholds());
        byColumn("weights", options.weights());
        JsonNumber.write(json, "alpha", options.alpha());
        json.value("correction", options.correction());
        JsonNumber.write(json, "dataset_share", options.driftShare());
        json.array("ignored");
        for (String column : new TreeSet<>(options.ignored())) {
            json.value(Labels.whole(column));
        }
        json.end();
        json.value("max_categories", options.maxCategories());
        JsonNumber.write(json, "missing_rate_change", options.missingRateChange());
        JsonNumber.write(json, "out_of_range_share", options.outOfRangeShare());
        JsonNumber.write(json, "unseen_share", options.unseenShare());
        json.end();
    }

    private void byColumn(String name, Map<String, Double> values) {
        json.object(name);
        for (var entry : new TreeMap<>(values).entrySet()) {
            JsonNumber.write(json, Labels.whole(entry.getKey()), entry.getValue());
        }
        json.end();
    }

    /** Each is left out if it was not given. */
    private void parts(ReportData.Parts parts) {
        series("windows", parts.windows());
        if (!parts.windows().isEmpty()) {
            json.array("trends");
            Trends.of(parts.windows().stream().map(ReportData.Part::report).toList())
                    .forEach(this::trend);
            json.end();
        }
        series("segments", parts.segments());
        if (!parts.performance().isEmpty()) {
            json.array("performance");
            parts.performance().forEach(this::performance);
            json.end();
        }
    }

    private void series(String name, List<ReportData.Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        json.array(name);
        for (ReportData.Part part : parts) {
            ReportData report = part.report();
            json.object();
            json.value("name", Labels.whole(part.name()));
            json.value("state", report.stateName());
            json.value("reason", Labels.whole(report.reason()));
            json.value("rows", report.current().rows());
            json.value("drifted_columns", report.driftedCount());
            json.value("judged_columns", report.judgedCount());
            JsonNumber.write(json, "drift_share", report.driftShare());
            json.array("changed");
            report.columns().stream().filter(ColumnData::isMarked).forEach(this::changed);
            json.end();
            json.end();
        }
        json.end();
    }

    private void changed(ColumnData column) {
        json.object();
        json.value("column", Labels.whole(column.name()));
        json.value("state", column.stateName());
        if (column.excess().isPresent()) {
            JsonNumber.write(json, "excess", column.excess().getAsDouble());
        }
        json.end();
    }

    private void trend(String column, TestData trend) {
        json.object();
        json.value("column", Labels.whole(column));
        JsonNumber.write(json, "tau", trend.statistic());
        JsonNumber.write(json, "slope", trend.figure("slope"));
        JsonNumber.write(json, "p_value", trend.pValue());
        JsonNumber.write(json, "adjusted_p_value", trend.adjustedPValue());
        json.end();
    }

    private void performance(ReportData.Performance metric) {
        json.object();
        json.value("name", Labels.whole(metric.name()));
        JsonNumber.write(json, "reference", metric.reference());
        JsonNumber.write(json, "current", metric.current());
        JsonNumber.write(json, "lower", metric.lower());
        JsonNumber.write(json, "upper", metric.upper());
        json.end();
    }

    private void schemaChanges(List<ReportData.Change> changes) {
        json.array("schema_changes");
        for (ReportData.Change change : changes) {
            json.object();
            json.value("column", Labels.whole(change.column()));
            json.value("kind", change.kind());
            json.value("reference_type", change.reference());
            json.value("current_type", change.current());
            json.end();
        }
        json.end();
    }

    static void issues(JsonStringWriter json, List<ReportData.Issue> issues) {
        json.array("alarms");
        for (ReportData.Issue issue : issues) {
            json.object();
            json.value("column", Labels.whole(issue.column()));
            json.value("kind", issue.kind());
            json.value("message", Labels.whole(issue.message()));
            json.end();
        }
        json.end();
    }
}
