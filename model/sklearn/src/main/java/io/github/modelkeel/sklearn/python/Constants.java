package io.github.modelkeel.sklearn.python;

/** Values that are made once. */
final class Constants {
    static final Node.Bool TRUE = new Node.Bool(true);
    static final Node.Bool FALSE = new Node.Bool(false);
    private static final Node.Int[] SMALL = new Node.Int[1024];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new Node.Int(i);
        }
    }

    private Constants() {}

    static Node.Int integer(long value) {
        return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new Node.Int(value);
    }

    static Node.Bool bool(boolean value) {
        return value ? TRUE : FALSE;
    }
}
