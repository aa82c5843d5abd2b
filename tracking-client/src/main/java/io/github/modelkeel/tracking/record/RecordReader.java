package io.github.modelkeel.tracking.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@link RecordWriter} wrote. Anything else is an {@link IllegalArgumentException}. */
public final class RecordReader {
    private final byte[] bytes;
    private int position;
    private final RecordKind kind;
    private final long run;
    private final long acceptedMillis;

    public RecordReader(byte[] payload) {
        bytes = payload;
        if (payload.length == 0) {
            throw new IllegalArgumentException("an empty record");
        }
        int version = payload[0] >> 4 & 0x0F;
        RecordKind known = RecordKind.of(payload[0] & 0x0F);
        if (version != RecordWriter.VERSION || known == null) {
            throw new IllegalArgumentException("a record of version " + version + " and kind " + (payload[0] & 0x0F)
                    + ", which this version of Modelkeel does not know");
        }
        position = 1;
        kind = known;
        run = number();
        acceptedMillis = number();
    }

    public RecordKind kind() {
        return kind;
    }

    public long run() {
        return run;
    }

    public long acceptedMillis() {
        return acceptedMillis;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = next();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits in a record");
    }

    public long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    public long bits() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (next() & 0xFF);
        }
        return value;
    }

    public String text() {
        long length = number();
        if (length < 0 || length > bytes.length - position) {
            throw new IllegalArgumentException("a text of " + length + " bytes in a record that is shorter");
        }
        String text = new String(bytes, position, (int) length, StandardCharsets.UTF_8);
        position += (int) length;
        return text;
    }

    Map<String, String> texts() {
        long count = number();
        if (count < 0 || count > bytes.length) {
            throw new IllegalArgumentException("a map of " + count + " texts in a record that is shorter");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            String key = text();
            values.put(key, text());
        }
        return values;
    }

    public String last() {
        String text = new String(bytes, position, bytes.length - position, StandardCharsets.UTF_8);
        position = bytes.length;
        return text;
    }

    public byte[] lastBytes() {
        byte[] rest = Arrays.copyOfRange(bytes, position, bytes.length);
        position = bytes.length;
        return rest;
    }

    /** Where the last text starts, for who copies it without decoding. */
    public int position() {
        return position;
    }

    private byte next() {
        if (position >= bytes.length) {
            throw new IllegalArgumentException("a record that ends too early");
        }
        return bytes[position++];
    }
}
