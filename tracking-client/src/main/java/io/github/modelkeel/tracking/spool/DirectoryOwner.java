package io.github.modelkeel.tracking.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses directories into which others may put records: those would be sent with this user's credentials. */
final class DirectoryOwner {
    private static final Path SELF = Path.of("/proc/self");
    private static @Nullable Object own;

    private DirectoryOwner() {}

    /**
     * Checks an existing directory.
     *
     * @throws IllegalStateException if it belongs to another user, or others may write into it
     */
    static void check(Path directory) throws IOException {
        if (!SystemDisk.POSIX) {
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
