package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
            InspectionJson.write(inspection, console.out());
        } else {
            PrintWriter out = new PrintWriter(console.out(), false, StandardCharsets.UTF_8);
            new InspectionText(inspection).lines().forEach(out::println);
            out.flush();
        }
        return 0;
    }
}
