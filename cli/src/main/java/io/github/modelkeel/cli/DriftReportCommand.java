package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.drift.DriftReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares data and writes every form of the report into a directory. Not thread-safe. */
@Command(
        name = "report",
        description = {
            "Compares two files and writes the report into a directory: report.html (a page), report.json, summary.md (for the",
            "summary of a build) and junit.xml (for a build server). Prints the verdict.",
            "Example: modelkeel drift report --reference train.csv --current today.csv --output drift"
        })
final class DriftReportCommand implements Callable<Integer>, Verbose {
    private static final List<String> FILES = List.of("report.html", "report.json", "summary.md", "junit.xml");

    private final Console console;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DriftReference reference;

    @Mixin
    private final DriftFlags flags = new DriftFlags();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "The directory to write to; made if need be, files of these names are replaced.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model that the data are for; shown in the header. Default: the address in --reference.")
    private @Nullable String model;

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    DriftReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        if (model != null && model.isBlank()) {
            throw new CommandFailure(Failures.USAGE, "--model must not be blank");
        }
        for (String name : FILES) {
            flags.mustNotReplace("--output", output.resolve(name), reference);
        }
        DriftReport report = flags.compareWith(reference, List.of(), console).withCreated(Instant.now());
        Optional<String> about = Optional.ofNullable(model).or(reference::model);
        report = about.map(report::withModel).orElse(report);
        report.writeFiles(output);
        Printed.lines(console, List.of(report.toString()));
        return DriftFlags.exitCode(report);
    }
}
