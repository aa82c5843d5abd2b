package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.ArtifactStore;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.ArtifactStore.Listed;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.SafeNames;
import io.github.modelkeel.client.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings a model's files from the server into a new directory and checks each of them. */
final class ModelFetch {
    private static final int MAX_FILES = 10_000;
    private static final long MAX_MANIFEST_BYTES = 16 << 20;

    private final ArtifactStore store;
    private final long maxBytes;

    ModelFetch(ArtifactStore store, long maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    void into(Path directory, ResolvedModel model) throws IOException {
        try {
            List<Listed> listed = store.list(model.artifactUri(), MAX_FILES);
            if (listed.isEmpty()) {
                single(directory, model);
            } else {
                all(directory, model, listed);
            }
        } catch (ClientException e) {
            if (e.errorCode().equals("BROKEN_DOWNLOAD") || e.errorCode().equals("INVALID_MANIFEST")) {
                throw new ModelIntegrityException(model.label() + ": " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** A place that lists nothing is a file, or nothing at all. */
    private void single(Path directory, ResolvedModel model) {
        if (model.manifestDigest() != null) {
            throw new ModelIntegrityException(
                    model.label() + ": its manifest is recorded, but the server lists no files", null);
        }
        String uri = model.artifactUri();
        String name = SafeNames.checkedName(uri.substring(uri.lastIndexOf('/') + 1));
        store.download(uri, "", directory.resolve(name), new Expected(-1, null, maxBytes));
    }

    private void all(Path directory, ResolvedModel model, List<Listed> listed) throws IOException {
        checkTotal(model, listed);
        Optional<ModelManifest> manifest = manifest(directory, model, listed);
        Map<String, String> digests = new TreeMap<>();
        manifest.ifPresent(m -> {
            checkSame(model, m, listed);
            m.files().forEach(file -> digests.put(file.path(), file.sha256()));
        });
        long left = maxBytes;
        for (Listed file : listed) {
            Path target = directory.resolve(file.path());
            if (!target.normalize().startsWith(directory)) {
                throw new ModelIntegrityException(
                        model.label() + ": a file would be written outside its directory", null);
            }
            if (!Files.exists(target)) {
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                store.download(
                        model.artifactUri(),
                        file.path(),
                        target,
                        new Expected(file.size(), digests.get(file.path()), left));
            }
            left -= Files.size(target);
        }
    }

    private void checkTotal(ResolvedModel model, List<Listed> listed) {
        long left = maxBytes;
        for (Listed file : listed) {
            if (file.size() > left) {
                throw tooLarge(model);
            }
            left -= Math.max(0, file.size());
        }
    }

    private ClientException tooLarge(ResolvedModel model) {
        return new ClientException(
                "MODEL_TOO_LARGE",
                0,
                "MODEL_TOO_LARGE: " + model.label() + " has more than " + maxBytes + " bytes",
                null);
    }

    private Optional<ModelManifest> manifest(Path directory, ResolvedModel model, List<Listed> listed)
            throws IOException {
        @Nullable String recorded = model.manifestDigest();
        Optional<Listed> file = listed.stream()
                .filter(item -> item.path().equals(ModelManifest.FILE_NAME))
                .findFirst();
        if (file.isEmpty()) {
            if (recorded != null) {
                throw new ModelIntegrityException(
                        model.label() + ": its manifest is recorded, but its files lack " + ModelManifest.FILE_NAME,
                        null);
            }
            return Optional.empty();
        }
        long size = file.get().size();
        Path target = directory.resolve(ModelManifest.FILE_NAME);
        store.download(
                model.artifactUri(), ModelManifest.FILE_NAME, target, new Expected(size, null, MAX_MANIFEST_BYTES));
        byte[] text = Files.readAllBytes(target);
        if (recorded != null && !recorded.equals(Sha256.of(text))) {
            throw new ModelIntegrityException(
                    model.label() + ": its manifest has the SHA-256 " + Sha256.of(text) + ", but " + recorded
                            + " is recorded",
                    null);
        }
        return Optional.of(ModelManifest.parse(text));
    }

    /** The server's files must be those of the manifest: none more but a signature, none less, none of another size. */
    private static void checkSame(ResolvedModel model, ModelManifest manifest, List<Listed> listed) {
        Map<String, Long> left = new TreeMap<>();
        listed.forEach(file -> left.put(file.path(), file.size()));
        left.remove(ModelManifest.FILE_NAME);
        for (ModelManifest.Entry file : manifest.files()) {
            Long size = left.remove(file.path());
            if (size == null) {
                throw new ModelIntegrityException(model.label() + ": the file " + file.path() + " is missing", null);
            }
            if (size >= 0 && size != file.size()) {
                throw new ModelIntegrityException(
                        model.label() + ": the file " + file.path() + " has " + size + " bytes instead of "
                                + file.size(),
                        null);
            }
        }
        left.remove(ModelSigner.FILE_NAME); // it came after the manifest, and is what says who made the rest
        if (!left.isEmpty()) {
            throw new ModelIntegrityException(
                    model.label() + ": files that its manifest does not know: " + left.keySet(), null);
        }
    }
}
