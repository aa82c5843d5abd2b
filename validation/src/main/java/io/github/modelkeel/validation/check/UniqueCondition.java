package io.github.modelkeel.validation.check;

import io.github.modelkeel.drift.message.Numerals;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Whether a value was there before. Numbers are kept as they are and texts as the first 127 bits of their SHA-256, so that two texts of ten
 * million are taken for one with a probability below 1e-24. Each distinct value takes 16 bytes in a table that is at most 80 % full: 20 to 40
 * bytes, twice that while it grows. Not thread-safe.
 */
final class UniqueCondition implements Condition {
    static final int MAX_DISTINCT = 10_000_000;

    private static final long TEXT = 1L << 63;
    private static final long WHOLE = 1;
    private static final long FRACTION = 2;

    private final KeySet keys;
    private final boolean asNumbers;
    private final MessageDigest digest;
    private long repeated;

    /**
     * @param asNumbers whether fields of files are numbers, of which {@code 1} and {@code 1.0} are the same
     */
    UniqueCondition(boolean asNumbers, int maxDistinct) {
        this.asNumbers = asNumbers;
        this.keys = new KeySet(maxDistinct);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean holds(Value value) {
        KeySet.Found found;
        if (value.isText() && !(asNumbers && !Double.isNaN(value.number()))) {
            ByteBuffer hash =
                    ByteBuffer.wrap(digest.digest(String.valueOf(value.text()).getBytes(StandardCharsets.UTF_8)));
            found = keys.add(hash.getLong() | TEXT, hash.getLong());
        } else if (Double.isNaN(value.number())) {
            return false; // of a type that is not compared
        } else {
            Long whole = value.whole();
            found = whole != null
                    ? keys.add(WHOLE, whole)
                    : keys.add(FRACTION, Double.doubleToRawLongBits(value.number()));
        }
        if (found == KeySet.Found.ONCE) {
            repeated++;
        }
        return found == KeySet.Found.NEW || found == KeySet.Found.FULL;
    }

    /** Values that came again later: the first one of each is not unique either. */
    long firstOnes() {
        return repeated;
    }

    boolean isFull() {
        return keys.isFull();
    }

    String limit() {
        return "more than " + Numerals.count(keys.limit())
                + " distinct values, which is as many as are kept; no two of those that were kept are equal,"
                + " or not more than may be";
    }
}
