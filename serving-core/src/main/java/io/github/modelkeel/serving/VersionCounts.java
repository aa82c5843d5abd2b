package io.github.modelkeel.serving;

import java.util.concurrent.atomic.LongAdder;

/** What one version answered, in rows. Safe for use by multiple threads. */
final class VersionCounts {
    private final LongAdder success = new LongAdder();
    private final LongAdder invalidInput = new LongAdder();
    private final LongAdder error = new LongAdder();
    private final LongAdder fallback = new LongAdder();

    void succeeded(long rows) {
        success.add(rows);
    }

    void refusedInput() {
        invalidInput.increment();
    }

    void failed() {
        error.increment();
    }

    void fellBack(long rows) {
        fallback.add(rows);
    }

    long success() {
        return success.sum();
    }

    long invalidInput() {
        return invalidInput.sum();
    }

    long error() {
        return error.sum();
    }

    long fallback() {
        return fallback.sum();
    }
}
