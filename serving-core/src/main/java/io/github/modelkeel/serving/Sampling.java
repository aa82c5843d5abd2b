package io.github.modelkeel.serving;

import java.util.concurrent.ThreadLocalRandom;

/** Which calls are looked at closely, at random. Immutable. */
public final class Sampling {
    private static final int MOST = 1_000_000;

    private final int one;

    private Sampling(int one) {
        this.one = one;
    }

    /** {@return every call} */
    public static Sampling all() {
        return new Sampling(1);
    }

    /**
     * One call in a number of them, on average.
     *
     * @param calls 1 to 1,000,000
     * @return the sampling
     */
    public static Sampling oneIn(int calls) {
        if (calls < 1 || calls > MOST) {
            throw new IllegalArgumentException("one in 1 to " + MOST + " calls, not in " + calls);
        }
        return new Sampling(calls);
    }

    /** Whether this call is one of them. */
    boolean takes() {
        return one == 1 || ThreadLocalRandom.current().nextInt(one) == 0;
    }

    @Override
    public String toString() {
        return "one in " + one;
    }
}
