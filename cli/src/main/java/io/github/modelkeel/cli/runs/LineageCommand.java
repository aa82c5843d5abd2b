package io.github.modelkeel.cli.runs;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.ServerOption;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints what a run read and made, for a catalogue of lineage. Not thread-safe. */
@Command(
        name = "lineage",
        description = {
            "Prints what a run read and made as one event of OpenLineage: the digest of each dataset, the versions of models.",
            "Example: modelkeel runs lineage RUN | curl -H 'Content-Type: application/json' -d @- http://marquez:5000/api/v1/lineage"
        })
final class LineageCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final ServerOption server = new ServerOption();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String id;

    LineageCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        ClientConfig config = server.impatient();
        try (Tracker tracker =
                        Tracker.builder().config(config).createExperiment(false).open();
                Registry registry = Registry.open(config)) {
            RunInfo run = Connected.run(tracker, id);
            String experiment = tracker.experiments().get(run.experimentId()).name();
            List<ModelVersion> versions = registry.searchVersions("run_id = '" + run.id() + "'")
                    .sorted(Comparator.comparing(ModelVersion::name).thenComparing(ModelVersion::version))
                    .toList();
            OpenLineageEvent event = new OpenLineageEvent(config.trackingUri(), experiment, run, versions);
            Printed.json(console, event.toJson());
        }
        return 0;
    }
}
