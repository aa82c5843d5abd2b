package io.github.modelkeel.registry.cache;

import io.github.modelkeel.client.internal.FileTree;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Directories that only this user can enter. */
public final class PrivateDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> READ_ONLY = PosixFilePermissions.fromString("r--------");

    private PrivateDirectory() {}

    /** Makes a directory and what is missing above it, or checks the one that is there. */
    public static Path ensure(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(directory, attributes(directory));
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
        }
        check(directory);
        return directory;
    }

    /** Makes a new directory with a random name. */
    static Path createIn(Path parent, String prefix) throws IOException {
        return Files.createTempDirectory(parent, prefix, attributes(parent));
    }

    /** Against changes by mistake; elsewhere than on POSIX systems such files could not be deleted. */
    static void makeFilesReadOnly(Path directory) throws IOException {
        if (isPosix(directory)) {
            for (FileTree.Item item : FileTree.list(directory)) {
                Files.setPosixFilePermissions(item.file(), READ_ONLY);
            }
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    /** Another user who can write here could swap files after they were checked. */
    private static void check(Path directory) throws IOException {
        if (!isPosix(directory)) {
            return;
        }
        PosixFileAttributes attributes =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> forbidden =
                EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        forbidden.retainAll(attributes.permissions());
        if (!forbidden.isEmpty()) {
            throw new FileSystemException(
                    directory.toString(),
                    null,
                    "others may write here; remove their permission, or set MODELKEEL_CACHE_DIR to another place");
        }
        if (Files.getFileStore(directory).isReadOnly()) {
            return; // no other user can swap files here
        }
        Path probe = Files.createTempFile(directory, ".owner-", null);
        try {
            if (!Files.getOwner(probe).equals(attributes.owner())) {
                throw new FileSystemException(
                        directory.toString(),
                        null,
                        "belongs to " + attributes.owner() + "; set MODELKEEL_CACHE_DIR to another place");
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
