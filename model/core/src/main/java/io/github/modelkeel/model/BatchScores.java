package io.github.modelkeel.model;

import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.operation.Score;
import java.util.Arrays;

/** Scores of many rows at once, with the bits of one row at a time. */
public final class BatchScores {
    private BatchScores() {}

    /** How many rows a scorer takes at once, 1 where it takes them one by one. */
    static int blockOf(Scorer scorer) {
        if (scorer instanceof ProgramScorer made) {
            return made.program().calls().stream()
                    .map(Program.Call::operation)
                    .mapToInt(operation -> operation instanceof Score score ? blockOf(score.scorer()) : 1)
                    .max()
                    .orElse(1);
        }
        return scorer instanceof TreeEnsembleScorer trees ? trees.rowsTogether() : 1;
    }

    /**
     * Scores rows of features.
     *
     * @param scorer the scorer
     * @param rows the features of each row; not changed, not kept, and each may be longer than the scorer needs
     * @param count how many of the rows count
     * @param out takes {@code count * scorer.outputs()} scores before the link, row after row
     */
    public static void of(Scorer scorer, double[][] rows, int count, double[] out) {
        int outputs = scorer.outputs();
        if (scorer instanceof ProgramScorer && blockOf(scorer) > 1) {
            System.arraycopy(scorer.scoreAll(Arrays.copyOf(rows, count)), 0, out, 0, count * outputs);
            return;
        }
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
