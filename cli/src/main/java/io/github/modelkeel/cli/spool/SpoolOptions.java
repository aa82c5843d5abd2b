package io.github.modelkeel.cli.spool;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.JsonOption;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.tracking.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The options that all commands of a spool have. Filled by picocli. Not thread-safe. */
final class SpoolOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = {
                "The spool, or one directory in it.",
                "Default: the environment's MODELKEEL_SPOOL_DIR, else ~/.modelkeel/spool."
            })
    private @Nullable Path named;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    /** The directory; one that was named must be there, the default need not, as it is made by the first job. */
    Path directory() {
        Path directory = named;
        if (directory == null) {
            return Spool.directory(ClientConfig.fromEnvironment());
        }
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure(Failures.FAILED, directory + ": no such directory");
        }
        return directory;
    }

    boolean json() {
        return json.json();
    }

    boolean verbose() {
        return verbosity.verbose();
    }
}
