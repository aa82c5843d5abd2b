package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Tracker}. By default the server is the one that the environment names, and each call waits for it. Not
 * thread-safe.
 */
public final class TrackerBuilder {
    /** Null: what the configuration says. */
    private final @Nullable String experiment;

    private @Nullable ClientConfig config;
    private @Nullable AsyncLogging logging;

    TrackerBuilder(@Nullable String experiment) {
        this.experiment = experiment;
    }

    /**
     * Says where the server is and how to talk to it.
     *
     * @param config the configuration; by default the environment's
     * @return this builder
     */
    public TrackerBuilder config(ClientConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Logs asynchronously: neither {@link #open()} nor starting runs and logging to them makes a request on the caller's thread, and none
     * of them fails because of the server or the network. {@link AsyncLogging} says what is promised.
     *
     * @param logging how to log; by default {@link AsyncLogging#defaults()} if {@code MLFLOW_ENABLE_ASYNC_LOGGING} is true
     * @return this builder
     */
    public TrackerBuilder async(AsyncLogging logging) {
        this.logging = Objects.requireNonNull(logging, "logging");
        return this;
    }

    /**
     * Opens the experiment. Where an embedded server's directory has no store yet, it is made by the first run that is started; to read
     * until then fails with the code {@code LOCAL_STORE_MISSING}.
     *
     * @return the tracker; close it, or what is logged asynchronously and not delivered waits for the next one
     * @throws ClientException with the code {@code EXPERIMENT_DELETED} if the experiment was deleted
     */
    public Tracker open() {
        ClientConfig chosen = config != null ? config : ClientConfig.fromEnvironment();
        AsyncLogging chosenLogging = logging == null && chosen.asyncLogging() ? AsyncLogging.defaults() : logging;
        if (experiment != null) {
            return Tracker.connect(chosen, Limits.experimentName(experiment), false, chosenLogging);
        }
        return chosen.experimentId().isPresent()
                ? Tracker.connect(chosen, chosen.experimentId().get(), true, chosenLogging)
                : Tracker.connect(
                        chosen, Limits.experimentName(chosen.experimentName().orElse("Default")), false, chosenLogging);
    }
}
