package io.github.modelkeel.cli.runs;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a run. Not thread-safe. */
@Command(name = "show", description = "Shows a run: its parameters, the last value of each metric, its tags.")
final class ShowCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final Connected connected = new Connected();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String id;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return connected.verbose();
    }

    @Override
    public Integer call() throws IOException {
        try (Tracker tracker = connected.open(null)) {
            RunInfo run = Connected.run(tracker, id);
            if (connected.json()) {
                Printed.json(console, Described.of(run));
            } else {
                print(run);
            }
        }
        return 0;
    }

    private void print(RunInfo run) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("id", run.id());
        facts.put("name", run.name());
        facts.put("experiment", run.experimentId());
        facts.put("status", run.status().name() + (run.deleted() ? ", deleted" : ""));
        facts.put("start", Described.time(run.startTime()));
        facts.put("took", Described.took(run));
        facts.put("artifacts", run.artifactUri());
        Printed.write(console, out -> {
            Printed.facts(out, facts);
            Printed.section(out, "METRIC", Described.metrics(run));
            Printed.section(out, "PARAMETER", run.params());
            Printed.section(out, "TAG", run.tags());
        });
    }
}
