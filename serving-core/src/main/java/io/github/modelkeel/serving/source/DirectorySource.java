package io.github.modelkeel.serving.source;

import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.serving.version.VersionId;
import io.github.modelkeel.serving.version.VersionSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one version in a directory of this machine. It is read once: a directory is not replaced in one step. Safe for use by multiple threads. */
public final class DirectorySource implements VersionSource {
    private final Address.InDirectory address;
    private final LocalModel local;

    public DirectorySource(Address.InDirectory address, LocalModel local) {
        this.address = address;
        this.local = local;
    }

    @Override
    public boolean canMove() {
        return false;
    }

    @Override
    public boolean stillNames(VersionId id) {
        return true;
    }

    @Override
    public Candidate resolve() {
        Path directory = address.directory();
        if (!Files.isDirectory(directory)) {
            throw new ResourceNotFoundException(
                    "RESOURCE_DOES_NOT_EXIST", 0, "there is no model directory at " + directory, null);
        }
        try {
            String digest = LocalModel.digest(directory);
            VersionId id =
                    new VersionId(address.modelName(), 0, directory.toUri().toString(), digest);
            return new LocalCandidate(id, () -> local.read(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Candidate remembered(VersionId id) {
        return resolve();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
