package io.github.modelkeel.drift.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Bytes that may be packed by gzip, whatever the file is called. */
final class Gzip {
    private static final int BUFFER = 1 << 16;
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;

    private Gzip() {}

    /** The bytes, unpacked if they start as gzip does; closing them closes the argument. */
    static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(new OfAnyFile(in), BUFFER);
        buffered.mark(2);
        boolean packed = buffered.read() == FIRST && buffered.read() == SECOND;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /** A pipe cannot say how much of it is there, and fails when it is asked (on JDK 17). That there may be more is true of any file. */
    private static final class OfAnyFile extends FilterInputStream {
        OfAnyFile(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            try {
                return super.available();
            } catch (IOException e) {
                return 1; // the reading that follows says what is there, and how it fails
            }
        }
    }
}
