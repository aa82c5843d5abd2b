package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.ArtifactNames;
import io.github.modelkeel.client.internal.ArtifactStore;
import io.github.modelkeel.client.internal.ArtifactStore.Download;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.ArtifactStore.Listed;
import io.github.modelkeel.client.internal.DownloadPlan;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings a model's files from the server into a new directory and checks each of them. */
final class ModelFetch {
    private static final long MAX_MANIFEST_BYTES = 16 << 20;

    private final ArtifactStore store;
    private final long maxBytes;

    ModelFetch(ArtifactStore store, long maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    void into(Path directory, ResolvedModel model) throws IOException {
        try {
            ArtifactStore.Listing listing = store.list(model.artifactUri(), ModelManifest.MAX_ENTRIES);
            if (listing.isEmpty()) {
                single(directory, model);
            } else {
                DownloadPlan plan = DownloadPlan.make(listing, directory);
                plan.ensureComplete("a model needs all of its files, so none was fetched");
                all(directory, model, plan.targets());
            }
        } catch (ClientException e) {
            if (e.errorCode().equals("BROKEN_DOWNLOAD") || e.errorCode().equals("INVALID_MANIFEST")) {
                throw ModelIntegrityException.of(model, e);
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
        String name = ArtifactNames.checkedPath(uri.substring(uri.lastIndexOf('/') + 1));
        store.download(uri, "", directory.resolve(name), new Expected(-1, null, maxBytes));
    }

    private void all(Path directory, ResolvedModel model, Map<Listed, Path> targets) throws IOException {
        List<Listed> listed = List.copyOf(targets.keySet());
        checkTotal(model, listed);
        Optional<ModelManifest> manifest = manifest(directory, model, listed);
        Map<String, ModelManifest.Entry> described = new TreeMap<>();
        manifest.ifPresent(m -> {
            checkSame(model, m, listed);
            m.files().forEach(file -> described.put(file.path(), file));
        });
        long left = maxBytes;
        List<Download> known = new ArrayList<>();
        List<Download> unknown = new ArrayList<>();
        for (Listed file : listed) {
            Path target = Objects.requireNonNull(targets.get(file));
            ModelManifest.Entry entry = described.get(file.path());
            long size = entry == null ? file.size() : entry.size();
            if (size > left) {
                throw tooLarge(model);
            }
            left -= Math.max(0, size);
            if (!Files.exists(target)) { // the manifest is there already
                Expected expected = new Expected(size, entry == null ? null : entry.sha256(), maxBytes);
                (size < 0 ? unknown : known).add(new Download(file.path(), target, expected));
            }
        }
        store.download(model.artifactUri(), known);
        for (Download file : unknown) { // one after the other, so that together they keep to what is left
            Expected expected = new Expected(-1, file.expected().sha256(), left);
            store.download(model.artifactUri(), file.relative(), file.target(), expected);
            left -= Files.size(file.target());
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
