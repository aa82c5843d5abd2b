package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Printed;
import io.github.modelkeel.cli.console.Subcommands;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.registry.internal.QuarantineDirectory;
import io.github.modelkeel.registry.internal.QuarantineDirectory.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Versions that failed in service on this machine. Not thread-safe. */
@Command(
        name = "quarantine",
        description = {
            "Shows and releases model versions that failed in service on this machine.",
            "A predictor with a guard gives the service back to the version before and does not load the failed one again, until it is released here",
            "or the address names another version."
        })
final class QuarantineCommand implements Runnable {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    QuarantineCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw Subcommands.needed(spec);
    }

    @Command(
            name = "list",
            description =
                    "Prints a line for each: address, version, since when, why, and the registry, separated by tabs.")
    int list(
            @Option(
                            names = "--cache-dir",
                            paramLabel = "DIR",
                            description =
                                    "the cache directory; by default MODELKEEL_CACHE_DIR, else ~/.cache/modelkeel")
                    @Nullable Path cache)
            throws IOException {
        List<Entry> entries = directory(cache).entries();
        List<String> lines = entries.stream()
                .sorted(Comparator.comparing(Entry::since))
                .map(entry -> String.join(
                        "\t",
                        entry.uri(),
                        entry.name() + "/" + entry.version(),
                        entry.since().toString(),
                        entry.reason().replaceAll("\\s+", " "),
                        entry.registry()))
                .toList();
        Printed.lines(console, lines);
        if (entries.isEmpty()) {
            console.err().println("no version is under quarantine here");
        }
        return 0;
    }

    @Command(
            name = "release",
            description = {
                "Ends the quarantine of an address; a predictor that runs loads the version again at its next start.",
                "In a running predictor, call Predictor.release()."
            })
    int release(
            @Parameters(paramLabel = "URI", description = "the address, for example models:/house@champion") String uri,
            @Option(
                            names = "--cache-dir",
                            paramLabel = "DIR",
                            description =
                                    "the cache directory; by default MODELKEEL_CACHE_DIR, else ~/.cache/modelkeel")
                    @Nullable Path cache)
            throws IOException {
        QuarantineDirectory directory = directory(cache);
        int released = 0;
        for (Entry entry : directory.entries()) {
            if (entry.uri().equals(uri) && directory.release(entry.registry(), entry.uri())) {
                console.err().println("released " + entry.name() + "/" + entry.version() + " of " + entry.registry());
                released++;
            }
        }
        if (released == 0) {
            throw new CommandFailure(
                    1,
                    "no version of " + uri + " is under quarantine here; 'modelkeel quarantine list' shows which are");
        }
        return 0;
    }

    private static QuarantineDirectory directory(@Nullable Path cache) {
        return new QuarantineDirectory(
                cache != null ? cache : ClientConfig.fromEnvironment().cacheDirectory());
    }
}
