package io.github.modelkeel.localserver;

import io.github.modelkeel.localserver.artifact.PrivateDirectory;
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
import java.util.logging.Filter;
import java.util.logging.Logger;
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
    private static final Logger DRIVER_LOG = Logger.getLogger(SQLiteJDBCLoader.class.getName());
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
                loadFromWhereTheUserSays();
            } else {
                loadFromFirst(List.of(
                        Path.of(System.getProperty("user.home"), ".cache", "modelkeel", "native"),
                        store.resolve("native")));
            }
        } finally {
            LOCK.unlock();
        }
    }

    private static void loadFromWhereTheUserSays() {
        String property = System.getProperty(PATH) != null ? PATH : TEMPORARY;
        try {
            initialize("-D" + property + "=" + System.getProperty(property));
        } catch (LocalServerException e) {
            throw new LocalServerException(
                    "cannot load SQLite's native library: " + e.getMessage()
                            + ": set it to a directory that exists and is not mounted noexec",
                    e);
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
        List<String> reasons = new ArrayList<>();
        Filter before = DRIVER_LOG.getFilter();
        DRIVER_LOG.setFilter(
                event -> { // the driver logs a trace for each place that it tries: what counts is said once, below
                    if (event.getThrown() instanceof UnsatisfiedLinkError e) {
                        reasons.add(String.valueOf(e.getMessage()));
                    }
                    return false;
                });
        Exception cause = null;
        try {
            if (SQLiteJDBCLoader.initialize()) {
                return;
            }
        } catch (Exception e) {
            cause = e;
            reasons.add(String.valueOf(e.getMessage()));
        } finally {
            DRIVER_LOG.setFilter(before);
        }
        throw new LocalServerException(
                where + ": the library cannot be loaded from there; the directory may be mounted noexec"
                        + (reasons.isEmpty() ? "" : " (" + withoutPath(reasons.get(0)) + ")"),
                cause);
    }

    /** The linker's reason without the path of the file, which comes before it twice. */
    private static String withoutPath(String reason) {
        return reason.substring(reason.lastIndexOf(".so: ") + 1).replaceFirst("^so: ", "");
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
