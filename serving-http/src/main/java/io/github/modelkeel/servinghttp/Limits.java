package io.github.modelkeel.servinghttp;

/**
 * What a request may weigh. Immutable.
 *
 * @param maxBodyBytes the most bytes of a body; more are answered with 413
 * @param maxRows the most rows of a request; more are answered with 413
 * @param maxDepth how deeply values of JSON may be nested; more are answered with 400
 */
public record Limits(int maxBodyBytes, int maxRows, int maxDepth) {
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    /**
     * Checks the limits.
     *
     * @param maxBodyBytes the most bytes of a body, from 1 to {@code Integer.MAX_VALUE - 8}, the longest array
     * @param maxRows the most rows of a request, from 1
     * @param maxDepth how deeply values of JSON may be nested, from 4 to 1000
     * @throws IllegalArgumentException if one is out of its range
     */
    public Limits {
        if (maxBodyBytes < 1 || maxRows < 1) {
            throw new IllegalArgumentException(
                    "maxBodyBytes and maxRows must be positive: " + maxBodyBytes + ", " + maxRows);
        }
        if (maxBodyBytes > MAX_ARRAY) {
            throw new IllegalArgumentException("maxBodyBytes must be at most " + MAX_ARRAY + ": " + maxBodyBytes);
        }
        if (maxDepth < 4 || maxDepth > 1000) {
            throw new IllegalArgumentException("maxDepth must be 4 to 1000: " + maxDepth);
        }
    }

    /** {@return 4 MiB, 10,000 rows, 64 levels} */
    public static Limits standard() {
        return new Limits(4 << 20, 10_000, 64);
    }
}
