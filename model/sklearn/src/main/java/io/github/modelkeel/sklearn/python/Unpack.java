package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks a file that joblib compressed, if it is one. */
final class Unpack {
    private Unpack() {}

    /** The name of a compression that the JDK cannot undo, by the first bytes. */
    static @Nullable String foreign(byte[] content) {
        if (startsWith(content, 'B', 'Z', 'h')) {
            return "bz2";
        }
        if (startsWith(content, 0xFD, '7', 'z', 'X', 'Z')) {
            return "xz";
        }
        if (startsWith(content, 0x5D, 0)) {
            return "lzma";
        }
        return startsWith(content, 4, 0x22, 0x4D, 0x18) ? "lz4" : null;
    }

    static boolean isPacked(byte[] content) {
        return startsWith(content, 0x78) || startsWith(content, 0x1F, 0x8B);
    }

    static boolean startsWith(byte[] content, int... first) {
        for (int i = 0; i < first.length; i++) {
            if (content.length <= i || (content[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }

    static byte[] unpack(Reading reading, byte[] content) {
        InputStream packed = new ByteArrayInputStream(content);
        try (InputStream in =
                startsWith(content, 0x78) ? new InflaterInputStream(packed) : new GZIPInputStream(packed)) {
            return all(reading, in, new byte[1 << 14]).toArray();
        } catch (IOException e) {
            throw reading.refusal("its compressed content is broken: " + e.getMessage(), e);
        }
    }

    /** Reads all, no more than may still be made, through a buffer of the caller. */
    static Span all(Reading reading, InputStream in, byte[] part) throws IOException {
        Buffer buffer = new Buffer();
        int read = in.read(part);
        while (read >= 0) {
            reading.countMade(read);
            buffer.write(part, 0, read);
            read = in.read(part);
        }
        return buffer.span();
    }

    private static final class Buffer extends ByteArrayOutputStream {
        Span span() {
            return new Span(buf, 0, count);
        }
    }
}
