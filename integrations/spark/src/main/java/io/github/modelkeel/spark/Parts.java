package io.github.modelkeel.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.drift.profile.ProfileJson;
import io.github.modelkeel.drift.profile.ProfileReader;
import io.github.modelkeel.drift.profile.StoredTable;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import scala.Tuple2;

/**
 * Puts together what was counted in partitions, first on executors and then on the driver: each part is the name of a segment and its profile. The
 * counts do not depend on the order. Immutable.
 */
record Parts() implements MapPartitionsFunction<Tuple2<String, byte[]>, Tuple2<String, byte[]>> {
    /** The name of the segment that has all rows. */
    static final String ALL = "";

    private static final int MAX_SEGMENTS = 10_000;

    @Override
    public Iterator<Tuple2<String, byte[]>> call(Iterator<Tuple2<String, byte[]>> parts) {
        return write(merge(parts));
    }

    static Map<String, StoredTable> merge(Iterator<Tuple2<String, byte[]>> parts) {
        Map<String, StoredTable> merged = new TreeMap<>();
        while (parts.hasNext()) {
            Tuple2<String, byte[]> part = parts.next();
            merged.merge(part._1(), ProfileReader.read(new String(part._2(), UTF_8)), StoredTable::plus);
            requireFew(merged.size());
        }
        return merged;
    }

    static Iterator<Tuple2<String, byte[]>> write(Map<String, StoredTable> tables) {
        return tables.entrySet().stream()
                .map(table -> new Tuple2<>(
                        table.getKey(), ProfileJson.write(table.getValue()).getBytes(UTF_8)))
                .iterator();
    }

    static void requireFew(int segments) {
        if (segments > MAX_SEGMENTS) {
            throw new IllegalArgumentException(
                    "the column to make segments of has more than 10,000 values; segments are"
                            + " for columns of fewer, such as a country or a shop");
        }
    }
}
