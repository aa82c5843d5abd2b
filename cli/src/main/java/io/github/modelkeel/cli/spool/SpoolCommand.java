package io.github.modelkeel.cli.spool;

import io.github.modelkeel.cli.console.Subcommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What asynchronous logging left on disk. Not thread-safe. */
@Command(
        name = "spool",
        description = "Shows, checks and delivers what jobs that logged asynchronously left on disk.",
        subcommands = {StatusCommand.class, RecoverCommand.class, VerifyCommand.class, DeadLetterCommand.class})
public final class SpoolCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** For picocli. */
    public SpoolCommand() {}

    @Override
    public void run() {
        throw Subcommands.needed(spec);
    }
}
