package io.github.modelkeel.drift;

import io.github.modelkeel.drift.decision.DataSetVerdict;
import io.github.modelkeel.drift.message.NearestName;
import io.github.modelkeel.drift.report.AtomicFile;
import io.github.modelkeel.drift.report.HtmlReport;
import io.github.modelkeel.drift.report.JsonReport;
import io.github.modelkeel.drift.report.JunitXml;
import io.github.modelkeel.drift.report.Markdown;
import io.github.modelkeel.drift.report.ReportData;
import io.github.modelkeel.drift.report.TextSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@link Drift#compare} found. Immutable and safe for use by multiple threads; holds figures and curves, not the data.
 *
 * <p>Equal profiles and options give the same report, byte for byte: only the header of
 * the page has the time of the comparison, which {@link #withCreated} fixes.
 */
public final class DriftReport {

    private final ReportData.Origin origin;
    private final ReportData.Parts parts;
    private final ReportData.Side reference;
    private final ReportData.Side current;
    private final DriftOptions options;
    private final List<SchemaChange> schemaChanges;
    private final List<ColumnDrift> columns;
    private final DataSetVerdict verdict;

    DriftReport(
            ReportData.Side reference,
            ReportData.Side current,
            DriftOptions options,
            List<SchemaChange> schemaChanges,
            List<ColumnDrift> columns,
            DataSetVerdict verdict) {
        this(
                ReportData.Origin.now(),
                ReportData.Parts.NONE,
                reference,
                current,
                options,
                schemaChanges,
                columns,
                verdict);
    }

    private DriftReport(
            ReportData.Origin origin,
            ReportData.Parts parts,
            ReportData.Side reference,
            ReportData.Side current,
            DriftOptions options,
            List<SchemaChange> schemaChanges,
            List<ColumnDrift> columns,
            DataSetVerdict verdict) {
        this.origin = origin;
        this.parts = parts;
        this.reference = reference;
        this.current = current;
        this.options = options;
        this.schemaChanges = List.copyOf(schemaChanges);
        this.columns = List.copyOf(columns);
        this.verdict = verdict;
    }

    /**
     * The same report with the model that the data are for in its header.
     *
     * @param model for instance {@code models:/house@champion}, not blank
     * @return the report
     */
    public DriftReport withModel(String model) {
        if (Objects.requireNonNull(model, "model").isBlank()) {
            throw new IllegalArgumentException("model must not be blank");
        }
        return with(new ReportData.Origin(origin.created(), origin.fixed(), origin.version(), model), parts);
    }

    /**
     * The same report with another time in its header, in the JSON too; else pages have the time of the comparison, and the JSON has none.
     *
     * @param created when it was made
     * @return the report
     */
    public DriftReport withCreated(Instant created) {
        Objects.requireNonNull(created, "created");
        return with(new ReportData.Origin(created, true, origin.version(), origin.model()), parts);
    }

    /**
     * The same report with those of a series of windows beside it, on the page and in the JSON: each with its state and the columns that changed,
     * and the {@linkplain Drift#trend trend}. They do not change what is decided here.
     *
     * @param windows the reports by name, in the order of time, for instance of {@link Drift#compareWindows}; replace earlier ones
     * @return the report
     */
    public DriftReport withWindows(Map<String, DriftReport> windows) {
        return with(origin, new ReportData.Parts(parts("windows", windows), parts.segments(), parts.performance()));
    }

    /**
     * The same report with those of segments beside it, on the page and in the JSON. They do not change what is decided here.
     *
     * @param segments the reports by the segment's name, for instance of {@link Drift#compareBy}; replace earlier ones
     * @return the report
     */
    public DriftReport withSegments(Map<String, DriftReport> segments) {
        return with(origin, new ReportData.Parts(parts.windows(), parts("segments", segments), parts.performance()));
    }

    /**
     * The same report with one more metric of the model beside it, on the page and in the JSON, for instance of {@code modelkeel-evaluation}.
     * It does not change what is decided here.
     *
     * @param metric its name, for instance {@code auc}, not blank
     * @param reference what it was
     * @param current what it is
     * @param lower the lower end of the interval of the difference, current less reference
     * @param upper the upper end; an interval without 0 is shown as a change
     * @return the report
     */
    public DriftReport withPerformance(String metric, double reference, double current, double lower, double upper) {
        if (Objects.requireNonNull(metric, "metric").isBlank()) {
            throw new IllegalArgumentException("metric must not be blank");
        }
        if (!(lower <= upper) || Double.isNaN(reference) || Double.isNaN(current)) {
            throw new IllegalArgumentException("the figures of " + metric + " must be numbers, the interval ascending: "
                    + reference + ", " + current + ", " + lower + " to " + upper);
        }
        List<ReportData.Performance> metrics = new ArrayList<>(parts.performance());
        metrics.add(new ReportData.Performance(metric, reference, current, lower, upper));
        return with(origin, new ReportData.Parts(parts.windows(), parts.segments(), metrics));
    }

    private static List<ReportData.Part> parts(String name, Map<String, DriftReport> reports) {
        List<ReportData.Part> parts = new ArrayList<>();
        Objects.requireNonNull(reports, name).forEach((part, report) -> {
            Objects.requireNonNull(report, () -> name + ": the report of '" + part + "' is null");
            parts.add(new ReportData.Part(part, report.content()));
        });
        return parts;
    }

    private DriftReport with(ReportData.Origin from, ReportData.Parts beside) {
        return new DriftReport(from, beside, reference, current, options, schemaChanges, columns, verdict);
    }

    /** {@return the columns of the reference, in its order, each with its state} */
    public List<ColumnDrift> columns() {
        return columns;
    }

    /**
     * One of the {@link #columns()}.
     *
     * @param name its name
     * @return the column, empty if it was not compared
     */
    public Optional<ColumnDrift> column(String name) {
        Objects.requireNonNull(name, "name");
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /**
     * The verdict on the data set. {@link DriftState#DRIFTED}: a column is gone or of another type, the {@link #driftShare()} reached
     * {@link DriftOptions#driftShare()}, or fewer columns drifted but by far. {@link DriftState#SHIFTED}: a column shifted or drifted.
     * {@link DriftState#UNDECIDED}: no column could be judged. Else {@link DriftState#STABLE}.
     *
     * @return the state; {@link #reason()} says why
     */
    public DriftState state() {
        return DriftState.of(verdict.state());
    }

    /** {@return why the data set has its state, in a few words with the figures} */
    public String reason() {
        return verdict.reason();
    }

    /** {@return whether the state is {@link DriftState#DRIFTED}; false is not "no": see {@link #failed()}} */
    public boolean drifted() {
        return state() == DriftState.DRIFTED;
    }

    /**
     * Whether a check of the data should fail: they drifted, or there was nothing to judge.
     *
     * @return true for {@link DriftState#DRIFTED} and {@link DriftState#UNDECIDED}
     */
    public boolean failed() {
        return drifted() || state() == DriftState.UNDECIDED;
    }

    /** {@return how many columns drifted} */
    public long driftedCount() {
        return columns.stream().filter(ColumnDrift::drifted).count();
    }

    /** {@return how many columns have a score} */
    public long scoredCount() {
        return columns.stream().filter(column -> column.score().isPresent()).count();
    }

    /** {@return how many columns could be judged: those that are stable, shifted or drifted} */
    public long judgedCount() {
        return columns.stream()
                .filter(column -> column.data().state().isJudged())
                .count();
    }

    /** {@return the share of the judged columns that drifted, by their weights, 0 to 1; 0 if no column was judged} */
    public double driftShare() {
        return verdict.share();
    }

    /** {@return the columns that only one profile has, or that changed their type, possibly none} */
    public List<SchemaChange> schemaChanges() {
        return schemaChanges;
    }

    /** {@return the data-quality alarms of all columns, possibly none} */
    public List<DataQualityIssue> issues() {
        return columns.stream().flatMap(column -> column.issues().stream()).toList();
    }

    /** {@return the options of the comparison} */
    public DriftOptions options() {
        return options;
    }

    private static ReportData.Settings settings(DriftOptions options) {
        return new ReportData.Settings(
                options.title(),
                options.decision(),
                options.bins(),
                options.threshold(),
                options.shiftThreshold(),
                options.columnThresholds(),
                options.weights(),
                options.alpha(),
                name(options.correction()),
                options.driftShare(),
                options.ignored(),
                options.maxCategories(),
                options.missingRateChange(),
                options.outOfRangeShare(),
                options.unseenShare());
    }

    private static String name(DriftOptions.Correction correction) {
        return switch (correction) {
            case NONE -> "NONE";
            case BENJAMINI_HOCHBERG -> "BENJAMINI_HOCHBERG";
            case BENJAMINI_YEKUTIELI -> "BENJAMINI_YEKUTIELI";
            case BONFERRONI -> "BONFERRONI";
        };
    }

    /** What the report says, for those who write it. */
    ReportData content() {
        return new ReportData(
                origin,
                verdict.state(),
                ReportNames.of(state()),
                reason(),
                driftedCount(),
                judgedCount(),
                scoredCount(),
                driftShare(),
                reference,
                current,
                settings(options),
                schemaChanges.stream().map(ReportContent::of).toList(),
                ReportContent.of(issues()),
                columns.stream().map(ColumnDrift::data).toList(),
                parts);
    }

    /**
     * The report as JSON, format version 2: the verdict, the options, both profiles' sizes and fingerprints, schema changes, alarms, and the
     * columns in their order, each with its result. Numbers that JSON lacks are the strings {@code "NaN"}, {@code "Infinity"} and
     * {@code "-Infinity"}. Members may be added within a version, never renamed or removed.
     *
     * @return the JSON text
     */
    public String toJson() {
        return JsonReport.write(content());
    }

    /**
     * Writes {@link #toJson()} as UTF-8. The directory is created if need be, and the file appears whole or not at all.
     *
     * @param file where to; replaced if it exists
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void writeJson(Path file) {
        Objects.requireNonNull(file, "file");
        AtomicFile.write(file, toJson());
    }

    /**
     * Writes the report as one HTML page that needs nothing else: no network and no other file. All of it can be read and printed where
     * scripts are blocked; its short script adds sorting and filtering. The directory is created if need be, and the file appears whole or
     * not at all.
     *
     * @param file where to; replaced if it exists
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void writeHtml(Path file) {
        Objects.requireNonNull(file, "file");
        AtomicFile.write(file, HtmlReport.write(content()));
    }

    /**
     * The report as the XML of JUnit, for build servers: a test of the data set and one of each column. It has failures or errors exactly where
     * {@link #failed()} is true; in a report that did not fail, a drifted column is a test that passed, with its reason as output. Columns that
     * could not be judged or are not scored are skipped.
     *
     * @return the XML text
     */
    public String toJunitXml() {
        return JunitXml.write(content());
    }

    /**
     * The report as short Markdown, for the summary of a build: the verdict, a table of what changed, and what could not be judged.
     *
     * @return the Markdown text
     */
    public String toMarkdown() {
        return Markdown.write(content());
    }

    /**
     * All forms of the report by the names of their files: {@code report.html}, {@code report.json}, {@code summary.md} and
     * {@code junit.xml}. A run keeps them with {@code run.logDriftReport(report.files(), report.metrics())}.
     *
     * @return the files' contents, in UTF-8
     */
    public Map<String, byte[]> files() {
        ReportData content = content();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("report.html", utf8(HtmlReport.write(content)));
        files.put("report.json", utf8(JsonReport.write(content)));
        files.put("summary.md", utf8(Markdown.write(content)));
        files.put("junit.xml", utf8(JunitXml.write(content)));
        return files;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The figures that are worth a line over time: {@code drift.failed} (0 or 1), {@code drift.share}, {@code drift.columns.drifted},
     * {@code drift.columns.judged} and {@code drift.alarms}.
     *
     * @return the figures by name
     */
    public Map<String, Double> metrics() {
        return Map.of(
                "drift.failed", failed() ? 1.0 : 0.0,
                "drift.share", driftShare(),
                "drift.columns.drifted", (double) driftedCount(),
                "drift.columns.judged", (double) judgedCount(),
                "drift.alarms", (double) issues().size());
    }

    /**
     * Writes all {@link #files()} into a directory, which is created if need be. Each file appears whole or not at all.
     *
     * @param directory where to; files of these names are replaced
     * @throws java.io.UncheckedIOException if a file cannot be written
     */
    public void writeFiles(Path directory) {
        Objects.requireNonNull(directory, "directory");
        files().forEach((name, content) -> AtomicFile.write(directory.resolve(name), content));
    }

    /**
     * Ends a job whose data {@link #failed()}.
     *
     * @return this report
     * @throws IllegalStateException if the data set drifted or nothing could be judged; the message is the {@link #summary()}
     */
    public DriftReport orThrow() {
        if (failed()) {
            throw new IllegalStateException(summary());
        }
        return this;
    }

    /**
     * For tests: that columns are stable.
     *
     * @param names the columns; all that are scored if none is named
     * @return this report
     * @throws AssertionError if one of them is not {@link DriftState#STABLE}, or the data set {@link #failed()} where none is named; the
     *     message has the reasons
     * @throws IllegalArgumentException if the report has no column of a name
     */
    public DriftReport assertStable(String... names) {
        Objects.requireNonNull(names, "names");
        List<ColumnDrift> checked = names.length == 0
                ? columns.stream()
                        .filter(column -> column.state() != DriftState.NOT_SCORED)
                        .toList()
                : Stream.of(names).map(this::named).toList();
        String others = checked.stream()
                .filter(column -> column.state() != DriftState.STABLE)
                .map(column -> "\n  " + column.name() + " is " + column.state() + ": " + column.reason())
                .collect(Collectors.joining());
        if (!others.isEmpty() || (names.length == 0 && failed())) {
            throw new AssertionError("expected stable columns; " + this + others);
        }
        return this;
    }

    private ColumnDrift named(String name) {
        List<String> known = columns.stream().map(ColumnDrift::name).toList();
        return column(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the report has no column '" + name + "'" + NearestName.hint(name, known)));
    }

    /**
     * The report as short text for a terminal: the verdict, then the columns that drifted, shifted or could not be judged, the alarms and
     * the schema changes.
     *
     * @return a few lines, without a line break at the end
     */
    public String summary() {
        return TextSummary.write(content());
    }

    /** {@return the first line of the summary} */
    @Override
    public String toString() {
        return state() + ": " + reason();
    }
}
