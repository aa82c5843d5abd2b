package io.github.modelkeel.validation;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.json.JsonTree;
import io.github.modelkeel.drift.report.AtomicFile;
import io.github.modelkeel.validation.check.TableCheck;
import io.github.modelkeel.validation.report.JsonReport;
import io.github.modelkeel.validation.report.ReportData;
import io.github.modelkeel.validation.rule.GreatExpectations;
import io.github.modelkeel.validation.rule.InferredRules;
import io.github.modelkeel.validation.rule.Rule;
import io.github.modelkeel.validation.rule.RuleTree;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of a data set: declared in Java or in a file, inferred from a profile, or read from a suite of Great Expectations. Data are
 * read once, row by row; what is kept of them is bounded but for {@link Expectation#unique} and {@link Expectation#quantile}, which state what they
 * take. Immutable and safe for use by multiple threads.
 */
public final class ExpectationSuite {
    private final List<Rule> rules;
    private final List<String> skipped;

    private ExpectationSuite(List<Rule> rules, List<String> skipped) {
        this.rules = List.copyOf(rules);
        this.skipped = List.copyOf(skipped);
    }

    /**
     * A suite of expectations.
     *
     * @param expectations what is expected
     * @return the suite
     */
    public static ExpectationSuite of(Expectation... expectations) {
        return new ExpectationSuite(
                Arrays.stream(expectations).map(Expectation::rule).toList(), List.of());
    }

    /**
     * Infers what a reference meets, with slack: at least one row, its columns (more may come), a share of values that are there (1 % less than in
     * the reference, or three standard errors), numbers within its range and a tenth of its width more, the mean within half a standard deviation,
     * the standard deviation within a factor of 2, its categories where they are at most 100, booleans, dates, and identifiers that are unique. Types,
     * ranges and categories are expected of 99 % of the values. A start to be edited: {@link #write} it, change it, {@link #read} it.
     *
     * @param reference the profile of data that are as they should be
     * @return the suite
     */
    public static ExpectationSuite infer(StoredProfile reference) {
        return new ExpectationSuite(
                InferredRules.of(Objects.requireNonNull(reference, "reference").toJson()), List.of());
    }

    /**
     * Reads {@link #write}'s file, in JSON.
     *
     * @param file the file
     * @return the suite
     * @throws IllegalArgumentException if it is not valid; the message names the member
     * @throws UncheckedIOException if it cannot be read
     */
    public static ExpectationSuite read(Path file) {
        String text = TextFile.read(Objects.requireNonNull(file, "file"));
        try {
            return ofJson(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads {@link #toJson}'s text.
     *
     * @param json the text
     * @return the suite
     * @throws IllegalArgumentException if it is not valid; the message names the member
     */
    public static ExpectationSuite ofJson(String json) {
        return ofTree(tree(json));
    }

    /**
     * Reads a suite from what a parser of YAML or JSON made: maps, lists, texts, numbers and booleans, as {@link #toJson} writes them.
     *
     * @param tree the document
     * @return the suite
     * @throws IllegalArgumentException if it is not valid; the message names the member
     */
    public static ExpectationSuite ofTree(Map<?, ?> tree) {
        return new ExpectationSuite(RuleTree.read(Objects.requireNonNull(tree, "tree")), List.of());
    }

    /**
     * Reads a suite of Great Expectations 1.x, of whose expectations the common ones are known.
     *
     * @param json the suite's JSON
     * @param skipUnknown whether expectations that cannot be read are left out, and listed by {@link #skipped}; else they are an error
     * @return the suite
     * @throws IllegalArgumentException if it is not a suite, or has an expectation that cannot be read
     */
    public static ExpectationSuite ofGreatExpectations(String json, boolean skipUnknown) {
        GreatExpectations.Suite suite = GreatExpectations.read(tree(json), skipUnknown);
        return new ExpectationSuite(suite.rules(), suite.skipped());
    }

    private static Map<?, ?> tree(String json) {
        try {
            return JsonTree.members(Objects.requireNonNull(json, "json"));
        } catch (MalformedDataException e) {
            throw new IllegalArgumentException("not expectations: " + e.getMessage(), e);
        }
    }

    /** {@return what is expected} */
    public List<Expectation> expectations() {
        return rules.stream().map(Expectation::new).toList();
    }

    /** {@return the expectations of another format that were left out, each with the reason} */
    public List<String> skipped() {
        return skipped;
    }

    /**
     * This suite and more.
     *
     * @param more further expectations
     * @return a new suite
     */
    public ExpectationSuite with(Expectation... more) {
        Stream<Rule> added = Arrays.stream(more).map(Expectation::rule);
        return new ExpectationSuite(Stream.concat(rules.stream(), added).toList(), skipped);
    }

    /**
     * The suite as JSON, format version 1, which is also YAML. Members may be added within a version, never renamed or removed.
     *
     * @return the JSON text
     */
    public String toJson() {
        return JsonReport.write(RuleTree.write(rules));
    }

    /**
     * Writes {@link #toJson()} as UTF-8; the file appears whole or not at all.
     *
     * @param file where to, for instance {@code expectations.json}; replaced if it exists
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(Objects.requireNonNull(file, "file"), toJson());
    }

    /**
     * Judges a CSV file with a header line, packed by gzip or not. A line with more or fewer fields than the header costs its values, which are
     * unexpected, unless more than a tenth of the lines are so.
     *
     * @param file the file
     * @param options how to read it; types in them are not used
     * @return the report
     * @throws IllegalArgumentException if the file is malformed; the message names the line
     * @throws UncheckedIOException if the file cannot be read
     */
    public ValidationReport validateCsv(Path file, CsvOptions options) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        return validate(check -> DataReader.csv(file, options, check));
    }

    /**
     * Judges a file with one JSON object in each line, packed by gzip or not. A value that is a list or an object is unexpected, and so is every
     * column of a line that is not a JSON object, unless there are more than a tenth of such lines.
     *
     * @param file the file
     * @return the report
     * @throws IllegalArgumentException if more than a tenth of the lines are not JSON objects, or it is not in UTF-8
     * @throws UncheckedIOException if the file cannot be read
     */
    public ValidationReport validateJsonLines(Path file) {
        Objects.requireNonNull(file, "file");
        return validate(check -> DataReader.jsonLines(file, check));
    }

    /**
     * Judges the inputs in a prediction log, as {@code PredictionLog} of {@code modelkeel-serving-core} writes it.
     *
     * @param log the directory of the log, or one of its files
     * @return the report
     * @throws IllegalArgumentException if there is no log, or a line is malformed
     * @throws UncheckedIOException if a file cannot be read
     */
    public ValidationReport validatePredictionLog(Path log) {
        Objects.requireNonNull(log, "log");
        return validate(check -> DataReader.predictionLog(log, check));
    }

    /**
     * Judges rows, read once. A row that lacks a column has it missing.
     *
     * @param rows the rows, column name to value
     * @return the report
     */
    public ValidationReport validateRows(Iterable<? extends Map<String, ? extends @Nullable Object>> rows) {
        Objects.requireNonNull(rows, "rows");
        return validate(check -> rows.forEach(check::row));
    }

    /**
     * Judges whole columns: arrays of numbers, booleans or objects, or collections.
     *
     * @param columns the columns by name
     * @return the report
     * @throws IllegalArgumentException if the columns differ in length, or a column has an unsupported type
     */
    public ValidationReport validateColumns(Map<String, ?> columns) {
        Objects.requireNonNull(columns, "columns");
        return validate(check -> DataReader.columns(columns, check));
    }

    /**
     * Judges the rows of a query that follow; nothing is closed. Needs the module {@code java.sql}.
     *
     * @param rows the rows; all that follow are read
     * @return the report
     * @throws SQLException if the rows cannot be read
     */
    public ValidationReport validateResultSet(ResultSet rows) throws SQLException {
        Objects.requireNonNull(rows, "rows");
        TableCheck check = new TableCheck(rules);
        QueryReader.read(rows, check);
        return report(check);
    }

    private ValidationReport validate(Consumer<TableCheck> reader) {
        TableCheck check = new TableCheck(rules);
        try {
            reader.accept(check);
        } catch (MalformedDataException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return report(check);
    }

    private ValidationReport report(TableCheck check) {
        return new ValidationReport(new ReportData(check.rows(), check.results(), skipped));
    }

    /** {@return whether the other expects the same, in the same order} */
    @Override
    public boolean equals(Object other) {
        return other instanceof ExpectationSuite suite && suite.rules.equals(rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    /** {@return what is expected, a line each} */
    @Override
    public String toString() {
        return String.join(
                "\n", expectations().stream().map(Expectation::toString).toList());
    }
}
