package io.github.modelkeel.formats.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as tensors while a graph is written. */
final class Tensors {
    private Tensors() {}

    static Message doubles(String name, long[] shape, double... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            raw.putDouble(number);
        }
        return tensor(name, Wire.DOUBLE, shape, raw.array());
    }

    /** Whole numbers in one dimension. */
    static Message integers(String name, long... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            raw.putLong(number);
        }
        return tensor(name, Wire.INT64, new long[] {numbers.length}, raw.array());
    }

    private static Message tensor(String name, int type, long[] shape, byte[] raw) {
        return new Message()
                .integers(Wire.TENSOR_DIMENSIONS, shape)
                .integer(Wire.TENSOR_TYPE, type)
                .text(Wire.TENSOR_NAME, name)
                .bytes(Wire.TENSOR_RAW, raw);
    }
}
