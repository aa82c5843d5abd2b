package io.github.modelkeel.client;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model that was logged to the tracking server: where its files are and which run made it. Immutable.
 *
 * @param modelId the server's id, {@code m-} and 32 hexadecimal digits on MLflow
 * @param name the name it was logged under
 * @param runId the run that logged it, or null when the server names none
 * @param experimentId the experiment it belongs to
 * @param artifactUri where the server keeps its files
 * @param status the server's status, for example {@code LOGGED_MODEL_READY}
 * @param manifestDigest SHA-256 (64 lower-case hexadecimal digits) of the file {@code modelkeel-manifest.json} in the model's
 *     directory, or null when the model was logged without one
 */
public record LoggedModel(
        String modelId,
        String name,
        @Nullable String runId,
        String experimentId,
        String artifactUri,
        String status,
        @Nullable String manifestDigest) {
    private static final Pattern MODEL_ID = Pattern.compile("m-[A-Za-z0-9_-]{1,250}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the values.
     *
     * @param modelId the server's id, {@code m-} and 32 hexadecimal digits on MLflow
     * @param name the name it was logged under
     * @param runId the run that logged it, or null when the server names none
     * @param experimentId the experiment it belongs to
     * @param artifactUri where the server keeps its files
     * @param status the server's status, for example {@code LOGGED_MODEL_READY}
     * @param manifestDigest SHA-256 (64 lower-case hexadecimal digits) of the file {@code modelkeel-manifest.json} in the model's
     *     directory, or null when the model was logged without one
     * @throws IllegalArgumentException if the model id or the digest is not of the form described
     */
    public LoggedModel {
        if (!MODEL_ID.matcher(modelId).matches()) {
            throw new IllegalArgumentException("modelId must be 'm-' and letters, digits, '_' or '-': " + modelId);
        }
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(experimentId, "experimentId");
        Objects.requireNonNull(artifactUri, "artifactUri");
        Objects.requireNonNull(status, "status");
        if (manifestDigest != null && !SHA256.matcher(manifestDigest).matches()) {
            throw new IllegalArgumentException(
                    "manifestDigest must be 64 lower-case hexadecimal digits: " + manifestDigest);
        }
    }

    /**
     * The model's own address, good wherever a model address is asked for.
     *
     * @return {@code models:/} and the model id
     */
    public String uri() {
        return "models:/" + modelId;
    }
}
