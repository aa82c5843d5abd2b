package io.github.modelkeel.serving.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.client.internal.AtomicFile;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.serving.version.VersionId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The entry of one address as a small text file, one file for each pair of registry and address. Safe for use by multiple threads and
 * processes: a new file replaces the old one in one step, so a reader or a crash meets the one or the other, never a mixture.
 *
 * <p>The last line is the SHA-256 of the lines before it. A file that does not have the expected form, or is of another address, counts
 * as none.
 */
public final class LastKnownGoodFile implements LastKnownGood {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");
    private static final String MAGIC = "modelkeel last known good 1";
    private static final int LINES = 8;
    private static final long MAX_BYTES = 64 * 1024;

    private final Path file;
    private final String uri;
    private final AtomicBoolean complained = new AtomicBoolean();

    public LastKnownGoodFile(Path cacheDirectory, String registry, String uri) {
        this.file = cacheDirectory
                .resolve("last-known-good")
                .resolve(Sha256.of((registry + "\n" + uri).getBytes(UTF_8)) + ".txt");
        this.uri = uri;
    }

    @Override
    public Optional<Entry> read() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it is larger than " + MAX_BYTES + " bytes");
            }
            return Optional.of(parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.log(Level.WARNING, "the last known good version of " + uri + " is unreadable (" + file + "): " + e);
            return Optional.empty();
        }
    }

    private Entry parse(String text) throws IOException {
        List<String> lines = text.lines().toList();
        if (lines.size() != LINES || !lines.get(0).equals(MAGIC)) {
            throw new IOException("it is not a file of this form");
        }
        String body = String.join("\n", lines.subList(0, LINES - 1));
        if (!value(lines.get(7), "sha256").equals(Sha256.of(body.getBytes(UTF_8)))) {
            throw new IOException("its check sum is wrong");
        }
        if (!value(lines.get(1), "uri").equals(uri)) {
            throw new IOException("it belongs to another address");
        }
        String digest = value(lines.get(5), "digest");
        VersionId id = new VersionId(
                value(lines.get(2), "name"),
                Integer.parseInt(value(lines.get(3), "version")),
                value(lines.get(4), "source"),
                digest.isEmpty() ? null : digest);
        return new Entry(id, Instant.parse(value(lines.get(6), "confirmed")));
    }

    private static String value(String line, String key) throws IOException {
        if (!line.startsWith(key + "=")) {
            throw new IOException("it lacks the line " + key);
        }
        return line.substring(key.length() + 1);
    }

    @Override
    public void write(Entry entry) {
        try {
            replace(text(entry));
        } catch (IOException | RuntimeException e) {
            Level level = complained.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
            LOG.log(
                    level,
                    "cannot write down that " + uri + " is " + entry.id().label() + " (" + file + "); a start "
                            + "without the registry would not find it",
                    e);
        }
    }

    private String text(Entry entry) throws IOException {
        VersionId id = entry.id();
        String digest = id.digest() == null ? "" : id.digest();
        String body = String.join(
                "\n",
                MAGIC,
                "uri=" + uri,
                "name=" + id.name(),
                "version=" + id.version(),
                "source=" + id.source(),
                "digest=" + digest,
                "confirmed=" + entry.confirmedAt());
        if (body.lines().count() != LINES - 1) {
            throw new IOException("a value has a line break");
        }
        return body + "\nsha256=" + Sha256.of(body.getBytes(UTF_8)) + "\n";
    }

    private void replace(String text) throws IOException {
        Path directory = directoryOf(file);
        Files.createDirectories(directory, ownerOnly());
        AtomicFile.write(file, text.getBytes(UTF_8), directory, true);
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException("no directory: " + file);
        }
        return parent;
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }
}
