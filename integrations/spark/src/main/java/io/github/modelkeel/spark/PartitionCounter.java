package io.github.modelkeel.spark;

import io.github.modelkeel.drift.profile.ProfileReader;
import io.github.modelkeel.drift.profile.TableCounter;
import io.github.modelkeel.drift.source.Segments;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * What an executor does with the rows of a partition: it counts them over the bins and categories of a reference, all together or apart for each
 * value of a column. Immutable.
 *
 * @param reference the reference's profile as JSON
 * @param columns of the rows
 * @param segment the place of the column whose values are counted apart, {@link #NONE} for all together
 */
record PartitionCounter(String reference, DatasetColumns columns, int segment)
        implements MapPartitionsFunction<Row, Tuple2<String, byte[]>> {
    static final int NONE = -1;

    @Override
    public Iterator<Tuple2<String, byte[]>> call(Iterator<Row> rows) {
        TableCounter layout = TableCounter.of(ProfileReader.read(reference));
        RowValues values = new RowValues(columns, segment);
        Map<String, TableCounter> counters = new TreeMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            counter(counters, row, values, layout).row(values.of(row));
        }
        return Parts.write(counters, TableCounter::toTable);
    }

    private TableCounter counter(Map<String, TableCounter> counters, Row row, RowValues values, TableCounter layout) {
        String key = segment == NONE ? Parts.ALL : Segments.key(values.value(row.get(segment)));
        TableCounter known = counters.get(key);
        if (known == null) {
            known = layout.fresh();
            counters.put(key, known);
            Parts.requireFew(counters.size());
        }
        return known;
    }
}
