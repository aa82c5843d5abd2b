package io.github.modelkeel.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * What an executor does with the rows of a partition that are to be predicted: batch after batch. Immutable.
 *
 * @param columns of the rows
 * @param model what predicts
 * @param options what is said beside the prediction
 */
record PartitionScorer(DatasetColumns columns, ExecutorModel model, ScoringOptions options)
        implements MapPartitionsFunction<Row, Row> {
    private static final int BATCH = 1024;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        ScoredRows scored = new ScoredRows(model, columns, options);
        return new Iterator<>() {
            private Iterator<Row> batch = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                if (!batch.hasNext() && rows.hasNext()) {
                    List<Row> next = new ArrayList<>(BATCH);
                    while (next.size() < BATCH && rows.hasNext()) {
                        next.add(rows.next());
                    }
                    batch = scored.of(next).iterator();
                }
                return batch.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return batch.next();
            }
        };
    }
}
