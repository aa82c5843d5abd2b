package io.github.modelkeel.localserver.artifact;

import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of artifacts, under one directory. A file appears whole or not at all: it is received elsewhere on the same
 * file system and renamed. Every access checks again that the path, with all links resolved, is inside of the directory.
 */
public final class ArtifactStore {
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int CHUNK = 64 * 1024;

    private final Path root;
    private final Path uploads;
    private final long maxBytes;

    /** One entry of a directory. */
    public record Entry(String name, boolean isDirectory, long size) {}

    private ArtifactStore(Path root, Path uploads, long maxBytes) {
        this.root = root;
        this.uploads = uploads;
        this.maxBytes = maxBytes;
    }

    /** The artifacts below a directory, each of at most {@code maxBytes}. */
    public static ArtifactStore open(Path directory, long maxBytes) throws IOException {
        Path root = PrivateDirectory.create(directory.resolve("artifacts"));
        ArtifactStore store =
                new ArtifactStore(root.toRealPath(), PrivateDirectory.create(directory.resolve("uploads")), maxBytes);
        store.removeAbandonedUploads();
        return store;
    }

    /** Receives a file; {@code length} is what the client announced, or -1. */
    public void put(String path, InputStream content, long length) throws IOException {
        Path target = resolve(path);
        if (length > maxBytes) {
            throw tooLarge();
        }
        Path temporary = Files.createTempFile(uploads, "upload-", ".part");
        try {
            long received;
            try (OutputStream out = Files.newOutputStream(temporary)) {
                received = receive(content, out);
            }
            if (length >= 0 && received != length) {
                throw new ApiError(
                        ErrorCode.BAD_REQUEST,
                        "The upload ended after " + received + " of " + length + " bytes and was discarded");
            }
            PrivateDirectory.create(parent(target));
            move(temporary, resolve(path));
        } catch (FileAlreadyExistsException | NotDirectoryException | DirectoryNotEmptyException e) {
            throw ApiError.invalid("Invalid path: '" + path + "' needs a directory where there is a file, or the"
                    + " other way round");
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private long receive(InputStream content, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long received = 0;
        for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
            received += n;
            if (received > maxBytes) {
                throw tooLarge();
            }
            out.write(chunk, 0, n);
        }
        return received;
    }

    private ApiError tooLarge() {
        return new ApiError(
                ErrorCode.INVALID_PARAMETER_VALUE,
                413,
                "The artifact is larger than the limit of " + maxBytes + " bytes");
    }

    /** The file at a path, which must be a file. */
    public Path file(String path) throws IOException {
        Path file = resolve(PythonPath.escaped(path));
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw ApiError.invalid("Artifact path refers to a directory, not a file: '" + path + "'");
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? file : shownAs(path, file);
    }

    /** The file beside the one that was asked for that MLflow's client shows under this name. */
    private static Path shownAs(String path, Path file) throws IOException {
        String wanted = String.valueOf(file.getFileName());
        Path directory = parent(file);
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(directory)) {
                Optional<Path> found = files.filter(other -> Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS))
                        .filter(other -> PythonPath.read(String.valueOf(other.getFileName()))
                                .equals(wanted))
                        .min(Comparator.naturalOrder());
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw notThere(path);
    }

    /** What is in a directory, by name; nothing for what is not a directory. The empty path is the root. */
    public List<Entry> list(String path) throws IOException {
        Path directory = path.isEmpty() ? root : resolve(PythonPath.escaped(path));
        List<Entry> entries = new ArrayList<>();
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return entries;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    entries.add(new Entry(name, true, 0));
                } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    entries.add(new Entry(name, false, Files.size(file)));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // deleted by someone else in the meantime
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    /** Deletes a file or a directory with all that is in it; what is not there is not missed. */
    public void delete(String path) throws IOException {
        Path target = resolve(path);
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(target)) {
            all = new ArrayList<>(tree.toList());
        }
        all.sort(Comparator.reverseOrder());
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    /** The place of a path, provided that nothing on the way there leads out of the root. */
    private Path resolve(String path) throws IOException {
        Path target = beneathRoot(path);
        Path existing = target;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = parent(existing);
        }
        if (!target.startsWith(root)
                || target.equals(root)
                || Files.isSymbolicLink(existing)
                || !existing.toRealPath().startsWith(root)) {
            throw ArtifactPath.refused(path, "it leads out of the directory of artifacts");
        }
        return target;
    }

    private Path beneathRoot(String path) {
        try {
            return root.resolve(ArtifactPath.check(path)).normalize();
        } catch (InvalidPathException e) {
            throw ArtifactPath.refused(
                    path,
                    "the encoding of file names on this server, " + System.getProperty("sun.jnu.encoding")
                            + ", cannot express it; start the server with a UTF-8 locale such as LC_ALL=C.UTF-8");
        }
    }

    private static Path parent(Path path) throws NoSuchFileException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new NoSuchFileException(path.toString());
        }
        return parent;
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Parts of uploads that a killed server left; young ones may belong to another server on the same directory. */
    private void removeAbandonedUploads() throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (Stream<Path> parts = Files.list(uploads)) {
            for (Path part : (Iterable<Path>) parts::iterator) {
                if (isOlder(part, limit)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /** Whether a file is there and was last written before a time; another server may remove it at any moment. */
    private static boolean isOlder(Path file, Instant limit) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    static ApiError notThere(String path) {
        return ApiError.absent("No such artifact: '" + path + "'");
    }
}
