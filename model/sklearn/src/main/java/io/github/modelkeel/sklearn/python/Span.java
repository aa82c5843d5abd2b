package io.github.modelkeel.sklearn.python;

import java.util.Arrays;

/** A part of a file's bytes, shared and not copied; never written to. */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package, and never compared
record Span(byte[] content, int offset, int length) {
    static final Span EMPTY = new Span(new byte[0], 0, 0);

    Span {
        if (offset < 0 || length < 0 || length > content.length - offset) {
            throw new IllegalArgumentException("no part of the bytes: " + length + " from " + offset);
        }
    }

    static Span of(byte[] content) {
        return new Span(content, 0, content.length);
    }

    byte[] toArray() {
        return Arrays.copyOfRange(content, offset, offset + length);
    }
}
