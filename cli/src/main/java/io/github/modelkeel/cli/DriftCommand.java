package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Subcommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Drift of data. Not thread-safe. */
@Command(
        name = "drift",
        description = {
            "Compares current data with those a model was made with. Exit code 3 if they drifted, 5 if nothing could be",
            "judged, else 0: a step of a pipeline fails when its data do. validate checks data by expectations."
        },
        subcommands = {
            DriftProfileCommand.class,
            DriftMergeCommand.class,
            DriftCompareCommand.class,
            DriftRunCommand.class,
            DriftReportCommand.class,
            DriftValidateCommand.class
        })
final class DriftCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw Subcommands.needed(spec);
    }
}
