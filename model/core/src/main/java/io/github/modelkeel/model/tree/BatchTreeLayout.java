package io.github.modelkeel.model.tree;

/**
 * Trees laid out to score many rows at once, with the bits of one row at a time. Immutable and safe for use by multiple threads.
 */
public interface BatchTreeLayout {
    /**
     * Scores rows of features.
     *
     * @param rows the features of each row; not changed, not kept
     * @param count how many of the rows count
     * @param out takes the scores of each row, row after row
     * @return how many rows were scored, from the first one on; the others are too few for it to be worth it
     */
    int score(double[][] rows, int count, double[] out);

    /** How many rows are best given at once. */
    int block();

    /**
     * Where the trees' values go.
     *
     * @param rules the rule of each output
     * @param ofTree the output of each tree, when its leaves have one value
     */
    @SuppressWarnings("ArrayRecordComponent") // shared with the scorer, never compared
    record Outputs(TreeSum[] rules, int[] ofTree) {}
}
