package io.github.modelkeel.cli.watch;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.JsonOption;
import io.github.modelkeel.cli.console.Listing;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what a watch did. Not thread-safe. */
@Command(
        name = "status",
        description = "Lists the retrainings in a state directory, the last change last; the watch need not run.")
final class StatusCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = WatchCommand.STATE,
            description = "The state directory. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path state;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(state)) {
            throw new CommandFailure(
                    Failures.FAILED,
                    "--state: " + state + " is not a directory; name the one that modelkeel watch has");
        }
        Listing<Retraining> retrainings = new Listing<>(
                "retrainings",
                "no retraining is known in " + state,
                List.of("CHANGED", "MODEL", "STATE", "ATTEMPT", "ALERT SINCE", "ID", "WHY"),
                each -> List.of(
                        each.changed().truncatedTo(ChronoUnit.SECONDS).toString(),
                        each.alert().model(),
                        each.state().name(),
                        String.valueOf(each.attempt()),
                        each.alert().startsAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                        each.id(),
                        each.detail()),
                Retraining::json);
        retrainings.print(StateDirectory.read(state).stream(), json.json(), console);
        return 0;
    }
}
