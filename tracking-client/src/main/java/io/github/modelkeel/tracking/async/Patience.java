package io.github.modelkeel.tracking.async;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long a caller waits for the server: up to a limit, but only a moment once attempts fail. Not thread-safe. */
public final class Patience {
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(20);

    private final long limit;
    private final long start = System.nanoTime();
    private long failingSince = -1;

    public Patience(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** How long to wait before the next look. */
    public long slice(boolean failing) {
        return Math.max(1, Math.min(SLICE, left(failing)));
    }

    public boolean isOver(boolean failing) {
        return left(failing) <= 0;
    }

    private long left(boolean failing) {
        long waited = System.nanoTime() - start;
        if (!failing) {
            failingSince = -1; // it answers again
        } else if (failingSince < 0) {
            failingSince = waited;
        }
        return Math.min(limit, failingSince < 0 ? limit : failingSince + MOMENT) - waited;
    }
}
