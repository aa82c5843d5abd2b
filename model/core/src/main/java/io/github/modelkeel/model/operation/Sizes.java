package io.github.modelkeel.model.operation;

/** Checks of the sizes of an operation's data. */
final class Sizes {
    private static final int MAX = 1_000_000;

    private Sizes() {}

    static void requireSome(int size, String what) {
        if (size < 1 || size > MAX) {
            throw new IllegalArgumentException("the number of " + what + " must be 1 to " + MAX + ": " + size);
        }
    }
}
