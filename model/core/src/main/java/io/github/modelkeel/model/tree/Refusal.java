package io.github.modelkeel.model.tree;

/**
 * Which features a row is refused for before trees look at it. Immutable.
 *
 * @param ofLargeNumbers whether a feature is refused that no float holds
 * @param ofMissing whether a missing feature is refused too
 */
public record Refusal(boolean ofLargeNumbers, boolean ofMissing) {
    /** The least double that rounds to an infinite float. */
    public static final double BEYOND_FLOAT = 0x1.ffffffp127;

    /** Whether a row with this feature must be refused. */
    public boolean refuses(double feature) {
        return ofMissing ? !(Math.abs(feature) < BEYOND_FLOAT) : ofLargeNumbers && Math.abs(feature) >= BEYOND_FLOAT;
    }

    /** Whether there are features that {@link #refuses}. */
    public boolean refusesAny() {
        return ofLargeNumbers || ofMissing;
    }
}
