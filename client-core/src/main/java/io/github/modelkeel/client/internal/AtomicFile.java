package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are replaced in one step, so that a reader, or a process that is stopped in the middle, sees the old or the new content. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a file that only this user can read. What was there is replaced.
     *
     * @param file the file
     * @param content its content
     * @param temporary a directory of the same file system that exists; what is written first is there, and deleted if it fails
     * @param force whether the content must be on the disk before it takes the file's name
     * @throws IOException if it cannot be written; the old content is still there
     */
    public static void write(Path file, byte[] content, Path temporary, boolean force) throws IOException {
        Path part = Files.createTempFile(temporary, ".part-", null); // rw------- where there are such permissions
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (force) {
                    channel.force(true);
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
