package io.github.modelkeel.cli.runs;

import io.github.modelkeel.cli.console.Subcommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The runs of a tracking server. Not thread-safe. */
@Command(
        name = "runs",
        description = "Lists, shows and compares the runs of a tracking server, and prints their lineage.",
        subcommands = {ListCommand.class, ShowCommand.class, CompareCommand.class, LineageCommand.class})
public final class RunsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** For picocli. */
    public RunsCommand() {}

    @Override
    public void run() {
        throw Subcommands.needed(spec);
    }
}
