package io.github.modelkeel.cli.console;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientConfigBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the tracking server and the registry are. Filled by picocli. Not thread-safe. */
public final class ServerOption {
    @Option(
            names = "--tracking-uri",
            paramLabel = "URI",
            description = {
                "Where the server is: http://HOST:PORT, or local:DIR for the embedded server.",
                "Default: the environment's MLFLOW_TRACKING_URI, and MLFLOW_REGISTRY_URI for the registry."
            })
    private @Nullable String trackingUri;

    /** The configuration for a user at a prompt, who wants to know soon that the server is down. */
    public ClientConfig impatient() {
        return config().newBuilder().maxRetries(1).build();
    }

    /** The configuration. */
    public ClientConfig config() {
        return config(trackingUri);
    }

    /** The configuration with the value of such an option; null for the environment's. */
    public static ClientConfig config(@Nullable String trackingUri) {
        try {
            ClientConfigBuilder builder = ClientConfig.builder();
            if (trackingUri != null) {
                builder.trackingUri(trackingUri).registryUri(trackingUri);
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
