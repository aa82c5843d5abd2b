package io.github.modelkeel.serving.source;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.registry.ModelIntegrityException;
import io.github.modelkeel.registry.ModelSigner;
import io.github.modelkeel.registry.ModelVerifier;
import io.github.modelkeel.serving.version.UnloadableModelException;
import io.github.modelkeel.serving.version.VerifiedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks and reads a model's directory on this machine, as a download is checked: the manifest if there is one, and the signature. */
public record LocalModel(@Nullable ModelVerifier verifier) {
    private static final String PROFILE = "profile.json";
    private static final long MAX_PROFILE_BYTES = 1 << 26;

    /** A digest of all files, which is the identity of a model without a registry. */
    public static String digest(Path directory) throws IOException {
        return ModelManifest.of(directory, Set.of()).digest();
    }

    /**
     * Reads the model.
     *
     * @throws UnloadableModelException if the files are not those of the manifest or of the signature, or are not a model
     */
    public VerifiedModel read(Path directory) throws IOException {
        try {
            checkManifest(directory);
            if (verifier != null) {
                verifier.verify(directory);
            }
            return parsed(directory);
        } catch (ModelRefusedException | ModelIntegrityException e) {
            throw new UnloadableModelException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads files that are verified. */
    static VerifiedModel parsed(Path directory) throws IOException {
        ModelBundle bundle = ModelBundle.read(directory);
        return new VerifiedModel(
                bundle.model(),
                bundle.exampleRows(),
                ModelBundle.origin(directory).flavor(),
                profile(directory));
    }

    /** What stands in the file is read by who compares with it; one that is too large is left out, and the model answers. */
    private static @Nullable String profile(Path directory) throws IOException {
        Path file = directory.resolve(PROFILE);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MAX_PROFILE_BYTES
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                : null;
    }

    private static void checkManifest(Path directory) throws IOException {
        Path file = directory.resolve(ModelManifest.FILE_NAME);
        if (Files.notExists(file)) {
            return;
        }
        Map<String, ModelManifest.Entry> found = new HashMap<>();
        ModelManifest.of(directory, Set.of(ModelManifest.FILE_NAME, ModelSigner.FILE_NAME))
                .files()
                .forEach(entry -> found.put(entry.path(), entry));
        for (ModelManifest.Entry expected : parse(file).files()) {
            ModelManifest.Entry actual = found.remove(expected.path());
            if (actual == null) {
                throw new UnloadableModelException(directory + ": the file " + expected.path() + " is missing");
            }
            if (!actual.equals(expected)) {
                throw new UnloadableModelException(directory + ": the file " + expected.path() + " has "
                        + actual.size() + " bytes and the SHA-256 " + actual.sha256() + ", but its manifest says "
                        + expected.size() + " and " + expected.sha256());
            }
        }
        if (!found.isEmpty()) {
            throw new UnloadableModelException(
                    directory + ": files that its manifest does not know: " + found.keySet());
        }
    }

    private static ModelManifest parse(Path file) throws IOException {
        try {
            return ModelManifest.parse(Files.readAllBytes(file));
        } catch (ClientException e) {
            throw new UnloadableModelException(file + ": " + e.getMessage(), e);
        }
    }
}
