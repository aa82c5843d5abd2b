package io.github.modelkeel.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output; says whether a failure to write is a reader that has stopped reading. */
final class Pipe extends FilterOutputStream {
    Pipe(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw OutputFailure.of(e);
        }
    }
}
