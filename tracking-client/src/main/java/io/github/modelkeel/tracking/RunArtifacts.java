package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends a run's artifacts. */
final class RunArtifacts {
    private final TrackingApi api;
    private final String artifactUri;

    RunArtifacts(TrackingApi api, String artifactUri) {
        this.api = api;
        this.artifactUri = artifactUri;
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
            api.artifacts().upload(path, artifactUri, target);
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
            for (FileTree.Item item : FileTree.list(directory)) {
                String target = artifactPath.isEmpty() ? item.path() : artifactPath + "/" + item.path();
                api.artifacts().upload(item.file(), artifactUri, Limits.artifactPath(target));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the artifacts in " + directory + ": " + e.getMessage(), e);
        }
    }

    void bytes(byte[] content, String artifactFile) {
        api.artifacts().upload(content, artifactUri, Limits.artifactPath(artifactFile));
    }
}
