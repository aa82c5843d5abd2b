package io.github.modelkeel.spark;

import io.github.modelkeel.drift.DriftTest;
import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.statistics.Gap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import scala.Tuple3;

/**
 * The exact test of Kolmogorov and Smirnov: the numbers of both sides are sorted on all executors, range by range, and each range is searched for the largest
 * gap. The driver sees counts and one gap of each range, as arrays of longs: Kryo, where it is the serializer, writes no records.
 */
final class SortedKs {
    private static final Encoder<Tuple3<Double, Long, Long>> RUN =
            Encoders.tuple(Encoders.DOUBLE(), Encoders.LONG(), Encoders.LONG());

    private SortedKs() {}

    static DriftTest test(Dataset<Row> reference, Dataset<Row> current, String column) {
        Dataset<Row> before = numbers(reference, column, "reference");
        Dataset<Row> after = numbers(current, column, "current dataset");
        NumberFacts n = facts(before, column, "reference");
        NumberFacts m = facts(after, column, "current dataset");
        NumberRuns ofReference = new NumberRuns(true, n.origin(m), n.isFinerThan(m));
        NumberRuns ofCurrent = new NumberRuns(false, n.origin(m), m.isFinerThan(n));
        JavaRDD<Tuple3<Double, Long, Long>> ranges = before.mapPartitions(ofReference, RUN)
                .union(after.mapPartitions(ofCurrent, RUN))
                .repartitionByRange(functions.col("_1"))
                .sortWithinPartitions("_1")
                .toJavaRDD(); // of which Spark keeps what was shuffled for the second job
        List<RangeGaps.Counts> upTo = upTo(ranges);
        RangeGaps.Counts all = upTo.isEmpty() ? RangeGaps.Counts.NONE : upTo.get(upTo.size() - 1);
        if (all.reference() != n.count() || all.current() != m.count()) {
            throw new IllegalStateException("column '" + column + "' had " + n.count() + " and " + m.count()
                    + " finite numbers and then " + all.reference() + " and " + all.current()
                    + "; a dataset has other rows each time it is computed: write it, or cache() it");
        }
        Gap largest = Gap.NONE;
        for (long[] gap :
                ranges.mapPartitionsWithIndex(new RangeGaps(upTo), true).collect()) {
            largest = largest.or(RangeGaps.gap(gap));
        }
        return test(largest, n, m);
    }

    static DriftTest test(Gap largest, NumberFacts n, NumberFacts m) {
        double location = n.origin(m) + largest.value();
        return DriftTest.kolmogorovSmirnov(
                largest.distance(), (int) n.count(), (int) m.count(), location, largest.sign());
    }

    private static List<RangeGaps.Counts> upTo(JavaRDD<Tuple3<Double, Long, Long>> ranges) {
        List<RangeGaps.Counts> upTo = new ArrayList<>();
        RangeGaps.Counts sum = RangeGaps.Counts.NONE;
        for (long[] range : ranges.mapPartitions(RangeGaps.Counts::of).collect()) {
            sum = sum.plus(RangeGaps.Counts.ofLongs(range));
            upTo.add(sum);
        }
        return upTo;
    }

    private static Dataset<Row> numbers(Dataset<Row> dataset, String column, String side) {
        List<String> names = DatasetColumns.of(dataset).names();
        if (!names.contains(column)) {
            throw new IllegalArgumentException("the " + side + " has no column '" + column + "'; it has " + names);
        }
        Dataset<Row> selected = DatasetColumns.select(dataset, List.of(column));
        DataType type = selected.schema().fields()[0].dataType();
        if (ValueForm.of(type) == ValueForm.TEXT) {
            throw new IllegalArgumentException("column '" + column + "' of the " + side + " is of type "
                    + type.typeName() + ", the test of Kolmogorov and Smirnov is of numbers: cast it, or compare"
                    + " profiles, which test categories");
        }
        return selected;
    }

    private static NumberFacts facts(Dataset<Row> numbers, String column, String side) {
        NumberFacts facts = NumberFacts.NONE;
        for (long[] part : numbers.toJavaRDD().mapPartitions(SortedKs::factsOf).collect()) {
            facts = facts.plus(NumberFacts.ofLongs(part));
        }
        if (facts.count() == 0 || facts.count() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("column '" + column + "' of the " + side + " has "
                    + (facts.count() == 0
                            ? "no finite number"
                            : facts.count() + " finite numbers, of which at most 2,147,483,647 can be compared: take a"
                                    + " sample"));
        }
        return facts;
    }

    static Iterator<long[]> factsOf(Iterator<Row> rows) {
        NumberFacts facts = NumberFacts.NONE;
        for (NumberChunks chunks = new NumberChunks(rows); chunks.hasNext(); ) {
            ProfileColumn.Numbers chunk = chunks.next();
            facts = facts.plus(NumberFacts.of(chunk));
        }
        return List.of(facts.toLongs()).iterator();
    }
}
