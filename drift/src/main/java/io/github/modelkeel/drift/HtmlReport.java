package io.github.modelkeel.drift;

/** Writes a report as one HTML page. */
final class HtmlReport {
    private HtmlReport() {}

    static String write(DriftReport report) {
        return "<!DOCTYPE html><title>Drift report</title><pre>" + Html.escape(report.summary()) + "</pre>\n";
    }
}
