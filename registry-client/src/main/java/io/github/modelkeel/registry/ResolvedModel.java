package io.github.modelkeel.registry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model's address pointed to when it was asked: one fixed set of files. Immutable.
 *
 * @param name the registered model's name, or null when the address names no registered model
 * @param version the version, or 0 when the address names no registered model
 * @param alias the alias that was asked for, or null
 * @param artifactUri where the server keeps the files, or the part of them that was asked for
 * @param modelId the logged model's id, or null when none is known
 * @param manifestDigest SHA-256 of the model's manifest file, or null when none is recorded or only a part was asked for
 * @param path the path within the model that was asked for; empty for the whole model
 */
public record ResolvedModel(
        @Nullable String name,
        int version,
        @Nullable String alias,
        String artifactUri,
        @Nullable String modelId,
        @Nullable String manifestDigest,
        String path) {

    /**
     * Checks the values.
     *
     * @param name the registered model's name, or null when the address names no registered model
     * @param version the version, or 0 when the address names no registered model
     * @param alias the alias that was asked for, or null
     * @param artifactUri where the server keeps the files, or the part of them that was asked for
     * @param modelId the logged model's id, or null when none is known
     * @param manifestDigest SHA-256 of the model's manifest file, or null when none is recorded or only a part was asked for
     * @param path the path within the model that was asked for; empty for the whole model
     * @throws IllegalArgumentException if there is a name without a version, or a version without a name
     */
    public ResolvedModel {
        Objects.requireNonNull(artifactUri, "artifactUri");
        Objects.requireNonNull(path, "path");
        if ((name == null) != (version == 0) || version < 0) {
            throw new IllegalArgumentException("name and version must be given together: " + name + ", " + version);
        }
    }

    /**
     * A whole model.
     *
     * @param name the registered model's name, or null when the address names no registered model
     * @param version the version, or 0 when the address names no registered model
     * @param alias the alias that was asked for, or null
     * @param artifactUri where the server keeps the files
     * @param modelId the logged model's id, or null when none is known
     * @param manifestDigest SHA-256 of the model's manifest file, or null when none is recorded
     */
    public ResolvedModel(
            @Nullable String name,
            int version,
            @Nullable String alias,
            String artifactUri,
            @Nullable String modelId,
            @Nullable String manifestDigest) {
        this(name, version, alias, artifactUri, modelId, manifestDigest, "");
    }

    /** The part of a whole model at a path. The manifest describes the whole, so its digest does not go with the part. */
    ResolvedModel part(String within) {
        return new ResolvedModel(name, version, alias, artifactUri + "/" + within, modelId, null, within);
    }

    /**
     * A short text for people.
     *
     * @return {@code name/version}, else the model id, else the place of the files
     */
    public String label() {
        if (name != null) {
            return name + "/" + version;
        }
        return modelId != null ? modelId : artifactUri;
    }
}
