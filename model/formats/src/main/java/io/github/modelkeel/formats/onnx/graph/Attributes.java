package io.github.modelkeel.formats.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The attributes of a node while it is written. Not thread-safe. */
public final class Attributes {
    private static final int INTEGER = 2;
    private static final int TEXT = 3;
    private static final int TENSOR = 4;
    private static final int REALS = 6;
    private static final int INTEGERS = 7;
    private static final int TEXTS = 8;
    private static final int REAL = 1;

    private final List<Message> all = new ArrayList<>();

    private Message start(String name, int type) {
        Message attribute = new Message().text(Wire.ATTRIBUTE_NAME, name);
        all.add(attribute);
        return attribute.integer(Wire.ATTRIBUTE_TYPE, type);
    }

    public Attributes integer(String name, long value) {
        start(name, INTEGER).integer(Wire.ATTRIBUTE_INTEGER, value);
        return this;
    }

    public Attributes real(String name, float value) {
        start(name, REAL).real(Wire.ATTRIBUTE_REAL, value);
        return this;
    }

    public Attributes text(String name, String value) {
        start(name, TEXT).text(Wire.ATTRIBUTE_TEXT, value);
        return this;
    }

    public Attributes integers(String name, long... values) {
        start(name, INTEGERS).integers(Wire.ATTRIBUTE_INTEGERS, values);
        return this;
    }

    public Attributes reals(String name, float... values) {
        ByteBuffer packed = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            packed.putFloat(value);
        }
        start(name, REALS).bytes(Wire.ATTRIBUTE_REALS, packed.array());
        return this;
    }

    public Attributes texts(String name, List<String> values) {
        Message attribute = start(name, TEXTS);
        values.forEach(value -> attribute.text(Wire.ATTRIBUTE_TEXTS, value));
        return this;
    }

    /** Doubles as a tensor of one dimension. */
    public Attributes tensor(String name, double... values) {
        start(name, TENSOR).message(Wire.ATTRIBUTE_TENSOR, Tensors.doubles(name, new long[] {values.length}, values));
        return this;
    }

    List<Message> all() {
        return all;
    }
}
