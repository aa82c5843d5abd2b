package io.github.modelkeel.validation;

import io.github.modelkeel.drift.report.AtomicFile;
import io.github.modelkeel.validation.report.JUnitReport;
import io.github.modelkeel.validation.report.JsonReport;
import io.github.modelkeel.validation.report.MarkdownReport;
import io.github.modelkeel.validation.report.ReportData;
import io.github.modelkeel.validation.report.TextReport;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What came of a suite. Examples are values of the data: a report is to be kept as safe as these. Immutable and safe for use by multiple
 * threads.
 */
public final class ValidationReport {
    private final ReportData data;

    ValidationReport(ReportData data) {
        this.data = data;
    }

    /** {@return failed if an expectation is not met, else undecided if one could not be judged or there is none, else passed} */
    public ValidationState state() {
        return ValidationState.of(data.state());
    }

    /** {@return whether a pipeline should stop: true for failed and for undecided} */
    public boolean failed() {
        return state() != ValidationState.PASSED;
    }

    /** {@return how many rows were read} */
    public long rows() {
        return data.rows();
    }

    /** {@return the results, in the order of the expectations} */
    public List<ExpectationResult> results() {
        return data.results().stream().map(ExpectationResult::new).toList();
    }

    /** {@return the expectations of another format that were left out, each with the reason} */
    public List<String> skipped() {
        return data.skipped();
    }

    /** {@return a line in all, and one for each expectation that is not met} */
    public String summary() {
        return TextReport.write(data);
    }

    /**
     * The report as JSON, format version 1. Members may be added within a version, never renamed or removed.
     *
     * @return the JSON text
     */
    public String toJson() {
        return JsonReport.write(data);
    }

    /** {@return the report as Markdown, in which nothing of the data is markup} */
    public String toMarkdown() {
        return MarkdownReport.write(data);
    }

    /** {@return the report as JUnit's XML: a test for each expectation, undecided ones as errors} */
    public String toJUnitXml() {
        return JUnitReport.write(data);
    }

    /**
     * Writes {@link #toJson()} as UTF-8; the file appears whole or not at all.
     *
     * @param file where to; replaced if it exists
     * @throws UncheckedIOException if it cannot be written
     */
    public void writeJson(Path file) {
        AtomicFile.write(Objects.requireNonNull(file, "file"), toJson());
    }

    /**
     * Writes {@link #toMarkdown()} as UTF-8; the file appears whole or not at all.
     *
     * @param file where to; replaced if it exists
     * @throws UncheckedIOException if it cannot be written
     */
    public void writeMarkdown(Path file) {
        AtomicFile.write(Objects.requireNonNull(file, "file"), toMarkdown());
    }

    /**
     * Writes {@link #toJUnitXml()} as UTF-8; the file appears whole or not at all.
     *
     * @param file where to; replaced if it exists
     * @throws UncheckedIOException if it cannot be written
     */
    public void writeJUnitXml(Path file) {
        AtomicFile.write(Objects.requireNonNull(file, "file"), toJUnitXml());
    }

    /** {@return the summary} */
    @Override
    public String toString() {
        return summary();
    }
}
