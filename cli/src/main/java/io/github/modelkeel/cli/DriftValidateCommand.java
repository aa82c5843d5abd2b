package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Progress;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.validation.ExpectationSuite;
import io.github.modelkeel.validation.ValidationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks data by expectations. Not thread-safe. */
@Command(
        name = "validate",
        description = {
            "Checks data by expectations and prints what is not met. Exit code 3 if an expectation is not met, 5 if none failed",
            "and one could not be judged, for instance as there are no rows, else 0.",
            "Example: modelkeel drift validate --expectations expectations.yaml --data today.csv",
            "Example: modelkeel drift validate --from-profile profile.json --write-expectations expectations.json"
        })
final class DriftValidateCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SuiteSource source;

    @Option(
            names = "--data",
            paramLabel = "FILE|LOG",
            description = {
                "The data to check: CSV with a header, JSON lines (.jsonl, .jsonl.gz), or a prediction log: its",
                "directory, or one of its files (predictions-*.jsonl, predictions-*.jsonl.gz)."
            })
    private @Nullable Path data;

    @Option(
            names = "--skip-unknown",
            description = "Leave out expectations of --great-expectations that cannot be read, and list them.")
    private boolean skipUnknown;

    @Option(names = "--json", description = "Print the whole report as JSON instead of the summary.")
    private boolean json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the report as the XML of JUnit.")
    private @Nullable Path junit;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the report as Markdown.")
    private @Nullable Path markdown;

    @Option(
            names = "--write-expectations",
            paramLabel = "FILE",
            description = "Write the expectations as JSON, to be edited. --data may be left out then.")
    private @Nullable Path written;

    @Mixin
    private final CsvFlags csv = new CsvFlags();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    DriftValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        if (data == null && written == null) {
            throw new CommandFailure(Failures.USAGE, "--data or --write-expectations is needed");
        }
        FileOptions.mustExist("--data", data);
        FileOptions.mustBeWritable("--junit", junit);
        FileOptions.mustBeWritable("--markdown", markdown);
        FileOptions.mustBeWritable("--write-expectations", written);
        for (Path input : source.files(data)) {
            FileOptions.mustNotReplace("--junit", junit, input);
            FileOptions.mustNotReplace("--markdown", markdown, input);
            FileOptions.mustNotReplace("--write-expectations", written, input);
        }
        if (data != null && !DriftFlags.isLines(data)) {
            FileOptions.mustBeCsv("--data", data);
        }
        ExpectationSuite suite = source.read(skipUnknown);
        if (written != null) {
            suite.write(written);
            console.err().println(written + ": " + suite.expectations().size() + " expectations");
        }
        return data == null ? 0 : validate(suite, data);
    }

    private int validate(ExpectationSuite suite, Path file) throws IOException {
        ValidationReport report = report(suite, file);
        if (junit != null) {
            report.writeJUnitXml(junit);
        }
        if (markdown != null) {
            report.writeMarkdown(markdown);
        }
        String text = json ? report.toJson() : report.summary() + "\n";
        Printed.write(console, out -> out.write(text));
        return switch (report.state()) {
            case PASSED -> 0;
            case FAILED -> Failures.NOT_MET;
            case UNDECIDED -> Failures.UNDECIDED;
        };
    }

    private ValidationReport report(ExpectationSuite suite, Path file) {
        if (!DriftFlags.isLines(file)) {
            try (Progress progress = Progress.of(console)) {
                return suite.validateCsv(file, csv.options().withObserver(progress.reading(file)));
            }
        }
        return DriftFlags.isLog(file) ? suite.validatePredictionLog(file) : suite.validateJsonLines(file);
    }
}
