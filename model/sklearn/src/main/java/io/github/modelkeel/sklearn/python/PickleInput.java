package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, from front to back. Every length is checked against what is left. Not thread-safe. */
final class PickleInput {
    private static final int MAX_LINE = 10_000;
    private final Reading reading;
    private final byte[] content;
    private int position;

    PickleInput(Reading reading, byte[] content) {
        this.reading = reading;
        this.content = content;
    }

    Reading reading() {
        return reading;
    }

    int position() {
        return position;
    }

    int left() {
        return content.length - position;
    }

    ModelRefusedException bad(String what) {
        return reading.refusal(what + " (near byte " + position + ")");
    }

    Span span(long length) {
        if (length < 0 || length > left()) {
            throw bad("it ends too early: " + Long.toUnsignedString(length) + " bytes are announced, " + left()
                    + " left");
        }
        Span span = new Span(content, position, (int) length);
        position += (int) length;
        return span;
    }

    int unsignedByte() {
        if (position == content.length) {
            throw bad("it ends too early");
        }
        return content[position++] & 0xFF;
    }

    private long littleEndian(int bytes) {
        Span span = span(bytes);
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | (content[span.offset() + i] & 0xFF);
        }
        return value;
    }

    int unsignedShort() {
        return (int) littleEndian(2);
    }

    int signedInt() {
        return (int) littleEndian(4);
    }

    long unsignedInt() {
        return littleEndian(4);
    }

    /** Negative where the number does not fit, which no length does. */
    long unsignedLong() {
        return littleEndian(8);
    }

    double bigEndianDouble() {
        Span span = span(8);
        return ByteBuffer.wrap(content, span.offset(), 8).getDouble();
    }

    /** The text up to the end of the line, byte by byte. */
    String line() {
        return new String(lineSpan(MAX_LINE).toArray(), StandardCharsets.ISO_8859_1);
    }

    /** A line of {@code raw-unicode-escape}: Latin-1 with escapes for the rest. */
    String escapedLine() {
        Span span = lineSpan(Integer.MAX_VALUE);
        return span.length() > Reading.MAX_TEXT ? longEscaped(span) : escaped(span);
    }

    /** A long one must be bytes in disguise, as in {@link #text}; it is not copied more often than it must be. */
    private String longEscaped(Span span) {
        byte[] latin = new byte[span.length()];
        int size = 0;
        int end = span.offset() + span.length();
        for (int at = span.offset(); at < end; at++) {
            int digits = content[at] != '\\' || at + 1 == end ? 0 : digits(content[at + 1]);
            int point = digits == 0 ? content[at] & 0xFF : codePoint(span, at + 2, digits);
            if (point > 0xFF) {
                throw bad("a string is longer than " + Reading.MAX_TEXT + " characters");
            }
            latin[size++] = (byte) point;
            at += digits == 0 ? 0 : 1 + digits;
        }
        return new String(latin, 0, size, StandardCharsets.ISO_8859_1);
    }

    private static int digits(int kind) {
        return kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    }

    private int codePoint(Span span, int at, int digits) {
        int length = Math.min(digits, span.offset() + span.length() - at);
        return codePoint(new String(content, at, length, StandardCharsets.ISO_8859_1), 0, digits);
    }

    private String escaped(Span span) {
        String raw = new String(content, span.offset(), span.length(), StandardCharsets.ISO_8859_1);
        int at = raw.indexOf('\\');
        if (at < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        int from = 0;
        while (at >= 0) {
            text.append(raw, from, at);
            char kind = at + 1 < raw.length() ? raw.charAt(at + 1) : ' ';
            int digits = digits(kind);
            if (digits == 0) {
                text.append('\\');
                from = at + 1;
            } else {
                text.appendCodePoint(codePoint(raw, at + 2, digits));
                from = at + 2 + digits;
            }
            at = raw.indexOf('\\', from);
        }
        return text.append(raw, from, raw.length()).toString();
    }

    private int codePoint(String raw, int at, int digits) {
        int point = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
            point = digit < 0 || point > Character.MAX_CODE_POINT ? -1 : point * 16 + digit;
            if (point < 0) {
                break;
            }
        }
        if (!Character.isValidCodePoint(point)) {
            throw bad("a string has a broken escape");
        }
        return point;
    }

    private Span lineSpan(int max) {
        int end = position;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        if (end == content.length || end - position > max) {
            throw bad(end == content.length ? "it ends too early" : "a line is longer than " + max + " bytes");
        }
        Span span = new Span(content, position, end - position);
        position = end + 1;
        return span;
    }

    /** Text in UTF-8. A long one must be bytes in disguise: before protocol 3 Python writes bytes as text. */
    String text(long length) {
        Span span = span(length);
        if (span.length() > Reading.MAX_TEXT) {
            return bytesInDisguise(span);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, span.offset(), span.length()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw reading.refusal("a string is not valid UTF-8 (near byte " + span.offset() + ")", e);
        }
    }

    private String bytesInDisguise(Span span) {
        byte[] latin = new byte[span.length()];
        int size = 0;
        int end = span.offset() + span.length();
        for (int at = span.offset(); at < end; at++) {
            int first = content[at];
            if (first < 0) {
                boolean two = (first == (byte) 0xC2 || first == (byte) 0xC3) && at + 1 < end;
                if (!two || (content[at + 1] & 0xC0) != 0x80) {
                    throw bad("a string is longer than " + Reading.MAX_TEXT + " bytes");
                }
                at++;
                first = (first & 3) << 6 | (content[at] & 0x3F);
            }
            latin[size++] = (byte) first;
        }
        return new String(latin, 0, size, StandardCharsets.ISO_8859_1);
    }
}
