package io.github.modelkeel.model.tree;

import java.util.Arrays;

/**
 * The words of mask tables: rows of bits, a bit a leaf, and the values of the leaves. Not to be changed once its table is filled; then
 * safe for use by multiple threads.
 */
final class MaskWords {
    private final int treeCount;
    private final int leafBits;
    private final int words;

    /** Rows of words; the first row allows all leaves. */
    private final long[] table;

    /** By a leaf's number; what is not a leaf has the value -0.0, which changes no sum. */
    private final double[] values;

    private final float[] floats;

    /**
     * Words that allow every leaf.
     *
     * @param treeCount the number of trees
     * @param leafBits how many bits of a bit's number count within a tree
     * @param rows how many rows there are
     * @param values the values by a leaf's number
     */
    MaskWords(int treeCount, int leafBits, int rows, double[] values) {
        this.treeCount = treeCount;
        this.leafBits = leafBits;
        this.words = count(treeCount, leafBits);
        this.values = values;
        floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        table = new long[rows * words];
        Arrays.fill(table, -1);
    }

    /** How many words the leaves of trees take. */
    static int count(int trees, int leafBits) {
        int treesOfWord = 64 >> leafBits;
        return (trees + treesOfWord - 1) / treesOfWord;
    }

    /** The rows of words, row after row, to be filled. */
    long[] table() {
        return table;
    }

    /**
     * The leaves of a word's trees that all axes allow.
     *
     * @param starts where four rows of words start, 16 bits each
     * @param further where further rows start
     */
    long allowed(long starts, int[] further, int word) {
        long allowed = table[(int) (starts & 0xFFFF) + word]
                & table[(int) (starts >>> 16 & 0xFFFF) + word]
                & table[(int) (starts >>> 32 & 0xFFFF) + word]
                & table[(int) (starts >>> 48) + word];
        for (int start : further) {
            allowed &= table[start + word];
        }
        return allowed;
    }

    /** The number of the first leaf allowed, of the tree whose leaves start at a bit of a word. */
    static int leaf(int word, int bit, long allowed) {
        return (word << 6) + bit + Long.numberOfTrailingZeros(allowed >>> bit);
    }

    int words() {
        return words;
    }

    int treeCount() {
        return treeCount;
    }

    /** How many bits of a word belong to a tree. */
    int leafStep() {
        return 1 << leafBits;
    }

    /** The values by a leaf's number, as floats. */
    float[] floats() {
        return floats;
    }

    /** The values by a leaf's number; not to be changed. */
    double[] values() {
        return values;
    }
}
