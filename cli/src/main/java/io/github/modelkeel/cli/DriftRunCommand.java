package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.DriftTest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares data and prints chosen figures. Not thread-safe. */
@Command(
        name = "run",
        description = {
            "Compares two files and prints the state and the chosen figures of each column, for scripts.",
            "Example: modelkeel drift run --reference train.csv --current today.csv --metric psi,ks --json"
        })
final class DriftRunCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private DriftReference reference;

    @Mixin
    private final DriftFlags flags = new DriftFlags();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            split = ",",
            description = {
                "The figures to print: ${COMPLETION-CANDIDATES}. Default: psi,ks. The state does not depend on them.",
                "A column without a figure, such as ks of text, is printed without it."
            })
    private @Nullable List<DriftFigures.Metric> metrics;

    @Option(names = "--json", description = "Print one JSON object, with the columns by name.")
    private boolean json;

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    DriftRunCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        Set<DriftFigures.Metric> chosen =
                metrics == null ? EnumSet.of(DriftFigures.Metric.PSI, DriftFigures.Metric.KS) : EnumSet.copyOf(metrics);
        List<String> statistics = chosen.stream()
                .map(DriftFigures.Metric::toString)
                .filter(DriftTest.names()::contains)
                .toList();
        DriftReport report = flags.compareWith(reference, statistics, console);
        DriftFigures figures = new DriftFigures(report, chosen);
        if (json) {
            Printed.bytes(console, figures::writeJson);
        } else {
            Printed.lines(console, figures.lines());
        }
        return DriftFlags.exitCode(report);
    }
}
