package io.github.modelkeel.cli.spool;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.ServerOption;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.tracking.FlushResult;
import io.github.modelkeel.tracking.Spool;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Delivers what waits. Not thread-safe. */
@Command(
        name = "recover",
        description = {
            "Delivers what is left to its server. Nothing is deleted before the server has it, and nothing is sent twice,",
            "so this may be broken off and repeated. Exit code 1 if something still waits or was refused."
        })
final class RecoverCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final SpoolOptions options = new SpoolOptions();

    @Mixin
    private final ServerOption server = new ServerOption();

    @Option(
            names = "--from",
            paramLabel = "URI",
            description = "Deliver what waits for this address, as status shows it, to the server of today instead.")
    private @Nullable String from;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long at most. Default: ${DEFAULT-VALUE}.")
    private long timeout;

    RecoverCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return options.verbose();
    }

    @Override
    public Integer call() throws IOException {
        if (timeout < 1) {
            throw new CommandFailure(Failures.USAGE, "--timeout must be 1 or more: " + timeout);
        }
        Path directory = options.directory();
        boolean waiting = Spool.status(directory).stream().anyMatch(left -> left.pending() > 0);
        FlushResult result = waiting ? recover(directory) : null;
        print(directory, result);
        return result == null || result.isComplete() ? 0 : Failures.FAILED;
    }

    private FlushResult recover(Path directory) {
        ClientConfig config = server.config();
        askServer();
        Duration most = Duration.ofSeconds(timeout);
        return from == null ? Spool.recover(config, directory, most) : Spool.recover(from, config, directory, most);
    }

    /** A delivery waits for its server; a user at a prompt wants to know soon that it is down. An empty store of the embedded one is made by it. */
    private void askServer() {
        ClientConfig config = server.impatient();
        if (config.trackingUri().startsWith("local:")) {
            return;
        }
        try (Tracker tracker =
                Tracker.builder().config(config).createExperiment(false).open()) {
            boolean ignored = tracker.experiments().find("Default").isPresent(); // any answer will do
        }
    }

    private void print(Path directory, @Nullable FlushResult result) throws IOException {
        if (result == null) {
            if (options.json()) {
                Printed.json(
                        console,
                        Json.object().put("delivered", 0).put("waiting", 0).put("dead_lettered", 0));
            } else {
                console.err().println("nothing waits in " + directory);
            }
            return;
        }
        if (options.json()) {
            Printed.json(
                    console,
                    Json.object()
                            .put("delivered", result.delivered())
                            .put("waiting", result.pending())
                            .put("dead_lettered", result.deadLettered())
                            .put("error", result.firstError()));
            return;
        }
        Printed.write(
                console,
                out -> out.write("delivered " + result.delivered() + ", still waiting " + result.pending()
                        + ", refused by the server " + result.deadLettered() + "\n"));
        if (!result.isComplete()) {
            console.err().println("modelkeel: " + result.firstError());
        }
    }
}
