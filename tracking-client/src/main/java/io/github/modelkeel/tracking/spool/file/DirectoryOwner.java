package io.github.modelkeel.tracking.spool.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses directories into which others may put records: those would be sent with this user's credentials. */
public final class DirectoryOwner {
    public static final boolean POSIX =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

    private static final Path SELF = Path.of("/proc/self");
    private static @Nullable Object own;

    private DirectoryOwner() {}

    /**
     * Checks an existing directory.
     *
     * @throws IllegalStateException if it belongs to another user, or others may write into it
     */
    static void check(Path directory) throws IOException {
        if (!POSIX) {
            return;
        }
        Object owner = Files.getAttribute(directory, "unix:uid");
        if (!owner.equals(own())) {
            throw new IllegalStateException(
                    "the spool directory " + directory + " belongs to user " + owner + ", not to user " + own());
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IllegalStateException("others may write into the spool directory " + directory
                    + ": take that right away (chmod go-w), or name another directory");
        }
    }

    /** The attributes with which a file or directory is created; none where the system knows no such permissions. */
    public static FileAttribute<?>[] ownersOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static synchronized Object own() throws IOException {
        Object known = own;
        if (known == null) {
            known = Files.exists(SELF) ? Files.getAttribute(SELF, "unix:uid") : ofNewFile();
            own = known;
        }
        return known;
    }

    private static Object ofNewFile() throws IOException {
        Path probe = Files.createTempFile("modelkeel", null);
        try {
            return Files.getAttribute(probe, "unix:uid");
        } finally {
            Files.delete(probe);
        }
    }
}
