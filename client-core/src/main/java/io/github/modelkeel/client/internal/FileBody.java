package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A request body that streams a file or a part of one; its length goes with it. A file that cannot be read, or is shorter than it was,
 * ends the call without repetition.
 */
final class FileBody extends RequestBody {
    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final long from;
    private final long length;
    private final TransferBatch.Counter counter;
    private long sent;

    FileBody(Path file, long from, long length, TransferBatch.Counter counter) {
        this.file = file;
        this.from = from;
        this.length = length;
        this.counter = counter;
    }

    @Override
    public @Nullable MediaType contentType() {
        return null; // set as a header, by the artifact's name
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        counter.lost(sent); // of an attempt before
        sent = 0;
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (FileChannel in = open()) {
            while (sent < length) {
                int n = read(in, chunk.clear().limit((int) Math.min(CHUNK, length - sent)), from + sent);
                sink.write(chunk.array(), 0, n);
                sent += n;
                counter.moved(n);
            }
        }
    }

    private FileChannel open() throws LocalFailure {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + file, e);
        }
    }

    private int read(FileChannel in, ByteBuffer chunk, long position) throws LocalFailure {
        int n;
        try {
            n = in.read(chunk, position);
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + file, e);
        }
        if (n < 0) {
            throw new LocalFailure("cannot read " + file, new IOException("it became shorter while it was sent"));
        }
        return n;
    }
}
