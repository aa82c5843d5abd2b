package io.github.modelkeel.serving.source;

import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.serving.version.VerifiedModel;
import io.github.modelkeel.serving.version.VersionId;
import io.github.modelkeel.serving.version.VersionSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one version among the application's resources. Its digest is made of the resources themselves; to load it, its files are copied to a
 * private temporary directory, read, and removed again, because models are read from files. Safe for use by multiple threads.
 */
public final class ClassPathSource implements VersionSource {
    private final Address.OnClassPath address;
    private final LocalModel local;
    private final ResourceDirectory resources;
    private final Path temporary;

    public ClassPathSource(Address.OnClassPath address, LocalModel local) {
        this(address, local, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** With the directory in which the files are copied. */
    public ClassPathSource(Address.OnClassPath address, LocalModel local, Path temporary) {
        this.address = address;
        this.local = local;
        this.temporary = temporary;
        this.resources = new ResourceDirectory(address.path());
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
        String source = Address.CLASS_PATH + address.path();
        if (!resources.exists()) {
            throw new ResourceNotFoundException(
                    "RESOURCE_DOES_NOT_EXIST",
                    0,
                    "there is no model at " + source + ": the class path has no " + address.path() + "/"
                            + ResourceDirectory.MARKER
                            + "; in a named module the resource's package must be open",
                    null);
        }
        try {
            String digest = resources.manifest().digest();
            VersionId id = new VersionId(address.modelName(), 0, source, digest);
            return new LocalCandidate(id, this::readCopy);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source + ": " + e.getMessage(), e);
        }
    }

    private VerifiedModel readCopy() throws IOException {
        Path directory = Files.createTempDirectory(temporary, "modelkeel-");
        try {
            resources.copyTo(directory);
            return local.read(directory);
        } finally {
            FileTree.delete(directory);
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
