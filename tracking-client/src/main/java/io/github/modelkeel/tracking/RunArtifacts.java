package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.ArtifactStore;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends and fetches a run's artifacts. */
final class RunArtifacts {
    private static final int MAX_FILES = 100_000;

    private final TrackingApi api;
    private final Supplier<String> artifactUri;
    private final @Nullable RunData data;

    /** Of a run that is not open here. */
    RunArtifacts(TrackingApi api, String artifactUri) {
        this.api = api;
        this.artifactUri = () -> artifactUri;
        this.data = null;
    }

    /** Of an open run: small files may go through its spool. */
    RunArtifacts(TrackingApi api, RunData data) {
        this.api = api;
        this.artifactUri = data::artifactUri;
        this.data = data;
    }

    /** A file under its name, or a directory under its name with all that is beneath it. */
    void pathInto(Path path, String artifactPath) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        if (name == null) {
            throw new IllegalArgumentException("an artifact must have a name: " + path);
        }
        String target = Limits.artifactPath(artifactPath.isEmpty() ? name.toString() : artifactPath + "/" + name);
        if (Files.isDirectory(path)) {
            treeInto(path, target);
        } else if (Files.isRegularFile(path)) {
            fileInto(path, target);
        } else {
            throw new IllegalArgumentException("an artifact must be a file or a directory that exists: " + path);
        }
    }

    /** What is beneath a directory, without the directory's own name. */
    void treeInto(Path directory, String artifactPath) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("not a directory: " + directory);
        }
        if (!artifactPath.isEmpty()) {
            Limits.artifactPath(artifactPath);
        }
        try {
            List<ArtifactStore.Upload> files = new ArrayList<>();
            for (FileTree.Item item : FileTree.list(directory)) {
                String target = artifactPath.isEmpty() ? item.path() : artifactPath + "/" + item.path();
                files.add(new ArtifactStore.Upload(item.file(), Limits.artifactPath(target)));
            }
            api.artifacts().upload(artifactUri.get(), files);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the artifacts in " + directory + ": " + e.getMessage(), e);
        }
    }

    private void fileInto(Path file, String target) {
        try {
            if (data != null && Files.size(file) <= data.artifactLimit()) {
                bytes(Files.readAllBytes(file), target); // which looks at the size once more
            } else {
                api.artifacts().upload(file, artifactUri.get(), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the artifact " + file + ": " + e.getMessage(), e);
        }
    }

    void bytes(byte[] content, String artifactFile) {
        String path = Limits.artifactPath(artifactFile);
        if (data != null && content.length <= data.artifactLimit()) {
            data.artifact(path, content);
        } else {
            api.artifacts().upload(content, artifactUri.get(), path);
        }
    }

    /** What is directly in a directory; the empty path is the top. */
    List<Run.Artifact> list(String directory) {
        if (!directory.isEmpty()) {
            Limits.artifactPath(directory);
        }
        return api.artifacts().entries(artifactUri.get(), directory).stream()
                .map(entry -> new Run.Artifact(entry.path(), entry.directory(), entry.size()))
                .toList();
    }

    /** The file of a path, if there is one. */
    Optional<Run.Artifact> find(String file) {
        int slash = file.lastIndexOf('/');
        return list(slash < 0 ? "" : file.substring(0, slash)).stream()
                .filter(artifact -> !artifact.directory() && artifact.path().equals(file))
                .findFirst();
    }

    /** Fetches a file, or a directory with all beneath it, to the same path beneath a local directory. */
    Path download(String path, Path into) {
        Path target = path.isEmpty() ? into : into.resolve(Limits.artifactPath(path));
        String root = artifactUri.get();
        String place = path.isEmpty() ? root : root + "/" + path;
        List<ArtifactStore.Listed> listed = api.artifacts().list(place, MAX_FILES);
        try {
            if (listed.isEmpty() && !path.isEmpty()) {
                Files.createDirectories(
                        Objects.requireNonNull(target.toAbsolutePath().getParent()));
                api.artifacts().download(artifactUri.get(), path, target, new Expected(-1, null, api.maxBytes()));
                return target;
            }
            Files.createDirectories(target);
            List<ArtifactStore.Download> files = new ArrayList<>();
            long left = api.maxBytes();
            for (ArtifactStore.Listed file : listed) {
                Path local = target.resolve(file.path());
                Files.createDirectories(
                        Objects.requireNonNull(local.toAbsolutePath().getParent()));
                files.add(new ArtifactStore.Download(file.path(), local, new Expected(file.size(), null, left)));
                left -= Math.max(0, file.size());
            }
            api.artifacts().download(place, files);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the artifacts to " + into + ": " + e.getMessage(), e);
        }
    }

    /** The content of a small file. */
    byte[] read(String file, int maxBytes) throws IOException {
        Path directory = Files.createTempDirectory("modelkeel-artifact-");
        try {
            Path local = directory.resolve("file");
            api.artifacts().download(artifactUri.get(), file, local, new Expected(-1, null, maxBytes));
            return Files.readAllBytes(local);
        } finally {
            FileTree.delete(directory);
        }
    }
}
