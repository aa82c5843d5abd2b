package io.github.modelkeel.localserver.artifact;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories and files that only their owner may read, on systems that know owners. */
public final class PrivateDirectory {
    private PrivateDirectory() {}

    /** Makes an empty file, unless it is there. */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, mode(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
    }

    /** Makes a directory, and those above it, unless it is there. */
    public static Path create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        try {
            return Files.createDirectories(directory, mode(directory, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return directory; // another process was faster
            }
            throw e;
        }
    }

    /** Permissions to make a file or directory with, where the file system has such. */
    public static FileAttribute<?>[] mode(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
