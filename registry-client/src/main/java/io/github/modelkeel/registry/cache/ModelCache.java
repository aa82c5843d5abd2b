package io.github.modelkeel.registry.cache;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.AtomicFile;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Directories under names made from their content, and notes that say which directory belongs to which key. Safe for use by multiple
 * threads and processes: everything appears in one step by a rename, and what is read is checked.
 *
 * <p>{@code trees/<digest>} is a directory whose {@linkplain ModelManifest manifest} over all its files has that digest;
 * {@code notes/<sha-256 of the key>.json} is a small JSON object; {@code tmp/} holds what is not finished. {@link CacheGuard} describes
 * {@code leases}, {@code sessions} and {@code .lock}.
 */
public final class ModelCache {
    private static final System.Logger LOG = System.getLogger(ModelCache.class.getName());
    private static final Duration LEFTOVER_AGE = Duration.ofDays(2);
    private static final Duration NOTE_REFRESH = Duration.ofDays(1);
    private static final int MAX_NOTE_BYTES = 64 * 1024;

    private final Path root;

    /** A directory of the cache, and what is in it. */
    public record Tree(Path directory, ModelManifest manifest) {}

    public ModelCache(Path cacheDirectory) {
        this.root = cacheDirectory.toAbsolutePath().normalize().resolve("v1");
    }

    /** Where everything is. */
    public Path root() {
        return root;
    }

    /** A new private directory to fill. */
    public Path createTemporary() throws IOException {
        PrivateDirectory.ensure(root);
        Path tmp = PrivateDirectory.ensure(root.resolve("tmp"));
        deleteLeftovers(tmp);
        return PrivateDirectory.createIn(tmp, "fetch-");
    }

    /** Moves a filled directory with the given files into the cache. Another process may have done so with the same content. */
    public void publish(Path filled, String digest) throws IOException {
        PrivateDirectory.makeFilesReadOnly(filled);
        syncDirectories(filled);
        Path trees = PrivateDirectory.ensure(root.resolve("trees"));
        Path target = trees.resolve(digest);
        if (!moved(filled, target) && !isIntact(digest)) {
            discard(digest);
            if (!moved(filled, target) && !isIntact(digest)) {
                throw new IOException("cannot put a model into the cache: " + target + " is in the way");
            }
        }
        FileTree.sync(trees);
    }

    private static boolean moved(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            return false;
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            if (Files.isDirectory(to)) {
                LOG.log(System.Logger.Level.DEBUG, "another process was first with " + to, e);
                return false;
            }
            throw e;
        }
    }

    /** The directory of a digest, hashed again; one that was changed is thrown away. */
    public Optional<Tree> find(String digest) throws IOException {
        Path tree = root.resolve("trees").resolve(digest);
        if (!Files.isDirectory(tree)) {
            return Optional.empty();
        }
        PrivateDirectory.ensure(root);
        Optional<ModelManifest> intact = intact(digest);
        if (intact.isPresent()) {
            touch(tree);
            return intact.map(manifest -> new Tree(tree, manifest));
        }
        if (Files.isDirectory(tree)) {
            LOG.log(System.Logger.Level.WARNING, "a cached model was changed and is thrown away: " + tree);
            discard(digest);
        }
        return Optional.empty();
    }

    /** When it was used last is the time of the directory. */
    private static void touch(Path path) {
        try {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot note when a cached model was used", e);
        }
    }

    private boolean isIntact(String digest) throws IOException {
        return intact(digest).isPresent();
    }

    private Optional<ModelManifest> intact(String digest) throws IOException {
        try {
            ModelManifest manifest = ModelManifest.of(root.resolve("trees").resolve(digest), Set.of());
            return manifest.digest().equals(digest) ? Optional.of(manifest) : Optional.empty();
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "another process removed a cached model", e);
        } catch (FileSystemException e) {
            LOG.log(System.Logger.Level.WARNING, "a cached model holds something that is not a file", e);
        } catch (ClientException e) {
            LOG.log(System.Logger.Level.WARNING, "a cached model holds names that no model has", e);
        }
        return Optional.empty();
    }

    private void discard(String digest) throws IOException {
        Path tmp = PrivateDirectory.ensure(root.resolve("tmp"));
        Path grave = PrivateDirectory.createIn(tmp, "discard-");
        try {
            Files.move(root.resolve("trees").resolve(digest), grave.resolve("tree"), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "another process removed a cached model", e);
        }
        FileTree.delete(grave);
    }

    /** Writes a note in one step. */
    public void note(List<String> key, JsonValue value) throws IOException {
        Path notes = PrivateDirectory.ensure(root.resolve("notes"));
        AtomicFile.write(file(key), Json.bytes(value), notes, false);
    }

    /** Writes a note when it says something new, and now and then that it is still needed. */
    public void noteIfNew(List<String> key, JsonValue value) throws IOException {
        if (!note(key).equals(Optional.of(value))) {
            note(key, value);
        } else if (Files.getLastModifiedTime(file(key))
                .toInstant()
                .isBefore(Instant.now().minus(NOTE_REFRESH))) {
            touch(file(key));
        }
    }

    /** Reads a note; a damaged one counts as missing. */
    public Optional<JsonValue> note(List<String> key) throws IOException {
        return read(file(key));
    }

    Optional<JsonValue> read(Path file) throws IOException {
        byte[] text;
        try (var in = Files.newInputStream(file)) {
            text = in.readNBytes(MAX_NOTE_BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(text));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a note of the cache is damaged and is ignored: " + file, e);
            return Optional.empty();
        }
    }

    private Path file(List<String> key) {
        String name = Sha256.of(String.join("\n", key).getBytes(StandardCharsets.UTF_8));
        return root.resolve("notes").resolve(name + ".json");
    }

    private static void syncDirectories(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isDirectory).toList()) {
                FileTree.sync(path);
            }
        }
    }

    /** What a process left behind that ended in the middle of a download. */
    private static void deleteLeftovers(Path tmp) throws IOException {
        Instant limit = Instant.now().minus(LEFTOVER_AGE);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tmp)) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(limit)) {
                    FileTree.delete(entry);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "another process cleaned up at the same time", e);
        }
    }
}
