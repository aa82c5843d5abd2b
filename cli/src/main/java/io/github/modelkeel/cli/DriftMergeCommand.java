package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.drift.StoredProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds profiles up. Not thread-safe. */
@Command(
        name = "merge",
        description = {
            "Adds up profiles of parts that were counted by the same reference, for instance those of several instances of a",
            "service, or of Spark's executors. The order does not matter.",
            "Example: modelkeel drift merge profile-*.json --output all.json"
        })
final class DriftMergeCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "The profiles, one or more.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Path> parts;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to write their sum. It is there only when it is complete.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    DriftMergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        parts.forEach(part -> FileOptions.mustExist("PROFILE", part));
        Set<Path> different = new HashSet<>();
        for (Path part : parts) {
            if (!different.add(part.toRealPath())) {
                throw new CommandFailure(Failures.USAGE, part + " is given twice; its rows would count twice");
            }
        }
        FileOptions.mustBeWritable("--output", output);
        StoredProfile sum = StoredProfile.read(parts.get(0));
        for (Path part : parts.subList(1, parts.size())) {
            sum = merged(sum, part);
        }
        sum.write(output);
        console.err().println(output + ": " + sum.rows() + " rows of " + parts.size() + " profiles");
        return 0;
    }

    private static StoredProfile merged(StoredProfile sum, Path part) {
        StoredProfile next = StoredProfile.read(part);
        try {
            return sum.merge(next);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.FAILED, part + ": " + e.getMessage(), e);
        }
    }
}
