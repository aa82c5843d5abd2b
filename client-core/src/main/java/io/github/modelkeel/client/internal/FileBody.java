package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A request body that streams a file; its length goes with it. A file that cannot be read ends the call without repetition. */
final class FileBody extends RequestBody {
    private static final int CHUNK = 64 * 1024;

    private final Path file;

    FileBody(Path file) {
        this.file = file;
    }

    @Override
    public @Nullable MediaType contentType() {
        return null; // set as a header, by the artifact's name
    }

    @Override
    public long contentLength() throws IOException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + file, e);
        }
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = open()) {
            for (int n = read(in, chunk); n >= 0; n = read(in, chunk)) {
                sink.write(chunk, 0, n);
            }
        }
    }

    private InputStream open() throws LocalFailure {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + file, e);
        }
    }

    private int read(InputStream in, byte[] chunk) throws LocalFailure {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + file, e);
        }
    }
}
