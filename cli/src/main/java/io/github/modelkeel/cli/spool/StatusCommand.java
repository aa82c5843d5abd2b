package io.github.modelkeel.cli.spool;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Listing;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.tracking.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what waits. Not thread-safe. */
@Command(
        name = "status",
        description = {
            "Lists the directories of a spool: records that wait, their size, records known to be lost, and their server.",
            "A directory that a job uses at this moment is only named."
        })
final class StatusCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final SpoolOptions options = new SpoolOptions();

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return options.verbose();
    }

    @Override
    public Integer call() throws IOException {
        Path directory = options.directory();
        Listing<Spool.Status> statuses = new Listing<>(
                "directories",
                "nothing is left in " + directory,
                List.of("DIRECTORY", "STATE", "WAITING", "BYTES", "LOST", "SERVER"),
                StatusCommand::cells,
                StatusCommand::json);
        statuses.print(Spool.status(directory).stream(), options.json(), console);
        return 0;
    }

    private static List<String> cells(Spool.Status status) {
        return status.inUse()
                ? List.of(status.directory().toString(), "in use", "", "", "", "")
                : List.of(
                        status.directory().toString(),
                        "left",
                        String.valueOf(status.pending()),
                        String.valueOf(status.bytes()),
                        String.valueOf(status.lost()),
                        status.trackingUri());
    }

    private static JsonObject json(Spool.Status status) {
        return Json.object()
                .put("directory", status.directory().toString())
                .put("in_use", status.inUse())
                .put("waiting", status.pending())
                .put("bytes", status.bytes())
                .put("lost", status.lost())
                .put("tracking_uri", status.trackingUri());
    }
}
