package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.drift.DriftReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares data and writes the report. Not thread-safe. */
@Command(
        name = "compare",
        description = {
            "Compares two files and writes the report: a summary to standard output, or all of it as JSON, and a page.",
            "Example: modelkeel drift compare --reference train.csv --current today.csv --html drift.html"
        })
final class DriftCompareCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DriftReference reference;

    @Mixin
    private final DriftFlags flags = new DriftFlags();

    @Option(names = "--json", description = "Print the whole report as JSON instead of the summary.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as an HTML page.")
    private @Nullable Path html;

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    DriftCompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        FileOptions.mustBeWritable("--html", html);
        flags.mustNotReplace("--html", html, reference);
        DriftReport report = flags.compareWith(reference, List.of(), console);
        if (html != null) {
            report.writeHtml(html);
        }
        String text = json ? report.toJson() : report.summary() + "\n";
        Printed.write(console, out -> out.write(text));
        return DriftFlags.exitCode(report);
    }
}
