package io.github.modelkeel.serving.log;

import io.github.modelkeel.model.Column;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Which rows are logged. Immutable. */
public final class RowSample {
    private final int oneIn;
    private final @Nullable String column;

    RowSample(LogSettings.Sample settings) {
        this.oneIn = settings.oneIn();
        this.column = settings.column();
    }

    /** Whether the row may be logged, as far as that can be known without its values. */
    public boolean mayTake() {
        return oneIn == 1 || column != null || ThreadLocalRandom.current().nextInt(oneIn) == 0;
    }

    /** Whether a row that may be logged is; the same for all rows with one value of the column, in every process. */
    public boolean takes(List<Column> columns, @Nullable Object @Nullable [] values) {
        if (column == null || oneIn == 1) {
            return true;
        }
        for (int i = 0; values != null && i < values.length; i++) {
            if (columns.get(i).name().equals(column)) {
                return Math.floorMod(mixed(hash(values[i])), oneIn) == 0;
            }
        }
        return false;
    }

    private static int hash(@Nullable Object value) {
        if (value instanceof Number number) {
            return Double.hashCode(number.doubleValue());
        }
        return String.valueOf(value).hashCode();
    }

    /** So that neighbors are not taken together: the last step of MurmurHash3. */
    private static int mixed(int hash) {
        int h = hash ^ hash >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
