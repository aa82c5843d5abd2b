package io.github.modelkeel.spark;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.source.ValueCollector;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The finite numbers of a partition in sorted pieces, each of which fits into a task's memory. Not thread-safe. */
final class NumberChunks implements Iterator<ProfileColumn.Numbers> {
    /** Two megabytes. */
    private static final int MAX_ROWS = 1 << 18;

    private final Iterator<Row> rows;
    private ProfileColumn.@Nullable Numbers next;

    /** Of rows that have the column alone. */
    NumberChunks(Iterator<Row> rows) {
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            ValueCollector values = new ValueCollector();
            for (int i = 0; i < MAX_ROWS && rows.hasNext(); i++) {
                values.add(rows.next().get(0));
            }
            if (values.toColumn(0, 0) instanceof ProfileColumn.Numbers numbers) { // else all are missing
                next = numbers;
            }
        }
        return next != null;
    }

    @Override
    public ProfileColumn.Numbers next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        ProfileColumn.Numbers chunk = next;
        next = null;
        return chunk;
    }
}
