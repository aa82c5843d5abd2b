package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the man page. Not thread-safe. */
@Command(
        name = "man",
        description = {
            "Prints the man page of all commands:",
            "  modelkeel man > /usr/local/share/man/man1/modelkeel.1",
            "or modelkeel man | man -l - to read it once."
        })
final class ManCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ManCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Printed.write(console, out -> new ManPage(out).write(spec.root()));
        return 0;
    }
}
