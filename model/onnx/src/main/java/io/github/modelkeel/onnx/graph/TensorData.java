package io.github.modelkeel.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A constant tensor.
 *
 * @param name its name, empty for an attribute's
 * @param type ONNX's number of the element type
 * @param dimensions its shape
 * @param numbers its numbers; none of a tensor of texts
 * @param texts its texts; none of a tensor of numbers
 */
@SuppressWarnings("ArrayRecordComponent") // not compared, and never changed
public record TensorData(String name, int type, int[] dimensions, double[] numbers, List<String> texts) {
    public int size() {
        return type == Wire.STRING ? texts.size() : numbers.length;
    }

    static TensorData read(Fields fields) {
        Reader reader = new Reader(fields.reading());
        for (int field = fields.next(); field != 0; field = fields.next()) {
            reader.read(field, fields);
        }
        return reader.tensor();
    }

    /** The fields while they are read. */
    private static final class Reader {
        private final OnnxReading reading;
        private final LongList dimensions = new LongList();
        private final LongList integers = new LongList();
        private final RealList reals = new RealList();
        private final List<String> texts = new ArrayList<>();
        private byte[] raw = {};
        private int type;
        private String name = "";

        Reader(OnnxReading reading) {
            this.reading = reading;
        }

        void read(int field, Fields fields) {
            switch (field) {
                case Wire.TENSOR_DIMENSIONS -> fields.integers(dimensions);
                case Wire.TENSOR_TYPE -> type = (int) fields.integer();
                case Wire.TENSOR_FLOATS -> fields.reals(reals, Float.BYTES);
                case Wire.TENSOR_DOUBLES -> fields.reals(reals, Double.BYTES);
                case Wire.TENSOR_INTS, Wire.TENSOR_LONGS -> fields.integers(integers);
                case Wire.TENSOR_TEXTS -> texts.add(fields.text());
                case Wire.TENSOR_NAME -> name = fields.text();
                case Wire.TENSOR_RAW -> raw = fields.raw();
                case Wire.TENSOR_EXTERNAL -> throw external();
                case Wire.TENSOR_LOCATION -> {
                    if (fields.integer() != 0) {
                        throw external();
                    }
                }
                default -> fields.skip();
            }
        }

        private RuntimeException external() {
            return reading.refusal("a tensor's numbers are in another file, which is not read;"
                    + " log the model with save_as_external_data=False");
        }

        TensorData tensor() {
            long count = 1;
            int[] shape = new int[dimensions.toArray().length];
            for (int i = 0; i < shape.length; i++) {
                long dimension = dimensions.toArray()[i];
                if (dimension < 0 || dimension > Integer.MAX_VALUE || shape.length > 8) {
                    throw reading.refusal("a tensor has a dimension of " + dimension + " among " + shape.length);
                }
                shape[i] = (int) dimension;
                count = Math.min(count * dimension, Integer.MAX_VALUE);
            }
            double[] numbers = type == Wire.STRING ? new double[0] : numbers();
            if (count != (type == Wire.STRING ? texts.size() : numbers.length)) {
                throw reading.refusal("a tensor has another number of elements than its shape: "
                        + (type == Wire.STRING ? texts.size() : numbers.length));
            }
            return new TensorData(name, type, shape, numbers, List.copyOf(texts));
        }

        private double[] numbers() {
            if (raw.length > 0) {
                return fromRaw();
            }
            if (type == Wire.FLOAT || type == Wire.DOUBLE) {
                return reals.toArray();
            }
            if (type != Wire.INT32 && type != Wire.INT64 && type != Wire.BOOL && type != Wire.UINT8) {
                throw reading.unsupported("a tensor of ONNX's element type " + type);
            }
            long[] whole = integers.toArray();
            double[] numbers = new double[whole.length];
            for (int i = 0; i < whole.length; i++) {
                numbers[i] = whole[i];
            }
            return numbers;
        }

        private double[] fromRaw() {
            int size = switch (type) {
                case Wire.FLOAT, Wire.INT32 -> Integer.BYTES;
                case Wire.DOUBLE, Wire.INT64 -> Long.BYTES;
                case Wire.BOOL, Wire.UINT8 -> 1;
                default -> throw reading.unsupported("a tensor of ONNX's element type " + type);
            };
            if (raw.length % size != 0) {
                throw reading.refusal("a tensor has " + raw.length + " bytes");
            }
            ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
            double[] numbers = new double[raw.length / size];
            if (size == 1) {
                reading.countNumbers(numbers.length);
            }
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = switch (type) {
                    case Wire.FLOAT -> buffer.getFloat();
                    case Wire.DOUBLE -> buffer.getDouble();
                    case Wire.INT32 -> buffer.getInt();
                    case Wire.INT64 -> buffer.getLong();
                    default -> buffer.get() & 0xff;
                };
            }
            return numbers;
        }
    }
}
