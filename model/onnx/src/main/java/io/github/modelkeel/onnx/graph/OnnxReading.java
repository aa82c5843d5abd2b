package io.github.modelkeel.onnx.graph;

import io.github.modelkeel.formats.ModelRefusedException;

/** One file while it is read: its name for messages, and how much it may hold. Not thread-safe. */
public final class OnnxReading {
    public static final int MAX_WIDTH = 1_000_000;
    private static final int MAX_SHOWN = 120;
    private static final int MAX_PARTS = 200_000;
    private static final int MAX_NUMBERS = 16_000_000;
    private static final int MAX_TEXTS = 2_000_000;
    private static final int MAX_TEXT_BYTES = 100_000;

    private final String file;
    private int parts;
    private int numbers;
    private int texts;

    public OnnxReading(String file) {
        this.file = file;
    }

    public ModelRefusedException refusal(String what) {
        return new ModelRefusedException(file + ": " + what);
    }

    public ModelRefusedException refusal(String what, Exception cause) {
        return new ModelRefusedException(file + ": " + what, cause);
    }

    /** Refuses what this reader does not know, and says what does. */
    public UnsupportedGraphException unsupported(String what) {
        return new UnsupportedGraphException(file + ": " + what.strip()
                + " is not supported here; the module modelkeel-model-onnxruntime runs other graphs of numbers");
    }

    /** Counts a node, an attribute, a tensor or a value. */
    void countPart() {
        if (++parts > MAX_PARTS) {
            throw refusal("it has more than " + MAX_PARTS + " nodes, attributes and tensors");
        }
    }

    void countNumbers(long count) {
        if (count < 0 || count > MAX_NUMBERS - numbers) {
            throw refusal("it has more than " + MAX_NUMBERS + " numbers");
        }
        numbers += (int) count;
    }

    void countText(int bytes) {
        if (bytes > MAX_TEXT_BYTES) {
            throw refusal("it has a text of " + bytes + " bytes; at most " + MAX_TEXT_BYTES + " can be");
        }
        if (++texts > MAX_TEXTS) {
            throw refusal("it has more than " + MAX_TEXTS + " texts");
        }
    }

    public static String shorten(String text) {
        String start = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
