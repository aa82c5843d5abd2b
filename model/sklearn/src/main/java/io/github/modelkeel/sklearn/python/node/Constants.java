package io.github.modelkeel.sklearn.python.node;

/** Values that are made once. */
public final class Constants {
    public static final Node.Bool TRUE = new Node.Bool(true);
    public static final Node.Bool FALSE = new Node.Bool(false);
    private static final Node.Int[] SMALL = new Node.Int[1024];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new Node.Int(i);
        }
    }

    private Constants() {}

    /** A whole number. */
    public static Node.Int integer(long value) {
        return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new Node.Int(value);
    }

    /** A boolean. */
    public static Node.Bool bool(boolean value) {
        return value ? TRUE : FALSE;
    }
}
