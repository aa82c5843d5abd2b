package io.github.modelkeel.spark;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.profile.CountsReader;
import io.github.modelkeel.drift.profile.CountsWriter;
import io.github.modelkeel.drift.profile.ProfileReader;
import io.github.modelkeel.drift.profile.StoredTable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import scala.Tuple2;

/**
 * Puts together on executors what was counted in partitions: each part is the name of a segment and its counts, without the bins, which
 * the reference has. The counts do not depend on the order. Immutable.
 *
 * @param reference the reference's profile as JSON
 */
record Parts(String reference) implements MapPartitionsFunction<Tuple2<String, byte[]>, Tuple2<String, byte[]>> {
    /** The name of the segment that has all rows. */
    static final String ALL = "";

    private static final int MAX_SEGMENTS = 10_000;

    @Override
    public Iterator<Tuple2<String, byte[]>> call(Iterator<Tuple2<String, byte[]>> parts) {
        StoredTable bins = ProfileReader.read(reference);
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
