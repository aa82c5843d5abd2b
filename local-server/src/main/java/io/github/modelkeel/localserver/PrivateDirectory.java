package io.github.modelkeel.localserver;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that only their owner may read, on systems that know owners. */
final class PrivateDirectory {
    private PrivateDirectory() {}

    /** Makes a directory, and those above it, unless it is there. */
    static Path create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        try {
            return Files.createDirectories(directory, mode);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return directory; // another process was faster
            }
            throw e;
        }
    }
}
