package io.github.modelkeel.cli.registry;

import io.github.modelkeel.cli.console.Subcommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The model registry. Not thread-safe. */
@Command(
        name = "registry",
        description = "Lists the models of a registry, and moves their aliases: with gates, and back.",
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            AliasCommand.class,
            HistoryCommand.class
        })
public final class RegistryCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** For picocli. */
    public RegistryCommand() {}

    @Override
    public void run() {
        throw Subcommands.needed(spec);
    }
}
