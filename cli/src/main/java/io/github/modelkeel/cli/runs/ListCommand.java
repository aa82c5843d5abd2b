package io.github.modelkeel.cli.runs;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Limit;
import io.github.modelkeel.cli.console.Listing;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs of an experiment. Not thread-safe. */
@Command(
        name = "list",
        description = {
            "Lists the runs of an experiment, newest first: id, status, start, how long it took, name.",
            "They are printed as the server's pages come."
        })
final class ListCommand implements Callable<Integer>, Verbose {
    private static final Listing<RunInfo> RUNS = new Listing<>(
            "runs",
            "no runs were found in this experiment",
            List.of("ID", "STATUS", "START", "TOOK", "NAME"),
            run -> List.of(
                    run.id(), run.status().name(), Described.time(run.startTime()), Described.took(run), run.name()),
            Described::of);

    private final Console console;

    @Mixin
    private final Connected connected = new Connected();

    @Mixin
    private final Limit limit = new Limit();

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            description = "The experiment. Default: the environment's MLFLOW_EXPERIMENT_NAME, else Default.")
    private @Nullable String experiment;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "MLflow's filter language, for example \"metrics.rmse < 1\". Default: all runs.")
    private String filter = "";

    @Option(
            names = "--order-by",
            paramLabel = "KEY",
            description = "For example \"metrics.rmse ASC\"; may be repeated. Default: newest first.")
    private String @Nullable [] orderBy;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return connected.verbose();
    }

    @Override
    public Integer call() throws IOException {
        String[] order = orderBy == null ? new String[0] : orderBy;
        try (Tracker tracker = connected.open(experiment)) {
            Connected.mustExist(tracker, experiment);
            RUNS.print(limit.of(tracker.runs().search(filter, order)), connected.json(), console);
        }
        return 0;
    }
}
