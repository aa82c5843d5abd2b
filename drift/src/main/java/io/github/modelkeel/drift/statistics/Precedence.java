package io.github.modelkeel.drift.statistics;

/** The precedence test: whether one sample starts before the other one. */
public final class Precedence {
    private Precedence() {}

    /**
     * The probability that, without drift, the least {@code count} of {@code n + m} values are all among the {@code n} of one sample: {@code C(n, count)
     * / C(n + m, count)}, as every choice of them is as likely (L. S. Nelson, <i>Tables for a precedence life test</i>, 1963). Where {@code count} is
     * that of whole groups of equal values, ties do not change it.
     */
    public static double pValue(long count, long n, long m) {
        double p = 1;
        for (long i = 0; i < count && p > 0; i++) {
            p *= ((double) n - i) / ((double) n + m - i);
        }
        return p;
    }
}
