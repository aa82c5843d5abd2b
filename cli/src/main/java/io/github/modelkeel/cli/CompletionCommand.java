package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell completes commands with. Not thread-safe. */
@Command(
        name = "completion",
        description = {
            "Prints the completion of commands and options for bash and zsh:",
            "  source <(modelkeel completion)",
            "where modelkeel is a command or a function, as modelkeel() { java -jar modelkeel.jar \"$@\"; }"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        CommandSpec root = spec.root();
        Printed.write(console, out -> out.write(AutoComplete.bash(root.name(), root.commandLine())));
        return 0;
    }
}
