package io.github.modelkeel.localserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads SQLite's native library from one file per version that is kept and used again, {@code ~/.cache/modelkeel/native},
 * or beside the store where that cannot be used, or else in the temporary directory. On its own the driver writes a new copy of a megabyte into the temporary
 * directory for each JVM, and a JVM that is killed leaves it there. Who sets {@code org.sqlite.lib.path} or
 * {@code org.sqlite.tmpdir} decides alone.
 */
final class SqliteLibrary {
    private static final String PATH = "org.sqlite.lib.path";
    private static final String TEMPORARY = "org.sqlite.tmpdir";
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private SqliteLibrary() {}

    /**
     * Loads the library, unless it is loaded.
     *
     * @param store the directory of the store, where the library is put when the user's cache cannot be used
     * @throws LocalServerException if no directory could be used
     */
    static void load(Path store) {
        LOCK.lock();
        try {
            if (System.getProperty(PATH) != null || System.getProperty(TEMPORARY) != null) {
                initialize("the directory of -D" + PATH + " or -D" + TEMPORARY);
            } else {
                loadFromFirst(List.of(
                        Path.of(System.getProperty("user.home"), ".cache", "modelkeel", "native"),
                        store.resolve("native")));
            }
        } finally {
            LOCK.unlock();
        }
    }

    private static void loadFromFirst(List<Path> directories) {
        List<String> failures = new ArrayList<>();
        for (Path directory : directories) {
            try {
                Path library = extracted(directory);
                System.setProperty(PATH, String.valueOf(library.getParent()));
                System.setProperty(TEMPORARY, directory.toString());
                initialize(directory.toString());
                return;
            } catch (IOException e) {
                failures.add(directory + ": " + e);
            } catch (LocalServerException e) {
                failures.add(String.valueOf(e.getMessage()));
            } finally {
                System.clearProperty(PATH);
                System.clearProperty(TEMPORARY);
            }
        }
        try {
            initialize(System.getProperty("java.io.tmpdir")); // a new file for this JVM
            return;
        } catch (LocalServerException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
        throw new LocalServerException("cannot load SQLite's native library (" + String.join("; ", failures)
                + "): set -D" + TEMPORARY + "=DIR to a directory that is not mounted noexec");
    }

    private static void initialize(String where) {
        try {
            if (SQLiteJDBCLoader.initialize()) {
                return;
            }
        } catch (Exception e) {
            throw new LocalServerException(
                    where + ": the library cannot be loaded from there; the directory may be mounted noexec ("
                            + e.getMessage() + ")",
                    e);
        }
        throw new LocalServerException(where + ": the library cannot be loaded from there");
    }

    /** The library's file, written now if it is not there or is another one. */
    private static Path extracted(Path directory) throws IOException {
        byte[] library = bytes();
        Path place = PrivateDirectory.create(directory.resolve(
                "jdbc-" + SQLiteJDBCLoader.getVersion() + "-" + Integer.toHexString(Arrays.hashCode(library))));
        checkPrivate(place);
        Path file = place.resolve(LibraryLoaderUtil.getNativeLibName());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !Arrays.equals(Files.readAllBytes(file), library)) {
            Path temporary = Files.createTempFile(place, "extract-", ".part");
            try {
                Files.write(temporary, library);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
        return file;
    }

    private static byte[] bytes() throws IOException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the SQLite driver has no native library for this system: " + resource);
            }
            return in.readAllBytes();
        }
    }

    /** A library is code: no other user may write where it is loaded from. */
    private static void checkPrivate(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        Map<String, Object> attributes =
                Files.readAttributes(directory, "unix:owner,permissions", LinkOption.NOFOLLOW_LINKS);
        Object owner = attributes.get("owner");
        @Nullable Object permissions = attributes.get("permissions");
        boolean open = permissions instanceof Set<?> set && set.stream().anyMatch(WRITABLE_BY_OTHERS::contains);
        if (open || owner == null || !isThisUser(owner, directory)) {
            throw new IOException("other users may write there (owner " + owner + ")");
        }
    }

    /** By name, or where the system knows no name of this user, as in some containers, by the owner of a new file. */
    private static boolean isThisUser(Object owner, Path directory) throws IOException {
        if (String.valueOf(owner).equals(System.getProperty("user.name"))) {
            return true;
        }
        Path probe = Files.createTempFile(directory, "owner-", ".part");
        try {
            return Files.getOwner(probe).equals(owner);
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
