package io.github.modelkeel.tracking;

import io.github.modelkeel.client.LoggedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The models that a run logs. Safe for use by multiple threads. */
public final class Models {
    private final Runnable ensureOpen;
    private final TrackingApi api;
    private final RunData data;

    Models(Runnable ensureOpen, TrackingApi api, RunData data) {
        this.ensureOpen = ensureOpen;
        this.api = api;
        this.data = data;
    }

    /**
     * Logs a model: its files, its place among the run's outputs, and the run's parameters and metrics that belong to it.
     *
     * <p>The writer fills a directory. Its {@code MLmodel} file gets the top-level keys that tell which run and model it belongs to
     * (a missing file is made), and {@code modelkeel-manifest.json} with the size and SHA-256 of every other file is added. When the
     * writer throws, nothing is sent. When sending fails, the model is marked {@code LOGGED_MODEL_UPLOAD_FAILED} and the exception
     * propagates.
     *
     * @param name the model's name: no {@code / : . %} and no quotes
     * @param writer writes the model's files
     * @param options what to tell about the model
     * @return the logged model, ready to be registered
     * @throws java.io.UncheckedIOException if a file cannot be written or read
     */
    public LoggedModel log(String name, Writer writer, ModelOptions options) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(options, "options");
        ensureOpen.run();
        RunInfo info = data.info(); // fails fast when there is no server
        data.settle(); // the model takes the run's parameters and metrics
        return new ModelLogging(api, info).log(Limits.modelName(name), writer, options);
    }

    /**
     * The models that {@link #log(String, Writer, ModelOptions)} started under a name and could not finish, because the
     * connection broke or the process ended.
     *
     * @param name the model's name
     * @return the models, empty when all are ready
     */
    public List<LoggedModel> incomplete(String name) {
        Objects.requireNonNull(name, "name");
        return new ModelLogging(api, data.info()).unfinished(name);
    }

    /**
     * Resumes a model whose logging was cut off: only the files that are missing or differ are sent. Nothing happens when it is
     * ready already.
     *
     * @param modelId the model's id, see {@link #incomplete(String)}
     * @param writer writes the model's files, all of them, as for the first attempt
     * @param options what to tell about the model, as for the first attempt
     * @return the logged model, ready to be registered
     * @throws IllegalArgumentException if the model belongs to another run
     * @throws java.io.UncheckedIOException if a file cannot be written or read
     */
    public LoggedModel resumeUpload(String modelId, Writer writer, ModelOptions options) {
        Objects.requireNonNull(modelId, "modelId");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(options, "options");
        ensureOpen.run();
        return new ModelLogging(api, data.info()).goOn(modelId, writer, options);
    }

    /** Writes a model's files. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Fills a new, empty directory with everything the model consists of, usually with an {@code MLmodel} file among it.
         *
         * @param directory the directory; it is deleted afterwards
         * @throws IOException if a file cannot be written
         */
        void writeTo(Path directory) throws IOException;
    }
}
