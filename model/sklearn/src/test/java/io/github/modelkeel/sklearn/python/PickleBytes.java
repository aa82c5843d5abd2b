package io.github.modelkeel.sklearn.python;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, also ones that Python never would. */
final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static PickleBytes protocol(int version) {
        return new PickleBytes().op(0x80, version);
    }

    PickleBytes op(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
        return this;
    }

    PickleBytes ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PickleBytes text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').length(bytes.length, 4);
        out.writeBytes(bytes);
        return this;
    }

    PickleBytes bytes(byte[] bytes) {
        op('B').length(bytes.length, 4);
        out.writeBytes(bytes);
        return this;
    }

    PickleBytes length(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >> (8 * i)));
        }
        return this;
    }

    PickleBytes repeat(int times, int... bytes) {
        for (int i = 0; i < times; i++) {
            op(bytes);
        }
        return this;
    }

    byte[] stop() {
        out.write('.');
        return out.toByteArray();
    }

    byte[] unfinished() {
        return out.toByteArray();
    }
}
