package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Subcommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to know of a model. Not thread-safe. */
@Command(
        name = "model",
        description = "Looks into a model.",
        subcommands = {InspectCommand.class, VerifyCommand.class, CardCommand.class})
final class ModelCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw Subcommands.needed(spec);
    }
}
