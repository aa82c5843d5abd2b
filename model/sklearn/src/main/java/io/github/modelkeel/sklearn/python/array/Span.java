package io.github.modelkeel.sklearn.python.array;

import java.util.Arrays;

/** A part of a file's bytes, shared and not copied; never written to. */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package, and never compared
public record Span(byte[] content, int offset, int length) {
    public static final Span EMPTY = new Span(new byte[0], 0, 0);

    /** Checks that the part is in the bytes. */
    public Span {
        if (offset < 0 || length < 0 || length > content.length - offset) {
            throw new IllegalArgumentException("no part of the bytes: " + length + " from " + offset);
        }
    }

    /** All of the bytes. */
    public static Span of(byte[] content) {
        return new Span(content, 0, content.length);
    }

    /** A copy of the part. */
    public byte[] toArray() {
        return Arrays.copyOfRange(content, offset, offset + length);
    }
}
