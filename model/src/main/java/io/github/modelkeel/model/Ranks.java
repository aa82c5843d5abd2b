package io.github.modelkeel.model;

/** Where a number stands among others. */
final class Ranks {
    private Ranks() {}

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
