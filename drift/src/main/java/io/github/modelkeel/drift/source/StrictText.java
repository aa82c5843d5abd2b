package io.github.modelkeel.drift.source;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Text of one encoding, in which nothing is replaced: bytes that are not in it end the reading with their place. A byte-order mark at the
 * start is skipped. Not thread-safe.
 */
final class StrictText extends Reader {
    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private long consumed;
    private long line = 1;
    private boolean started;
    private boolean ended;

    StrictText(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Bytes that are not of the encoding. */
    static final class UndecodableException extends CharConversionException {
        @Serial
        private static final long serialVersionUID = 1L;

        /** The line, from 1. */
        private final long line;

        UndecodableException(long line, long offset, int first, String expected) {
            super("line %d, byte 0x%02X at offset %d of the file: not %s".formatted(line, first, offset, expected));
            this.line = line;
        }

        long line() {
            return line;
        }
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer chars = CharBuffer.wrap(target, from, length);
        int start = chars.position();
        while (chars.position() == start) {
            if (ended && !bytes.hasRemaining()) {
                return -1;
            }
            decode(chars);
            if (!started && chars.position() > start) {
                started = true;
                if (target[from] == BYTE_ORDER_MARK) {
                    System.arraycopy(target, from + 1, target, from, chars.position() - start - 1);
                    chars.position(chars.position() - 1);
                }
            }
        }
        return chars.position() - start;
    }

    private void decode(CharBuffer chars) throws IOException {
        int from = bytes.position();
        int written = chars.position();
        CoderResult result = decoder.decode(bytes, chars, ended);
        consumed += bytes.position() - from;
        for (int i = written; i < chars.position(); i++) {
            if (chars.array()[i] == '\n') {
                line++;
            }
        }
        if (result.isError()) {
            if (chars.position() > written) {
                return; // what came before the fault is read first; the next call meets it again
            }
            throw new UndecodableException(
                    line,
                    consumed,
                    Byte.toUnsignedInt(bytes.get(bytes.position())),
                    decoder.charset().name());
        }
        if (result.isUnderflow() && !ended) {
            fill();
        } else if (result.isOverflow() && chars.position() == written) {
            throw new IOException("a character does not fit into a buffer of " + chars.remaining());
        } else if (result.isUnderflow()) {
            bytes.position(bytes.limit()); // whatever is left belongs to no character, and decode would have said so
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + read);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
