package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves an alias back. Not thread-safe. */
@Command(
        name = "rollback",
        description = {
            "Moves an alias back to the version that it pointed to before, and prints the version. Each call goes one",
            "further back; with --from, a call whose answer was lost can be repeated."
        })
final class RollbackCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final Connected connected = new Connected();

    @Parameters(paramLabel = "NAME@ALIAS", description = "The alias, for example house@champion.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            description = "Move it only from this version; nothing changes if that is done already.")
    private @Nullable Integer from;

    RollbackCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return connected.verbose();
    }

    @Override
    public Integer call() throws IOException {
        ModelRef ref = ModelRef.parse(model).withAlias();
        Integer expected = from;
        if (expected != null && expected < 1) {
            throw new CommandFailure(Failures.USAGE, "--from must be 1 or more: " + expected);
        }
        try (Registry registry = connected.open()) {
            ModelVersion version = expected == null
                    ? registry.rollback(ref.name(), ref.alias())
                    : registry.rollback(ref.name(), ref.alias(), expected);
            if (connected.json()) {
                Printed.json(console, Described.of(version));
            } else {
                Printed.write(console, out -> out.write(version.version() + "\n"));
            }
        }
        return 0;
    }
}
