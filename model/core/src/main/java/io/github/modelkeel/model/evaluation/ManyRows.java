package io.github.modelkeel.model.evaluation;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.internal.BufferPool;
import io.github.modelkeel.model.row.RowSource;

/**
 * Many rows, read and scored block by block in arrays that calls borrow. A row that cannot be used ends it, as if the rows had been
 * taken one by one: the first such row is reported, with its index. Safe for use by multiple threads.
 */
final class ManyRows {
    private static final int MIN_ROWS = 32;

    /** What the numbers of a block may take, unless the rows are so wide that too few would be left. */
    private static final int MAX_NUMBERS = 1 << 16;

    private final Evaluation evaluation;
    private final int rowsOfBlock;
    private final BufferPool<Block> blocks = new BufferPool<>(Block::new);

    ManyRows(Evaluation evaluation) {
        this.evaluation = evaluation;
        int widest = Math.max(evaluation.rowSize(), evaluation.outputs());
        this.rowsOfBlock = Math.max(MIN_ROWS, Math.min(evaluation.rowsTogether(), MAX_NUMBERS / widest));
    }

    /** Takes what was found. */
    interface Sink {
        /** Takes the scores of the next row; throws when they are not usable. */
        void take(double[] scores);
    }

    void score(RowSource source, Sink sink) {
        int place = blocks.enter();
        try {
            Block block = blocks.at(place);
            int first = 0;
            int count = rowsOfBlock;
            while (count == rowsOfBlock) {
                count = block.score(source, sink, first);
                first += count;
            }
        } finally {
            blocks.leave(place);
        }
    }

    /** Working arrays of a call. Not thread-safe. */
    private final class Block {
        private final double[][] rows = new double[rowsOfBlock][];
        private final double[] scores = new double[rowsOfBlock * evaluation.outputs()];
        private final double[] ofRow = new double[evaluation.outputs()];

        /** Reads and scores as many rows as there are, up to a block. */
        int score(RowSource source, Sink sink, int first) {
            int count = 0;
            try {
                while (count < rows.length && source.next(row(count))) {
                    complete(source, first + count);
                    count++;
                }
            } catch (RuntimeException e) {
                scoreRead(first, count, sink);
                throw e;
            }
            scoreRead(first, count, sink);
            return count;
        }

        private static void complete(RowSource source, int index) {
            try {
                source.complete();
            } catch (InvalidInputException e) {
                throw e.inRow(index);
            }
        }

        private double[] row(int index) {
            if (rows[index] == null) {
                rows[index] = new double[evaluation.rowSize()];
            }
            return rows[index];
        }

        private void scoreRead(int first, int count, Sink sink) {
            try {
                evaluation.scores(rows, count, scores);
                for (int row = 0; row < count; row++) {
                    System.arraycopy(scores, row * ofRow.length, ofRow, 0, ofRow.length);
                    sink.take(ofRow);
                }
            } catch (InvalidInputException e) {
                throw oneByOne(first, count, sink, e);
            }
        }

        /** Finds the first row that is refused. */
        private InvalidInputException oneByOne(int first, int count, Sink sink, InvalidInputException refused) {
            for (int row = 0; row < count; row++) {
                try {
                    sink.take(evaluation.scores(rows[row]));
                } catch (InvalidInputException e) {
                    return e.inRow(first + row);
                }
            }
            return refused;
        }
    }
}
