package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts for the rows of a file. Not thread-safe. */
@Command(
        name = "predict",
        description =
                "Prints one JSON object for each row: {\"value\":…}, {\"values\":[…]} or {\"label\":…,\"probabilities\":{…}}.")
final class PredictCommand implements Callable<Integer>, Verbose {
    private static final int BUFFER = 1 << 16;

    /** What happens to a row that does not fit. */
    enum OnInvalid {
        /** The command ends there. */
        FAIL,
        /** The row is reported on standard error and has no output. */
        SKIP,
        /** As SKIP, with an object that has an error in place of the answer. */
        REPORT
    }

    /** How rows are written. */
    enum Format {
        JSON,
        CSV
    }

    private final Console console;

    @Mixin
    private final Source source = new Source();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The rows, as JSON lines, a JSON array, or CSV with a header; - for standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String input;

    @Option(
            names = {"--format", "--input-format"},
            description = "${COMPLETION-CANDIDATES}. Default: csv for a file that ends in .csv or .tsv, else json.")
    private @Nullable Format format;

    @Mixin
    private final CsvFlags csvFlags = new CsvFlags();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "A file for the predictions, which exists only when it is complete. Default: - for standard output.")
    private @Nullable String output;

    @Option(
            names = "--output-format",
            description = "${COMPLETION-CANDIDATES}. Default: csv for an --output that ends in .csv, else json.")
    private @Nullable Format outputFormat;

    @Option(
            names = "--keep",
            paramLabel = "COLUMN",
            split = ",",
            description =
                    "Columns to carry to the output as they are, for instance an id; the model need not know them.")
    private List<String> keep = List.of();

    @Option(
            names = "--input-policy",
            description = {
                "What is required of values: ${COMPLETION-CANDIDATES}.",
                "Default: typed for JSON; for CSV, whose values are all texts, the same after conversion."
            })
    private @Nullable InputPolicy inputPolicy;

    @Option(
            names = "--scores",
            description =
                    "Adds {\"scores\":{…}} to each prediction: what Python's decision_function and score_samples give.")
    private boolean scores;

    @Option(
            names = "--on-invalid",
            defaultValue = "FAIL",
            description = {
                "fail: end at the first row that does not fit (the default);",
                "skip: tell it on standard error and go on;",
                "report: as skip, with {\"error\":…} in place of the prediction."
            })
    private OnInvalid onInvalid = OnInvalid.FAIL;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        boolean csv =
                format == null ? isCsv(input) || input.toLowerCase(Locale.ROOT).endsWith(".tsv") : format == Format.CSV;
        checkOptions(csv);
        CsvOptions csvOptions = csvFlags.options();
        Tolerated tolerated = new Tolerated();
        try (InputStream in = new BufferedInputStream(open(), BUFFER)) {
            ModelBundle bundle = Source.read(source.fetch());
            ScoringModel model = withScores(
                    bundle.model().withInputPolicy(inputPolicy == null ? InputPolicy.TYPED : inputPolicy, tolerated));
            try (InputRows rows =
                            csv ? new CsvRows(in, input, csvOptions, model, keep) : JsonLines.of(in, model, keep);
                    OutputFile out = OutputFile.open(output, console)) {
                try (AnswerWriter answers = writer(model, out.stream())) {
                    predictAll(model, rows, answers, tolerated);
                }
                out.completed();
            }
        }
        tolerated.summary().ifPresent(line -> console.err().println("modelkeel: " + input + ": " + line));
        return 0;
    }

    private void checkOptions(boolean csv) {
        boolean csvOut = outputFormat == Format.CSV || (outputFormat == null && output != null && isCsv(output));
        if (!csv && csvFlags.isGiven() && !(csvOut && csvFlags.isDelimiterAlone())) {
            throw new CommandFailure(
                    Failures.USAGE,
                    "--delimiter, --encoding, --missing, --keep-blanks, --decimal, --thousands and --units are for CSV; the input is JSON");
        }
        if (new HashSet<>(keep).size() != keep.size()) {
            throw new CommandFailure(Failures.USAGE, "--keep: a column is named twice: " + String.join(",", keep));
        }
    }

    private static boolean isCsv(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private AnswerWriter writer(ScoringModel model, OutputStream stream) throws IOException {
        boolean csv = outputFormat == null ? output != null && isCsv(output) : outputFormat == Format.CSV;
        return csv
                ? new CsvAnswers(
                        model,
                        stream,
                        new CsvAnswers.Layout(csvFlags.delimiter(), keep, scores, onInvalid == OnInvalid.REPORT))
                : new OutputRows(stream, keep);
    }

    private ScoringModel withScores(ScoringModel model) {
        if (!scores) {
            return model;
        }
        if (model.decisionFunction().isEmpty() && model.scoreSamples().isEmpty()) {
            throw new CommandFailure(
                    Failures.FAILED, "the model has neither a decision_function nor score_samples; leave --scores out");
        }
        return model.withScores();
    }

    private InputStream open() throws IOException {
        return input.equals("-") ? console.in() : Files.newInputStream(Path.of(input));
    }

    private void predictAll(ScoringModel model, InputRows rows, AnswerWriter answers, Tolerated tolerated)
            throws IOException {
        Signature.Row row = model.newRow();
        long refused = 0;
        while (true) {
            try {
                if (!rows.next(row)) {
                    break;
                }
                Output answer = model.predictOne(Rows.of(row));
                tolerated.answered();
                answers.write(answer, rows.keptValues());
            } catch (InvalidInputException e) {
                tolerated.refused();
                String where = "row " + (rows.count() - 1) + ": " + e.getMessage();
                if (onInvalid == OnInvalid.FAIL) {
                    throw new CommandFailure(Failures.FAILED, input + ": " + where, e);
                }
                refused++;
                console.err().println("modelkeel: " + input + ": " + where);
                if (onInvalid == OnInvalid.REPORT) {
                    answers.writeError(String.valueOf(e.getMessage()), rows.keptValues());
                }
            }
        }
        if (refused > 0) {
            console.err()
                    .println("modelkeel: " + input + ": " + refused + " of " + rows.count() + " rows were refused");
        }
    }
}
