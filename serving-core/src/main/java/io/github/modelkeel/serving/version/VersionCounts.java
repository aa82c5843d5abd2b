package io.github.modelkeel.serving.version;

import java.util.concurrent.atomic.LongAdder;

/** What one version answered, in rows. Safe for use by multiple threads. */
public final class VersionCounts {
    private final LongAdder success = new LongAdder();
    private final LongAdder invalidInput = new LongAdder();
    private final LongAdder error = new LongAdder();
    private final LongAdder fallback = new LongAdder();

    public void succeeded(long rows) {
        success.add(rows);
    }

    public void refusedInput() {
        invalidInput.increment();
    }

    public void failed() {
        error.increment();
    }

    public void fellBack(long rows) {
        fallback.add(rows);
    }

    public long success() {
        return success.sum();
    }

    public long invalidInput() {
        return invalidInput.sum();
    }

    public long error() {
        return error.sum();
    }

    public long fallback() {
        return fallback.sum();
    }
}
