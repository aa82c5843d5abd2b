package io.github.modelkeel.model.evaluation;

import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.preprocessing.FeatureProgram;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the columns' values in the array of a row to its scores. Small trees look at the columns themselves where they can; otherwise the
 * features are computed first. Immutable and safe for use by multiple threads.
 */
final class Evaluation {
    /** Below this number of rows trees on the columns themselves are faster than any that score rows together. */
    private static final int MIN_ROWS = 64;

    /** How many words of tables a row may cost trees on the columns before they are slower than many rows together. */
    private static final int MAX_WORDS = 250;

    private static final int ROWS_ONE_BY_ONE = 32;

    private final FeatureProgram program;
    private final Scorer scorer;
    private final List<Scorer> further;
    private final int outputs;
    private final @Nullable FusedTrees fused;
    private final boolean fusedForMany;

    Evaluation(FeatureProgram program, Scorer scorer) {
        this(program, scorer, List.of());
    }

    /** With further scorers, whose scores follow those of the first one. */
    Evaluation(FeatureProgram program, Scorer scorer, List<Scorer> further) {
        this.program = program;
        this.scorer = scorer;
        this.further = further;
        this.outputs =
                scorer.outputs() + further.stream().mapToInt(Scorer::outputs).sum();
        this.fused = FusedTrees.of(program, scorer);
        this.fusedForMany = fused != null && (scorer.rowsTogether() == 1 || fused.wordsOfRow() < MAX_WORDS);
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
        if (!further.isEmpty()) {
            return withFurther(row);
        }
        if (outputs == 1) {
            return new double[] {score(row)};
        }
        program.run(row);
        return scorer.scores(row);
    }

    private double[] withFurther(double[] row) {
        program.run(row);
        double[] scores = Arrays.copyOf(scorer.scores(row), outputs);
        int next = scorer.outputs();
        for (Scorer one : further) {
            System.arraycopy(one.scores(row), 0, scores, next, one.outputs());
            next += one.outputs();
        }
        return scores;
    }

    /** The scores of rows, row after row. The columns' values stay in the rows' arrays, also when one row is refused. */
    void scores(double[][] rows, int count, double[] out) {
        if (!further.isEmpty()) {
            withFurther(rows, count, out);
            return;
        }
        if (fused != null && (fusedForMany || count < MIN_ROWS)) {
            for (int row = 0; row < count; row++) {
                out[row] = score(rows[row]);
            }
            return;
        }
        for (int row = 0; row < count; row++) {
            program.run(rows[row]);
        }
        scorer.scoreAll(rows, count, out);
    }

    private void withFurther(double[][] rows, int count, double[] out) {
        for (int row = 0; row < count; row++) {
            program.run(rows[row]);
        }
        int next = put(scorer, rows, count, out, 0);
        for (Scorer one : further) {
            next = put(one, rows, count, out, next);
        }
    }

    /** Puts the scores of one scorer in their places in each row's scores; the place behind them. */
    private int put(Scorer one, double[][] rows, int count, double[] out, int first) {
        int own = one.outputs();
        double[] scores = new double[Math.multiplyExact(count, own)];
        one.scoreAll(rows, count, scores);
        for (int row = 0; row < count; row++) {
            System.arraycopy(scores, row * own, out, row * outputs + first, own);
        }
        return first + own;
    }

    /** How many rows are best scored together. */
    int rowsTogether() {
        int block = scorer.rowsTogether();
        return fusedForMany || block == 1 ? ROWS_ONE_BY_ONE : block;
    }

    int rowSize() {
        return program.bufferSize();
    }

    int outputs() {
        return outputs;
    }

    /** Whether trees look at the columns themselves. */
    boolean isFused() {
        return fused != null;
    }
}
