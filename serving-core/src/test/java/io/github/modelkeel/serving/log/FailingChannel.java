package io.github.modelkeel.serving.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** A file that can fail after it took nearly all that is written, and then also when it is to be cut. */
final class FailingChannel implements SeekableByteChannel {
    private final FileChannel file;
    volatile boolean fails;
    volatile boolean truncates = true;

    private FailingChannel(FileChannel file) {
        this.file = file;
    }

    static FailingChannel of(Path path, List<FailingChannel> made) throws IOException {
        FailingChannel channel = new FailingChannel(
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        made.add(channel);
        return channel;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (fails) {
            file.write(bytes.slice(bytes.position(), bytes.remaining() - 5));
            throw new IOException("No space left on device");
        }
        return file.write(bytes);
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        if (!truncates) {
            throw new IOException("Input/output error");
        }
        file.truncate(size);
        return this;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return file.read(bytes);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
