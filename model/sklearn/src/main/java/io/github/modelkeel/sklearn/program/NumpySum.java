package io.github.modelkeel.sklearn.program;

/** Adds numbers in the order of {@code numpy.sum} over a contiguous axis. */
public final class NumpySum {
    private static final int LANES = 8;
    private static final int BLOCK = 128;

    private NumpySum() {}

    /** The sum of {@code count} values from an index on. */
    public static double of(double[] values, int from, int count) {
        if (count < LANES) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[from + i];
            }
            return sum;
        }
        if (count > BLOCK) {
            int half = count / 2;
            half -= half % LANES;
            return of(values, from, half) + of(values, from + half, count - half);
        }
        double[] lanes = new double[LANES];
        System.arraycopy(values, from, lanes, 0, LANES);
        int whole = count - count % LANES;
        for (int i = LANES; i < whole; i++) {
            lanes[i % LANES] += values[from + i];
        }
        double sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        for (int i = whole; i < count; i++) {
            sum += values[from + i];
        }
        return sum;
    }
}
