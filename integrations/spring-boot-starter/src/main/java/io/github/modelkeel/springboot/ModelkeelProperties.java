package io.github.modelkeel.springboot;

import io.github.modelkeel.model.InputPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * The properties {@code modelkeel.*}. A name that is not one of them is refused at the start, so that no setting is left out for a typing error.
 *
 * @param models the predictors by the names of their beans
 * @param tracking the server that models come from and runs are logged to
 * @param problemDetails whether an HTTP answer says what is wrong with a row
 */
@ConfigurationProperties(prefix = ModelkeelProperties.PREFIX, ignoreUnknownFields = false)
record ModelkeelProperties(
        @DefaultValue Map<String, Model> models,
        @DefaultValue Tracking tracking,
        @DefaultValue("true") boolean problemDetails) {
    static final String PREFIX = "modelkeel";

    /** What a start does about the model of a bean; null if the application made the bean. */
    @Nullable Startup startupOf(String name) {
        Model model = models.get(name);
        return model == null ? null : model.startup();
    }

    /** What a start does about the first version of a model. */
    enum Startup {
        /** The application does not start without it. */
        FAIL,
        /** The first prediction loads it. */
        LAZY,
        /** The application starts without it, and it is loaded as soon as that is possible. */
        BACKGROUND
    }

    /**
     * A predictor. What is not set is as the builder of predictors has it.
     *
     * @param uri the address of the model
     * @param refreshEvery how often the registry is asked where the address points
     * @param contract what is asked of the values of rows
     * @param warmUp how many predictions a version makes of its own rows before it answers
     * @param fallbackValue what is answered where the model fails
     * @param startup what a start does about the first version
     * @param log where answered rows are written down
     * @param monitor how the drift of what is asked is watched
     */
    record Model(
            @Nullable String uri,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration refreshEvery,
            @Nullable InputPolicy contract,
            @Nullable Integer warmUp,
            @Nullable Double fallbackValue,
            @DefaultValue("fail") Startup startup,
            @Nullable Log log,
            @Nullable Monitor monitor) {}

    /**
     * A prediction log.
     *
     * @param directory where its files are
     * @param oneIn one row in how many is written
     * @param inputs whether the values of a row are written, or its prediction alone
     */
    record Log(
            @Nullable Path directory,
            @DefaultValue("1") int oneIn,
            @DefaultValue("true") boolean inputs) {}

    /**
     * A drift monitor.
     *
     * @param enabled whether there is one
     * @param window how long a window lasts
     * @param windows how many that have ended are kept
     * @param prediction the column of the profile that predictions are compared with
     * @param snapshot the file that a restart continues from
     */
    record Monitor(
            @DefaultValue("true") boolean enabled,

            @DefaultValue("5m") @DurationUnit(ChronoUnit.SECONDS)
            Duration window,

            @DefaultValue("12") int windows,
            @Nullable String prediction,
            @Nullable Path snapshot) {}

    /**
     * The server. What is not set is as the environment has it, for instance {@code MLFLOW_TRACKING_URI}.
     *
     * @param uri the tracking server, which is the registry too if nothing else is set
     * @param registryUri the registry
     * @param username of HTTP Basic, with a password
     * @param password of HTTP Basic
     * @param token a bearer token
     * @param cacheDirectory where downloaded models are kept
     * @param experiment the experiment of the tracker
     * @param async whether the tracker logs asynchronously
     */
    record Tracking(
            @Nullable String uri,
            @Nullable String registryUri,
            @Nullable String username,
            @Nullable String password,
            @Nullable String token,
            @Nullable Path cacheDirectory,
            @Nullable String experiment,
            @Nullable Boolean async) {
        /** Without what is secret. */
        @Override
        public String toString() {
            return "Tracking[uri=" + uri + ", registryUri=" + registryUri + ", experiment=" + experiment + "]";
        }
    }
}
