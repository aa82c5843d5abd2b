package io.github.modelkeel.model;

/** Scores of many rows at once, with the bits of one row at a time. */
final class BatchScores {
    private BatchScores() {}

    /**
     * Scores rows of features.
     *
     * @param scorer the scorer
     * @param rows the features of each row; not changed, not kept, and each may be longer than the scorer needs
     * @param count how many of the rows count
     * @param out takes {@code count * scorer.outputs()} scores before the link, row after row
     */
    static void of(Scorer scorer, double[][] rows, int count, double[] out) {
        int outputs = scorer.outputs();
        int scored = scorer instanceof TreeEnsembleScorer trees ? trees.scoreTogether(rows, count, out) : 0;
        for (int row = scored; row < count; row++) {
            if (outputs == 1) {
                out[row] = scorer.score(rows[row]);
            } else {
                System.arraycopy(scorer.scores(rows[row]), 0, out, row * outputs, outputs);
            }
        }
    }
}
