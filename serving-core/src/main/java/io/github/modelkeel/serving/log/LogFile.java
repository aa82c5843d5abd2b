package io.github.modelkeel.serving.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** A file that grows by whole lines. For one thread. */
final class LogFile implements AutoCloseable {
    private final Path path;
    private final SeekableByteChannel channel;
    private long size;

    private LogFile(Path path, SeekableByteChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes a new file; its directory must be there. */
    static LogFile create(Path path) throws IOException {
        return new LogFile(
                path, FileChannel.open(path, LogDirectory.fileOptions(), LogDirectory.ownerOnly("rw-------")));
    }

    /** Around a channel that is open; for tests of what disks do. */
    static LogFile of(Path path, SeekableByteChannel channel) {
        return new LogFile(path, channel);
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /**
     * Writes lines.
     *
     * @throws IOException if they cannot be written; the file then ends as before, unless {@link TornException} says that it does not
     */
    void append(ByteBuffer lines) throws IOException {
        int length = lines.remaining();
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            size += length;
        } catch (IOException e) {
            cut(e);
            throw e;
        }
    }

    private void cut(IOException failed) throws TornException {
        try {
            channel.truncate(size);
        } catch (IOException e) {
            failed.addSuppressed(e);
            throw new TornException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The file may end within a line: nothing may be written behind it. */
    static final class TornException extends IOException {
        private static final long serialVersionUID = 1;

        TornException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
