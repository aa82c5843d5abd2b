package io.github.modelkeel.drift.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Says how many bytes were read so far, each time some were. Not thread-safe. */
final class ObservedBytes extends FilterInputStream {
    private final LongConsumer observer;
    private long count;

    ObservedBytes(InputStream in, LongConsumer observer) {
        super(in);
        this.observer = observer;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        observe(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int read = super.read(target, from, length);
        observe(Math.max(0, read));
        return read;
    }

    private void observe(int more) {
        if (more > 0) {
            count += more;
            observer.accept(count);
        }
    }
}
