package io.github.modelkeel.cli.runs;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Table;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows runs beside each other. Not thread-safe. */
@Command(
        name = "compare",
        description = "Shows the metrics and parameters of runs beside each other; what a run does not have is '-'.")
final class CompareCommand implements Callable<Integer>, Verbose {
    private static final String ABSENT = "-";

    private final Console console;

    @Mixin
    private final Connected connected = new Connected();

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "The runs' ids, two or more.")
    private List<String> ids = List.of();

    @Option(names = "--differing", description = "Leave out what is equal in all of them.")
    private boolean differing;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return connected.verbose();
    }

    @Override
    public Integer call() throws IOException {
        if (ids.stream().distinct().count() < ids.size()) {
            throw new CommandFailure(Failures.USAGE, "each run can be named once: " + String.join(" ", ids));
        }
        try (Tracker tracker = connected.open(null)) {
            List<RunInfo> runs =
                    ids.stream().map(id -> Connected.run(tracker, id)).toList();
            if (connected.json()) {
                printJson(runs);
            } else {
                Printed.write(console, out -> print(runs, out));
            }
        }
        return 0;
    }

    private void printJson(List<RunInfo> runs) throws IOException {
        JsonObject object = Json.object();
        JsonArray all = object.putArray("runs");
        runs.stream().map(Described::of).forEach(all::add);
        JsonArray metrics = object.putArray("differing_metrics");
        names(runs, Described::metrics, true).forEach(metrics::add);
        JsonArray params = object.putArray("differing_params");
        names(runs, RunInfo::params, true).forEach(params::add);
        Printed.json(console, object);
    }

    private void print(List<RunInfo> runs, Writer out) throws IOException {
        List<String> head = new ArrayList<>(List.of(""));
        runs.forEach(run -> head.add(run.id()));
        Table table = new Table(out, head);
        table.row(row("name", runs, RunInfo::name));
        table.row(row("status", runs, run -> run.status().name()));
        table.row(row("start", runs, run -> Described.time(run.startTime())));
        for (String metric : names(runs, Described::metrics, differing)) {
            table.row(
                    row("metric " + metric, runs, run -> Described.metrics(run).getOrDefault(metric, ABSENT)));
        }
        for (String param : names(runs, RunInfo::params, differing)) {
            table.row(row("param " + param, runs, run -> run.params().getOrDefault(param, ABSENT)));
        }
        table.finish();
    }

    private static List<String> row(String name, List<RunInfo> runs, Function<RunInfo, String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        runs.forEach(run -> row.add(cell.apply(run)));
        return row;
    }

    /** The names that any of the runs has, or those alone whose values differ. */
    private static List<String> names(
            List<RunInfo> runs, Function<RunInfo, Map<String, String>> values, boolean differing) {
        TreeSet<String> names = new TreeSet<>();
        runs.forEach(run -> names.addAll(values.apply(run).keySet()));
        return names.stream()
                .filter(name -> !differing
                        || runs.stream()
                                        .map(run -> values.apply(run).getOrDefault(name, ABSENT))
                                        .distinct()
                                        .count()
                                > 1)
                .toList();
    }
}
