package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a model is. Not thread-safe. */
@Command(
        name = "inspect",
        description = "Says what a model is: its columns, steps, trees and outputs, and which file it came from.")
final class InspectCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final Source source = new Source();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Option(names = "--json", description = "Print one JSON object, with every column, category and step.")
    private boolean json;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        Inspection inspection = Inspection.of(source.address(), source.fetch());
        if (json) {
            Printed.bytes(console, out -> InspectionJson.write(inspection, out));
        } else {
            Printed.lines(console, new InspectionText(inspection).lines());
        }
        return 0;
    }
}
