package io.github.modelkeel.spark;

import io.github.modelkeel.drift.column.FloatGrid;
import io.github.modelkeel.drift.column.ProfileColumn;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import scala.Tuple3;

/**
 * What an executor does with a partition of one side before its numbers are sorted on all executors: each number that it has, and how often the reference
 * and the current side have it in some rows, so that what is frequent is sent seldom. Immutable.
 *
 * @param ofReference which side it is
 * @param origin what to subtract from whole numbers, 0 of others
 * @param toFloats whether to round to 32 bits
 */
record NumberRuns(boolean ofReference, long origin, boolean toFloats)
        implements MapPartitionsFunction<Row, Tuple3<Double, Long, Long>> {
    @Override
    public Iterator<Tuple3<Double, Long, Long>> call(Iterator<Row> rows) {
        return new Runs(new NumberChunks(rows));
    }

    private final class Runs implements Iterator<Tuple3<Double, Long, Long>> {
        private final Iterator<ProfileColumn.Numbers> chunks;
        private double[] sorted = new double[0];
        private int place;

        Runs(Iterator<ProfileColumn.Numbers> chunks) {
            this.chunks = chunks;
        }

        @Override
        public boolean hasNext() {
            while (place == sorted.length && chunks.hasNext()) {
                sorted = chunks.next().sortedFrom(origin);
                place = 0;
            }
            return place < sorted.length;
        }

        @Override
        public Tuple3<Double, Long, Long> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            double value = value(place);
            long count = 0;
            while (place < sorted.length && value(place) == value) {
                place++;
                count++;
            }
            return new Tuple3<>(value, ofReference ? count : 0, ofReference ? 0 : count);
        }

        private double value(int at) {
            return toFloats ? FloatGrid.onGrid(sorted[at], true) + 0.0 : sorted[at]; // -0.0 and 0.0 are one number
        }
    }
}
