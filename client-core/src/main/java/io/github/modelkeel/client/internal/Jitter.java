package io.github.modelkeel.client.internal;

import java.util.random.RandomGenerator;

/**
 * Random pauses between attempts, so that many clients that failed together do not come back together: <em>full jitter</em> of M. Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog 2015.
 */
public final class Jitter {
    private static final int MOST_DOUBLINGS = 40;

    private Jitter() {}

    /**
     * A pause from zero to a bound that doubles with each failure.
     *
     * @param failures how many attempts in a row failed, 1 or more
     * @param first the bound after one failure, in any unit of time
     * @param longest the bound after many
     * @param random the source of chance
     * @return the pause, in the same unit
     */
    public static long pause(int failures, long first, long longest, RandomGenerator random) {
        double bound = Math.min((double) longest, (double) first * Math.pow(2, Math.min(failures - 1, MOST_DOUBLINGS)));
        return random.nextLong((long) bound + 1);
    }
}
