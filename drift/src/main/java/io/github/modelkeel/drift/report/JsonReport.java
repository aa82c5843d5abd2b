package io.github.modelkeel.drift.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a report as JSON; the columns are left to {@link JsonColumn}. */
public final class JsonReport {
    /** Rises when a member is renamed, removed or changes its meaning. */
    static final int FORMAT_VERSION = 2;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    public static String write(ReportData report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            new JsonReport(json).report(report);
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written as JSON: " + e, e);
        }
        return text.append('\n').toString();
    }

    private void report(ReportData report) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", "modelkeel-drift-report");
        json.writeNumberField("format_version", FORMAT_VERSION);
        json.writeStringField("state", report.stateName());
        json.writeStringField("reason", report.reason());
        json.writeBooleanField("drifted", report.drifted());
        json.writeBooleanField("failed", report.failed());
        json.writeNumberField("drifted_columns", report.driftedCount());
        json.writeNumberField("judged_columns", report.judgedCount());
        json.writeNumberField("scored_columns", report.scoredCount());
        number(json, "drift_share", report.driftShare());
        side("reference", report.reference());
        side("current", report.current());
        options(report.options());
        schemaChanges(report.changes());
        issues(json, report.issues());
        json.writeArrayFieldStart("columns");
        for (ColumnData column : report.columns()) {
            new JsonColumn(json).write(column);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void side(String name, ReportData.Side side) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("rows", side.rows());
        json.writeNumberField("columns", side.columns());
        json.writeStringField("fingerprint", side.fingerprint());
        json.writeEndObject();
    }

    private void options(ReportData.Settings options) throws IOException {
        json.writeObjectFieldStart("options");
        json.writeNumberField("bins", options.bins());
        number(json, "threshold", options.threshold());
        number(json, "shift_threshold", options.shiftThreshold());
        byColumn("column_thresholds", options.columnThresholds());
        byColumn("weights", options.weights());
        number(json, "alpha", options.alpha());
        json.writeStringField("correction", options.correction());
        number(json, "dataset_share", options.driftShare());
        json.writeArrayFieldStart("ignored");
        for (String column : new TreeSet<>(options.ignored())) {
            json.writeString(column);
        }
        json.writeEndArray();
        json.writeNumberField("max_categories", options.maxCategories());
        number(json, "missing_rate_change", options.missingRateChange());
        number(json, "out_of_range_share", options.outOfRangeShare());
        number(json, "unseen_share", options.unseenShare());
        json.writeEndObject();
    }

    private void byColumn(String name, Map<String, Double> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (var entry : new TreeMap<>(values).entrySet()) {
            number(json, entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private void schemaChanges(List<ReportData.Change> changes) throws IOException {
        json.writeArrayFieldStart("schema_changes");
        for (ReportData.Change change : changes) {
            json.writeStartObject();
            json.writeStringField("column", change.column());
            json.writeStringField("kind", change.kind());
            json.writeStringField("reference_type", change.reference());
            json.writeStringField("current_type", change.current());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void issues(JsonGenerator json, List<ReportData.Issue> issues) throws IOException {
        json.writeArrayFieldStart("alarms");
        for (ReportData.Issue issue : issues) {
            json.writeStartObject();
            json.writeStringField("column", issue.column());
            json.writeStringField("kind", issue.kind());
            json.writeStringField("message", issue.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** JSON has no NaN and no infinity; they are written as strings. */
    static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeStringField(name, Double.toString(value));
        }
    }
}
