package io.github.modelkeel.drift.statistics;

/** The largest of the gaps at ascending values. Not thread-safe. */
public final class LargestGap {
    private final long n;
    private final long m;
    private Gap largest = Gap.NONE;

    /** Of n reference and m current values. */
    public LargestGap(long n, long m) {
        this.n = n;
        this.m = m;
    }

    /**
     * Looks at the next value.
     *
     * @param i how many reference values are at most that
     * @param j how many current values are
     * @param inReference whether the reference has it
     */
    public void at(double value, long i, long j, boolean inReference) {
        long gap = i * m - j * n;
        long distance = Math.abs(gap);
        if (distance >= largest.distance()) {
            double difference = Math.abs((double) i / n - (double) j / m);
            largest = largest.or(new Gap(distance, gap < 0 ? -1 : 1, difference, value, inReference));
        }
    }

    public Gap largest() {
        return largest;
    }
}
