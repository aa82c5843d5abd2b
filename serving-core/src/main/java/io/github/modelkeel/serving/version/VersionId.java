package io.github.modelkeel.serving.version;

import org.jspecify.annotations.Nullable;

/**
 * One immutable version, as the registry names it. A registered model that was deleted and made again starts at version 1 again, so
 * name and number alone do not say what the files are: the source and the manifest's digest belong to the identity.
 *
 * @param name the registered name, or the model id when there is none
 * @param version the registered version, or 0
 * @param source where the registry keeps the files
 * @param digest SHA-256 of the manifest of the files, or null when the version has none
 */
public record VersionId(
        String name, int version, String source, @Nullable String digest) {
    /** For messages: {@code house/3}, or the model id. */
    public String label() {
        return version > 0 ? name + "/" + version : name;
    }
}
