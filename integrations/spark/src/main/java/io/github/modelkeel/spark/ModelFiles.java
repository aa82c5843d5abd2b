package io.github.modelkeel.spark;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.registry.ResolvedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one version in memory, as they travel from the driver to executors. Immutable.
 *
 * @param label which version, for people
 * @param manifestDigest of the files as they were registered, null if none is recorded
 * @param bytes the files as a ZIP archive; never written to
 */
@SuppressWarnings("ArrayRecordComponent") // within this package, never written to
record ModelFiles(String label, @Nullable String manifestDigest, byte[] bytes) {
    /** Resolves an address, and downloads and verifies what it names. */
    static ModelFiles download(String uri, ClientConfig config) {
        try (Registry registry = Registry.open(config)) {
            ResolvedModel resolved = registry.resolve(uri);
            Path directory = registry.download(resolved);
            try {
                return new ModelFiles(resolved.label(), resolved.manifestDigest(), pack(directory));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
            }
        }
    }

    String sha256() {
        return Sha256.of(bytes);
    }

    /** What an executor received, if it is what the driver sent. */
    static ModelFiles received(String label, String sha256, byte[] bytes) {
        ModelFiles files = new ModelFiles(label, null, bytes);
        if (!files.sha256().equals(sha256)) {
            throw new IllegalStateException("the files of " + label + " arrived with the SHA-256 " + files.sha256()
                    + ", but the driver sent " + sha256 + "; run the job again");
        }
        return files;
    }

    /** Reads the model, which replays its stored predictions. */
    ScoringModel read() {
        try {
            Path directory = Files.createTempDirectory("modelkeel-spark");
            try {
                unpack(directory);
                return ModelBundle.read(directory).model().withInputPolicy(InputPolicy.TYPED);
            } finally {
                FileTree.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of " + label + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    static byte[] pack(Path directory) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(directory);
                ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                ZipEntry entry =
                        new ZipEntry(directory.relativize(file).toString().replace('\\', '/'));
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
            }
        }
        return packed.toByteArray();
    }

    private void unpack(Path directory) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException("a file leads out of its directory: " + entry.getName());
                }
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.copy(zip, file);
            }
        }
    }
}
