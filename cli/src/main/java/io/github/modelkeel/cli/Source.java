package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.ServerOption;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.registry.ModelUri;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.registry.ResolvedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model that a command is about, and where it comes from. Filled by picocli. Not thread-safe. */
final class Source {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "URI|DIR",
            description = {
                "models:/NAME@ALIAS, models:/NAME/VERSION, models:/NAME/latest, models:/m-ID, runs:/RUN/PATH,",
                "or a directory with a model's files."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    @Option(
            names = "--tracking-uri",
            paramLabel = "URI",
            description = {
                "Where the registry is: http://HOST:PORT, or local:DIR for the embedded server.",
                "Default: the environment's MLFLOW_REGISTRY_URI or MLFLOW_TRACKING_URI."
            })
    private @Nullable String trackingUri;

    /**
     * The files of the model.
     *
     * @param directory where they are
     * @param version the version the address points to; empty for a directory
     */
    record Fetched(Path directory, Optional<ResolvedModel> version) {}

    String address() {
        return model;
    }

    /** Fetches the files if need be; each file that has a digest is compared with it. */
    Fetched fetch() {
        return fetch("--model", model, trackingUri);
    }

    /** Where the address leads. */
    ClientConfig config() {
        return ServerOption.config(trackingUri);
    }

    /** Whether an option's value is the address of a model, not a path. */
    static boolean isAddress(String value) {
        return value.startsWith("models:") || value.startsWith("runs:") || value.startsWith("mlflow-artifacts:");
    }

    /** The files of a directory or an address that an option has. */
    static Fetched fetch(String option, String address, @Nullable String trackingUri) {
        if (!isAddress(address)) {
            Path directory = Path.of(address);
            if (!Files.isDirectory(directory)) {
                throw new CommandFailure(Failures.FAILED, address + ": no such directory, and no address of a model");
            }
            return new Fetched(directory, Optional.empty());
        }
        ModelUri uri = parse(option, address);
        ClientConfig config = ServerOption.config(trackingUri);
        // a user at a prompt wants to know soon that the server is down; a download may take its time
        try (Registry registry = Registry.open(config.newBuilder().maxRetries(1).build());
                Registry downloads = Registry.open(config)) {
            ResolvedModel resolved = registry.resolve(uri);
            return new Fetched(downloads.download(resolved), Optional.of(resolved));
        }
    }

    private static ModelUri parse(String option, String address) {
        try {
            return ModelUri.parse(address);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.USAGE, option + ": " + e.getMessage(), e);
        }
    }

    /** Reads the model; its stored predictions are replayed. */
    static ModelBundle read(Fetched files) throws IOException {
        return ModelBundle.read(files.directory());
    }
}
