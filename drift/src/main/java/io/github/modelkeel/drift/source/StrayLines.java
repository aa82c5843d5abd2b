package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.MalformedDataException;
import org.jspecify.annotations.Nullable;

/** Lines whose values cannot be assigned to columns: each costs its values, and too many of them the file. Not thread-safe. */
public final class StrayLines {
    private static final int ONE_OF = 10;

    private long count;
    private @Nullable String first;

    public void add(String message) {
        count++;
        if (first == null) {
            first = message;
        }
    }

    long count() {
        return count;
    }

    /** Refuses a file of which more than a tenth of the lines are so: it is not what it was taken for. */
    public void check(long rows) {
        if (first != null && count * ONE_OF > rows) {
            throw new MalformedDataException(
                    count == 1 ? first : count + " of " + rows + " lines do not fit, the first: " + first);
        }
    }
}
