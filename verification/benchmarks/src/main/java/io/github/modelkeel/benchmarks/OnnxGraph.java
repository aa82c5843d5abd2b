package io.github.modelkeel.benchmarks;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an ONNX graph in floats with the operators that scikit-learn's converter uses, so that ONNX Runtime is measured on what
 * Python users would give it. Not thread-safe.
 */
final class OnnxGraph {
    static final int FLOAT = 1;
    static final int STRING = 8;
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int ML_OPSET = 3;

    /** Writes the fields of a message. */
    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream nodes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream inputs = new ByteArrayOutputStream();

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] field(int number, Fields fields) {
        return message(out -> out.writeByteArray(number, message(fields)));
    }

    void input(String name, int type, int width) {
        inputs.writeBytes(field(11, value(name, type, width)));
    }

    private static Fields value(String name, int type, int width) {
        return out -> {
            out.writeString(1, name);
            byte[] rows = field(1, dim -> dim.writeString(2, "rows"));
            byte[] columns = field(1, dim -> dim.writeInt64(1, width));
            byte[] tensor = message(tensorType -> {
                tensorType.writeInt32(1, type);
                tensorType.writeByteArray(2, concat(rows, columns));
            });
            out.writeByteArray(2, field(1, t -> t.writeRawBytes(tensor)));
        };
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }

    /** Adds an operator with one output. */
    void node(String operator, String domain, List<String> from, String to, byte[]... attributes) {
        nodes.writeBytes(field(1, out -> {
            for (String input : from) {
                out.writeString(1, input);
            }
            out.writeString(2, to);
            out.writeString(4, operator);
            for (byte[] attribute : attributes) {
                out.writeByteArray(5, attribute);
            }
            out.writeString(7, domain);
        }));
    }

    static byte[] integer(String name, long value) {
        return message(out -> {
            out.writeString(1, name);
            out.writeInt64(3, value);
            out.writeInt32(20, 2);
        });
    }

    static byte[] text(String name, String value) {
        return message(out -> {
            out.writeString(1, name);
            out.writeByteArray(4, value.getBytes(StandardCharsets.UTF_8));
            out.writeInt32(20, 3);
        });
    }

    static byte[] floats(String name, float... values) {
        return message(out -> {
            out.writeString(1, name);
            for (float value : values) {
                out.writeFloat(7, value);
            }
            out.writeInt32(20, 6);
        });
    }

    static byte[] integers(String name, long... values) {
        return message(out -> {
            out.writeString(1, name);
            for (long value : values) {
                out.writeInt64(8, value);
            }
            out.writeInt32(20, 7);
        });
    }

    static byte[] texts(String name, List<String> values) {
        return message(out -> {
            out.writeString(1, name);
            for (String value : values) {
                out.writeByteArray(9, value.getBytes(StandardCharsets.UTF_8));
            }
            out.writeInt32(20, 8);
        });
    }

    /** The file, with one float a row as its output. */
    byte[] model(String output) {
        byte[] graph = message(out -> {
            out.writeRawBytes(nodes.toByteArray());
            out.writeString(2, "peer");
            out.writeRawBytes(inputs.toByteArray());
            out.writeRawBytes(field(12, value(output, FLOAT, 1)));
        });
        return message(out -> {
            out.writeInt64(1, IR_VERSION);
            out.writeByteArray(7, graph);
            out.writeByteArray(8, message(set -> {
                set.writeString(1, "");
                set.writeInt64(2, OPSET);
            }));
            out.writeByteArray(8, message(set -> {
                set.writeString(1, "ai.onnx.ml");
                set.writeInt64(2, ML_OPSET);
            }));
        });
    }
}
