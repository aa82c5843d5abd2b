package io.github.modelkeel.drift.profile;

/**
 * Moments that add up, up to rounding.
 *
 * @param squares the sum of the squared distances from the mean
 */
record Sums(long count, double mean, double squares, double min, double max) {
    static final Sums NONE = new Sums(0, 0, 0, 0, 0);

    /** Of values in ascending order. */
    static Sums of(double[] sorted) {
        if (sorted.length == 0) {
            return NONE;
        }
        double mean = 0;
        double squares = 0;
        long count = 0;
        for (double value : sorted) {
            count++;
            double distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        }
        return of(count, mean, squares, sorted[0], sorted[sorted.length - 1]);
    }

    /** What was computed of numbers, which may have overflowed where they are near the largest double: a mean that did is taken between the limits. */
    static Sums of(long count, double mean, double squares, double min, double max) {
        double known = Double.isFinite(mean) ? mean : min / 2 + max / 2;
        return new Sums(count, Math.min(Math.max(known, min), max), finite(squares), min, max);
    }

    /** Chan, Golub and LeVeque, 1979. */
    Sums plus(Sums other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        long both = count + other.count;
        double distance = other.mean - mean;
        double share = (double) other.count / both;
        return of(
                both,
                mean + distance * share,
                squares + other.squares + distance * distance * share * count,
                Math.min(min, other.min),
                Math.max(max, other.max));
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.MAX_VALUE;
    }
}
