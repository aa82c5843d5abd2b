package io.github.modelkeel.tracking.model;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.ArtifactNames;
import io.github.modelkeel.client.internal.ArtifactStore;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.ArtifactStore.Upload;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Sends a model's files so that an attempt that was cut off can be continued. The manifest goes first, so that the next attempt knows
 * what the files on the server are: a file is not sent again when it is there in full size and the manifest that is there names its
 * digest. A file of the right size that the manifest vouches for with another digest, or not at all, is left out of the manifest
 * until it has been sent.
 */
final class ModelUpload {
    private static final int MAX_FILES = 100_000;
    private static final long MAX_MANIFEST_BYTES = 16 << 20;

    private final ArtifactStore store;
    private final String artifactUri;
    private final boolean continued;

    /** @param continued whether there may be files of an earlier attempt */
    ModelUpload(ArtifactStore store, String artifactUri, boolean continued) {
        this.store = store;
        this.artifactUri = artifactUri;
        this.continued = continued;
    }

    /** Sends what is in a directory, with a manifest of it, and returns the manifest's digest. */
    String send(Path directory) throws IOException {
        List<FileTree.Item> items = FileTree.listFollowingLinks(directory);
        Map<String, Path> places = new HashMap<>();
        items.forEach(item -> places.put(ArtifactNames.sendable(item.path()), item.file()));
        ModelManifest manifest = ModelManifest.of(items, Set.of());
        Map<String, Long> there = new HashMap<>();
        if (continued) {
            store.list(artifactUri, MAX_FILES).files().forEach(file -> there.put(file.path(), file.size()));
        }
        Map<String, String> vouched = there.containsKey(ModelManifest.FILE_NAME) ? vouched() : Map.of();
        List<Upload> uploads = new ArrayList<>();
        List<ModelManifest.Entry> certain = new ArrayList<>();
        for (ModelManifest.Entry file : manifest.files()) {
            boolean inFullSize = Long.valueOf(file.size()).equals(there.get(file.path()));
            boolean same = inFullSize && file.sha256().equals(vouched.get(file.path()));
            if (!same) {
                uploads.add(new Upload(Objects.requireNonNull(places.get(file.path())), file.path()));
            }
            if (same || !inFullSize) {
                certain.add(file);
            }
        }
        ModelManifest begun = new ModelManifest(certain);
        store.upload(begun.toBytes(), artifactUri, ModelManifest.FILE_NAME);
        store.upload(artifactUri, uploads);
        if (certain.size() < manifest.files().size()) {
            store.upload(manifest.toBytes(), artifactUri, ModelManifest.FILE_NAME);
        }
        return Sha256.of(manifest.toBytes());
    }

    /** The digests of an earlier attempt's manifest; none when it cannot be read. */
    private Map<String, String> vouched() throws IOException {
        Path directory = Files.createTempDirectory("modelkeel-manifest-");
        try {
            Path local = directory.resolve(ModelManifest.FILE_NAME);
            store.download(artifactUri, ModelManifest.FILE_NAME, local, new Expected(-1, null, MAX_MANIFEST_BYTES));
            Map<String, String> digests = new HashMap<>();
            ModelManifest.parse(Files.readAllBytes(local))
                    .files()
                    .forEach(file -> digests.put(file.path(), file.sha256()));
            return digests;
        } catch (ResourceNotFoundException e) {
            return Map.of();
        } catch (ClientException e) {
            if (e.errorCode().equals("INVALID_MANIFEST")) {
                return Map.of(); // cut off itself
            }
            throw e;
        } finally {
            FileTree.delete(directory);
        }
    }
}
