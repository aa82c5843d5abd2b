package io.github.modelkeel.tracking.artifact;

import io.github.modelkeel.client.internal.ArtifactNames;
import io.github.modelkeel.client.internal.ArtifactStore;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.DownloadPlan;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends and fetches a run's artifacts. */
public final class RunArtifacts {
    private static final int MAX_FILES = 100_000;

    private final TrackingApi api;
    private final Supplier<String> artifactUri;
    private final @Nullable ArtifactRun data;

    /** Of a run that is not open here. */
    public RunArtifacts(TrackingApi api, String artifactUri) {
        this.api = api;
        this.artifactUri = () -> artifactUri;
        this.data = null;
    }

    /** Of an open run: small files may go through its spool. */
    public RunArtifacts(TrackingApi api, ArtifactRun data) {
        this.api = api;
        this.artifactUri = data::artifactUri;
        this.data = data;
    }

    /** A file under its name, or a directory under its name with all that is beneath it. */
    public void pathInto(Path path, String artifactPath) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        if (name == null) {
            throw new IllegalArgumentException("an artifact must have a name: " + path);
        }
        String target = ArtifactNames.sendable(artifactPath.isEmpty() ? name.toString() : artifactPath + "/" + name);
        if (Files.isDirectory(path)) {
            treeInto(path, target);
        } else if (Files.isRegularFile(path)) {
            fileInto(path, target);
        } else {
            throw new IllegalArgumentException("an artifact must be a file or a directory that exists: " + path);
        }
    }

    /** What is beneath a directory, without the directory's own name. Nothing is sent before all names are known to be good. */
    public void treeInto(Path directory, String artifactPath) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("not a directory: " + directory);
        }
        if (!artifactPath.isEmpty()) {
            ArtifactNames.sendable(artifactPath);
        }
        try {
            List<ArtifactStore.Upload> files = new ArrayList<>();
            List<FileTree.Item> items = FileTree.listFollowingLinks(directory);
            if (FileTree.entries(items) > MAX_FILES) {
                throw new IllegalArgumentException(
                        "a run's artifacts can be read back when they are at most " + MAX_FILES
                                + " files and directories; there are " + FileTree.entries(items) + " in " + directory);
            }
            for (FileTree.Item item : items) {
                String target = artifactPath.isEmpty() ? item.path() : artifactPath + "/" + item.path();
                files.add(new ArtifactStore.Upload(item.file(), ArtifactNames.sendable(target)));
            }
            api.artifacts().upload(artifactUri.get(), files);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the artifacts in " + directory + ": " + e.getMessage(), e);
        }
    }

    private void fileInto(Path file, String target) {
        try {
            if (data != null && Files.size(file) <= data.artifactLimit()) {
                bytes(Files.readAllBytes(file), target); // which looks at the size again
            } else {
                api.artifacts().upload(file, artifactUri.get(), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the artifact " + file + ": " + e.getMessage(), e);
        }
    }

    public void bytes(byte[] content, String artifactFile) {
        String path = ArtifactNames.sendable(artifactFile);
        if (data != null && content.length <= data.artifactLimit()) {
            data.artifact(path, content);
        } else {
            api.artifacts().upload(content, artifactUri.get(), path);
        }
    }

    /** What is directly in a directory; the empty path is the top. */
    public List<ArtifactStore.Entry> list(String directory) {
        if (!directory.isEmpty()) {
            ArtifactNames.readable(directory);
        }
        return api.artifacts().entries(artifactUri.get(), directory);
    }

    /** The file of a path, if there is one. */
    Optional<ArtifactStore.Entry> find(String file) {
        int slash = file.lastIndexOf('/');
        return list(slash < 0 ? "" : file.substring(0, slash)).stream()
                .filter(artifact -> !artifact.directory() && artifact.path().equals(file))
                .findFirst();
    }

    /**
     * Fetches a file, or a directory with all beneath it, to the same path beneath a local directory. What this system cannot hold is
     * named when all else is there.
     */
    public Path download(String path, Path into) {
        Path target = path.isEmpty() ? into : into.resolve(writable(path));
        String root = artifactUri.get();
        ArtifactStore.Listing listing = api.artifacts().list(root, path, MAX_FILES);
        try {
            if (listing.isEmpty() && !path.isEmpty()) {
                Files.createDirectories(
                        Objects.requireNonNull(target.toAbsolutePath().getParent()));
                api.artifacts().download(root, path, target, new Expected(-1, null, api.maxBytes()));
                return target;
            }
            DownloadPlan plan = DownloadPlan.make(listing, target);
            List<ArtifactStore.Download> files = new ArrayList<>();
            long left = api.maxBytes();
            for (Map.Entry<ArtifactStore.Listed, Path> file : plan.targets().entrySet()) {
                String relative = file.getKey().path();
                long size = file.getKey().size();
                files.add(new ArtifactStore.Download(
                        path.isEmpty() ? relative : path + "/" + relative,
                        file.getValue(),
                        new Expected(size, null, left)));
                left -= Math.max(0, size);
            }
            api.artifacts().download(root, files);
            plan.ensureComplete(
                    files.size() == 1 ? "the other one is there" : "the other " + files.size() + " are there");
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the artifacts to " + into + ": " + e.getMessage(), e);
        }
    }

    private static String writable(String path) {
        ArtifactNames.readable(path);
        ArtifactNames.obstacle(path).ifPresent(obstacle -> {
            throw ArtifactNames.unsafe(
                    "'" + ArtifactNames.shown(path) + "' cannot be written under its name: " + obstacle);
        });
        return path;
    }

    /** The content of a small file. */
    byte[] read(String file, int maxBytes) throws IOException {
        Path directory = Files.createTempDirectory("modelkeel-artifact-");
        try {
            Path local = directory.resolve("file");
            api.artifacts()
                    .download(artifactUri.get(), ArtifactNames.readable(file), local, new Expected(-1, null, maxBytes));
            return Files.readAllBytes(local);
        } finally {
            FileTree.delete(directory);
        }
    }
}
