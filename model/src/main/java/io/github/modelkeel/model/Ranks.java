package io.github.modelkeel.model;

/** Where a number stands among others. */
final class Ranks {
    private Ranks() {}

    /** How many of the ascending numbers are below a number, NaN excepted; in steps without a branch that could be guessed wrong. */
    static int below(double[] ascending, double number) {
        int from = 0;
        int size = ascending.length;
        while (size > 1) {
            int half = size >>> 1;
            from += ascending[from + half - 1] < number ? half : 0;
            size -= half;
        }
        return size == 1 && ascending[from] < number ? from + 1 : from;
    }

    /** How many of the ascending keys are below a key. */
    static int below(int[] ascending, long key) {
        int from = 0;
        int size = ascending.length;
        while (size > 1) {
            int half = size >>> 1;
            from += (int) ((ascending[from + half - 1] - key) >> 63) & half;
            size -= half;
        }
        return size == 1 && ascending[from] < key ? from + 1 : from;
    }
}
