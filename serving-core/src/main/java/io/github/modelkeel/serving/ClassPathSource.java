package io.github.modelkeel.serving;

import io.github.modelkeel.client.ResourceNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one version among the application's resources. Its files are copied to a private temporary directory, read, and removed again,
 * because models are read from files. Safe for use by multiple threads.
 */
final class ClassPathSource implements VersionSource {
    private final Address.OnClassPath address;
    private final LocalModel local;
    private final ResourceDirectory resources;

    ClassPathSource(Address.OnClassPath address, LocalModel local) {
        this.address = address;
        this.local = local;
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
            String digest = inTemporaryDirectory(LocalModel::digest);
            VersionId id = new VersionId(address.modelName(), 0, source, digest);
            return new LocalCandidate(id, () -> inTemporaryDirectory(local::read));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source + ": " + e.getMessage(), e);
        }
    }

    private interface Use<T> {
        T of(Path directory) throws IOException;
    }

    private <T> T inTemporaryDirectory(Use<T> use) throws IOException {
        Path directory = Files.createTempDirectory("modelkeel-");
        try {
            resources.copyTo(directory);
            return use.of(directory);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
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
