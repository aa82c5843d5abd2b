package io.github.modelkeel.spark;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.profile.CountsReader;
import io.github.modelkeel.drift.profile.CountsWriter;
import io.github.modelkeel.drift.profile.StoredTable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Puts together on executors what was counted in partitions: each part is the name of a segment and its counts, without the bins, which
 * the reference has. The counts do not depend on the order. Immutable.
 *
 * @param reference the reference's profile
 */
record Parts(ExecutorProfile reference)
        implements FlatMapFunction<Iterator<Tuple2<String, byte[]>>, Tuple2<String, byte[]>> {
    /** The name of the segment that has all rows. */
    static final String ALL = "";

    /** On as many tasks the counts of many partitions are put together before they reach the driver. */
    private static final int MERGING_TASKS = 16;

    private static final int MAX_PARTS = 4 * MERGING_TASKS;

    private static final int MAX_SEGMENTS = 10_000;

    /**
     * What the driver puts together. Of many partitions, or where each has the parts of many segments, executors put together first what belongs together.
     *
     * @param parts of the partitions
     * @param segments whether they are of segments, else each partition has one
     */
    static List<Tuple2<String, byte[]>> collect(
            JavaRDD<Tuple2<String, byte[]>> parts, ExecutorProfile reference, boolean segments) {
        int partitions = parts.getNumPartitions();
        if (!segments && partitions <= MAX_PARTS) {
            return parts.collect();
        }
        return parts.mapToPair(part -> new Tuple2<Object, Tuple2<String, byte[]>>(
                        segments ? part._1() : (Object) TaskContext.getPartitionId(), part))
                .partitionBy(new HashPartitioner(Math.min(partitions, MERGING_TASKS)))
                .values()
                .mapPartitions(new Parts(reference))
                .collect();
    }

    @Override
    public Iterator<Tuple2<String, byte[]>> call(Iterator<Tuple2<String, byte[]>> parts) {
        StoredTable bins = reference.table();
        Map<String, StoredTable> merged = new TreeMap<>();
        while (parts.hasNext()) {
            Tuple2<String, byte[]> part = parts.next();
            merged.merge(part._1(), CountsReader.read(bins, part._2()), StoredTable::plus);
            requireFew(merged.size());
        }
        return write(merged, table -> table);
    }

    /** One after the other, as all of them together may be large. */
    static <T> Iterator<Tuple2<String, byte[]>> write(Map<String, T> counted, Function<T, StoredTable> toTable) {
        return counted.entrySet().stream()
                .map(entry -> new Tuple2<>(entry.getKey(), CountsWriter.write(toTable.apply(entry.getValue()))))
                .iterator();
    }

    /** What is left to be put together by the driver. */
    static Map<String, StoredProfile> profiles(List<Tuple2<String, byte[]>> parts, StoredProfile reference) {
        Map<String, StoredProfile> merged = new TreeMap<>();
        for (Tuple2<String, byte[]> part : parts) {
            merged.merge(part._1(), reference.withCounts(part._2()), StoredProfile::merge);
        }
        requireFew(merged.size());
        return merged;
    }

    static void requireFew(int segments) {
        if (segments > MAX_SEGMENTS) {
            throw new IllegalArgumentException(
                    "the column to make segments of has more than 10,000 values; segments are"
                            + " for columns of fewer, such as a country or a shop");
        }
    }
}
