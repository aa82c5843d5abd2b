package io.github.modelkeel.model;

import org.jspecify.annotations.Nullable;

/**
 * From the columns' values in the array of a row to its scores. Small trees look at the columns themselves where they can; otherwise the
 * features are computed first. Immutable and safe for use by multiple threads.
 */
final class Evaluation {
    /** Below this number of rows trees on the columns themselves are faster than any that score rows together. */
    private static final int FEWEST_ROWS = 64;

    /** How many words of tables a row may cost trees on the columns before they are slower than many rows together. */
    private static final int MOST_WORDS = 250;

    private static final int ROWS_ONE_BY_ONE = 32;

    private final FeatureProgram program;
    private final Scorer scorer;
    private final @Nullable FusedTrees fused;
    private final boolean fusedForMany;

    Evaluation(FeatureProgram program, Scorer scorer) {
        this.program = program;
        this.scorer = scorer;
        this.fused = FusedTrees.of(program, scorer);
        this.fusedForMany = fused != null && (BatchScores.blockOf(scorer) == 1 || fused.wordsOfRow() < MOST_WORDS);
    }

    /** The score of a row with one output. */
    double score(double[] row) {
        double score = fused == null ? Double.NaN : fused.score(row);
        if (Double.isNaN(score)) {
            program.run(row);
            score = scorer.score(row);
        }
        return score;
    }

    /** The scores of a row. */
    double[] scores(double[] row) {
        if (scorer.outputs() == 1) {
            return new double[] {score(row)};
        }
        program.run(row);
        return scorer.scores(row);
    }

    /** The scores of rows, row after row. The columns' values stay in the rows' arrays, also when one row is refused. */
    void scores(double[][] rows, int count, double[] out) {
        if (fused != null && (fusedForMany || count < FEWEST_ROWS)) {
            for (int row = 0; row < count; row++) {
                out[row] = score(rows[row]);
            }
            return;
        }
        for (int row = 0; row < count; row++) {
            program.run(rows[row]);
        }
        BatchScores.of(scorer, rows, count, out);
    }

    /** How many rows are best scored together. */
    int rowsTogether() {
        int block = BatchScores.blockOf(scorer);
        return fusedForMany || block == 1 ? ROWS_ONE_BY_ONE : block;
    }

    int rowSize() {
        return program.bufferSize();
    }

    int outputs() {
        return scorer.outputs();
    }

    /** Whether trees look at the columns themselves. */
    boolean isFused() {
        return fused != null;
    }
}
