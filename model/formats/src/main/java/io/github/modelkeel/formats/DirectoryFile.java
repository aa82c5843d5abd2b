package io.github.modelkeel.formats;

import io.github.modelkeel.formats.json.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a model's directory, which is not trusted: the one place that decides which files may be opened. */
final class DirectoryFile {
    private DirectoryFile() {}

    static byte[] readJson(Path directory, String file) throws IOException {
        return read(directory, file, Limits.MAX_JSON_BYTES);
    }

    /**
     * Reads a file of the directory, refusing one that is absent, not a regular file, or larger than a limit. A symbolic link is
     * followed within the directory, as Kubernetes mounts files.
     */
    static byte[] read(Path directory, String file, int limit) throws IOException {
        Path path = directory.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new ModelRefusedException(file + " does not exist or is not a regular file");
        }
        if (!path.toRealPath().startsWith(directory.toRealPath())) {
            throw new ModelRefusedException(file + " is a symbolic link that leads out of the model's directory");
        }
        return bytes(path, file, limit);
    }

    /** Reads the bytes of a file into one array, so that no more memory is needed than it has bytes. */
    private static byte[] bytes(Path path, String name, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            long size = Files.size(path);
            if (size > limit) {
                throw new ModelRefusedException(name + " is larger than " + limit + " bytes");
            }
            byte[] content = new byte[(int) size];
            if (in.readNBytes(content, 0, content.length) < content.length || in.read() >= 0) {
                throw new ModelRefusedException(name + " changes while it is read; read it again");
            }
            return content;
        }
    }
}
