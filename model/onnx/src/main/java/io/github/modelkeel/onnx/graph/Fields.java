package io.github.modelkeel.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of a protocol buffer message, one after another. A field's value is read or skipped before the next one. Not thread-safe. */
final class Fields {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_VARINT_BITS = 64;

    private final OnnxReading reading;
    private final byte[] bytes;
    private final int end;
    private int at;
    private int wireType;

    Fields(OnnxReading reading, byte[] bytes) {
        this(reading, bytes, 0, bytes.length);
    }

    private Fields(OnnxReading reading, byte[] bytes, int start, int end) {
        this.reading = reading;
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    OnnxReading reading() {
        return reading;
    }

    /** The number of the next field, or 0 at the end. */
    int next() {
        if (at == end) {
            return 0;
        }
        long tag = varint();
        wireType = (int) (tag & 7);
        long number = tag >>> 3;
        if (number < 1 || number > Integer.MAX_VALUE >>> 3) {
            throw broken("a field has the number " + number);
        }
        return (int) number;
    }

    private RuntimeException broken(String what) {
        return reading.refusal("not a valid ONNX file: " + what);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            if (at == end) {
                throw broken("it ends within a number");
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw broken("a number is too long");
    }

    private void require(int type) {
        if (wireType != type) {
            throw broken("a field has the wire type " + wireType + ", not " + type);
        }
    }

    /** Where the value of a field with a length ends. */
    private int length() {
        require(LENGTH);
        long length = varint();
        if (length < 0 || length > end - at) {
            throw broken("a field is longer than the file");
        }
        return at + (int) length;
    }

    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case LENGTH -> at = length();
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw broken("a field has the wire type " + wireType);
        }
    }

    private void advance(int count) {
        if (count > end - at) {
            throw broken("it ends within a field");
        }
        at += count;
    }

    long integer() {
        require(VARINT);
        return varint();
    }

    float real() {
        require(FIXED32);
        advance(Float.BYTES);
        return buffer(at - Float.BYTES, at).getFloat();
    }

    Fields message() {
        reading.countPart();
        int stop = length();
        Fields fields = new Fields(reading, bytes, at, stop);
        at = stop;
        return fields;
    }

    String text() {
        int stop = length();
        reading.countText(stop - at);
        if (isAscii(at, stop)) {
            String text = at == stop ? "" : new String(bytes, at, stop - at, StandardCharsets.US_ASCII);
            at = stop;
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, stop - at))
                    .toString();
        } catch (CharacterCodingException e) {
            throw reading.refusal("it has a text that is not UTF-8", e);
        } finally {
            at = stop;
        }
    }

    private boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The same text object for a text that has just been read: a tree's modes are a few words again and again. */
    String text(String last) {
        int start = at;
        int stop = length();
        int size = stop - at;
        if (size == last.length() && size < 20) {
            int same = 0;
            while (same < size && bytes[at + same] == last.charAt(same)) {
                same++;
            }
            if (same == size) {
                reading.countText(size);
                at = stop;
                return last;
            }
        }
        at = start;
        return text();
    }

    byte[] raw() {
        int stop = length();
        reading.countNumbers((stop - at) / Integer.BYTES);
        byte[] value = Arrays.copyOfRange(bytes, at, stop);
        at = stop;
        return value;
    }

    /** Whole numbers, packed or one by one, behind those that are there already. */
    void integers(LongList into) {
        if (wireType == VARINT) {
            reading.countNumbers(1);
            into.add(varint());
            return;
        }
        int stop = length();
        int count = 0;
        for (int i = at; i < stop; i++) {
            count += bytes[i] >= 0 ? 1 : 0;
        }
        reading.countNumbers(count);
        into.reserve(count);
        while (at < stop) {
            into.add(varint());
        }
        if (at != stop) {
            throw broken("a list of numbers does not end where it should");
        }
    }

    /** Floats (or doubles), packed or one by one, behind those that are there already. */
    void reals(RealList into, int size) {
        int count = 1;
        if (wireType == LENGTH) {
            int stop = length();
            if ((stop - at) % size != 0) {
                throw broken("a list of numbers has " + (stop - at) + " bytes");
            }
            count = (stop - at) / size;
        } else {
            require(size == Float.BYTES ? FIXED32 : FIXED64);
        }
        reading.countNumbers(count);
        into.reserve(count);
        for (int i = 0; i < count; i++) {
            advance(size);
            ByteBuffer one = buffer(at - size, at);
            into.add(size == Float.BYTES ? one.getFloat() : one.getDouble());
        }
    }

    private ByteBuffer buffer(int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from).order(ByteOrder.LITTLE_ENDIAN);
    }
}
