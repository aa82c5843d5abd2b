package io.github.modelkeel.registry;

import io.github.modelkeel.client.internal.ArtifactNames;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.client.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files of runs. They can be replaced on the server, so none is kept. */
final class RunArtifacts {
    static final long MAX_BYTES = 64L << 20;

    private final Connection connection;

    RunArtifacts(Connection connection) {
        this.connection = connection;
    }

    byte[] read(String runId, String path) {
        String checked = ArtifactNames.checkedPath(path);
        String root = Json.string(
                Json.required(Json.required(connection.tracking().get("runs/get", "run_id", runId), "run"), "info"),
                "artifact_uri");
        try {
            Path directory = Files.createTempDirectory("modelkeel-artifact");
            try {
                Path file = directory.resolve("artifact");
                connection.artifacts().download(root, checked, file, new Expected(-1, null, MAX_BYTES));
                return Files.readAllBytes(file);
            } finally {
                FileTree.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " of run " + runId + ": " + e.getMessage(), e);
        }
    }
}
