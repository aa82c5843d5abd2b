package io.github.modelkeel.sklearn.python.array;

import io.github.modelkeel.formats.ModelRefusedException;

/**
 * One file while it is read: its name for messages, and how much it may make. What a reader allocates is bounded by the bytes that are
 * present, and by these counts. Not thread-safe.
 */
public final class Reading {
    static final int MAX_FILE_BYTES = 512 << 20;
    public static final int MAX_DEPTH = 500;
    public static final int MAX_TEXT = 1 << 20;

    /** A text in a schema, where LightGBM keeps a whole model. */
    public static final int MAX_JSON_TEXT = 16 << 20;

    public static final int MAX_NAME = 1000;
    public static final int MAX_INTEGER_BYTES = 1024;
    public static final int MAX_DIMENSIONS = 64;
    private static final int MAX_SHOWN = 120;
    public static final int MAX_NODES = 2_000_000;

    /** Python opens a mark for each collection that it is within, and gives up long before. */
    public static final int MAX_MARKS = 10_000;

    private static final int MAX_EXPANSION = 100;
    private static final int FREE_BYTES = 16 << 20;

    private final String file;
    private final long fileBytes;
    private final long maxMade;
    private int nodes;
    private long made;
    private long converted;

    /** A file of this name and size. */
    public Reading(String file, long fileBytes) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.maxMade = Math.min(MAX_FILE_BYTES, Math.max(FREE_BYTES, MAX_EXPANSION * fileBytes));
    }

    /** An exception that names the file. */
    public ModelRefusedException refusal(String what) {
        return new ModelRefusedException(file + ": " + what);
    }

    /** An exception that names the file, with its cause. */
    public ModelRefusedException refusal(String what, Exception cause) {
        return new ModelRefusedException(file + ": " + what, cause);
    }

    /** Counts a node, or an entry of a dictionary. */
    public <T> T count(T node) {
        if (++nodes > MAX_NODES) {
            throw refusal("it holds more than " + MAX_NODES + " values");
        }
        return node;
    }

    /** Counts bytes that are converted from a text, which Python does once with each. */
    public void countConverted(long bytes) {
        converted += bytes;
        if (converted > fileBytes + made) {
            throw refusal("it converts the same bytes again and again");
        }
    }

    /** Counts bytes that are unpacked. */
    public void countMade(long bytes) {
        made += bytes;
        if (made > maxMade) {
            throw refusal("it unpacks to more than " + maxMade + " bytes");
        }
    }

    /** Text from the file for a message: not too long, and on one line. */
    public static String shorten(String text) {
        String start = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
