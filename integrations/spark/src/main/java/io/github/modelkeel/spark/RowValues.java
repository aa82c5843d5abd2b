package io.github.modelkeel.spark;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A view of one row of a dataset after the other as named Java values, without memory for a row. Not thread-safe. */
final class RowValues {
    private final ZoneId zone;
    private final int without;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final List<Map.Entry<String, @Nullable Object>> entries;

    /** Of all columns but the one in a place, if that is not negative. */
    RowValues(DatasetColumns columns, int without) {
        this.zone = columns.zone();
        this.without = without;
        columns.names().forEach(name -> values.put(name, null));
        if (without >= 0) {
            values.remove(columns.names().get(without));
        }
        this.entries = new ArrayList<>(values.entrySet());
    }

    /** The values of a row; they hold until the next call. */
    Map<String, @Nullable Object> of(Row row) {
        int place = 0;
        for (Map.Entry<String, @Nullable Object> entry : entries) {
            if (place == without) {
                place++;
            }
            entry.setValue(value(row.get(place)));
            place++;
        }
        return values;
    }

    /** A moment is the date and time that it is in the session's zone, as an executor may be in another. */
    @Nullable Object value(@Nullable Object value) {
        return inZone(value, zone);
    }

    /** The same in any zone. */
    static @Nullable Object inZone(@Nullable Object value, ZoneId zone) {
        if (value instanceof Timestamp moment) {
            return LocalDateTime.ofInstant(moment.toInstant(), zone);
        }
        return value instanceof Instant moment ? LocalDateTime.ofInstant(moment, zone) : value;
    }
}
