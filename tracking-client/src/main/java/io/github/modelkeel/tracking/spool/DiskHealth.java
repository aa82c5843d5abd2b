package io.github.modelkeel.tracking.spool;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether the disk can be written, when to try again, and one warning a minute. Guarded by the queue's lock. */
final class DiskHealth {
    private static final System.Logger LOG = System.getLogger(DiskHealth.class.getName());
    private static final long WARN_EVERY = TimeUnit.MINUTES.toNanos(1);

    private final Tuning tuning;
    private boolean degraded;
    private @Nullable String lastFault;
    private int failures;
    private long retryAt;
    private boolean warned;
    private long warnedAt;
    private long unwarned;

    DiskHealth(Tuning tuning) {
        this.tuning = tuning;
    }

    boolean degraded() {
        return degraded;
    }

    /** Whether a second try failed as well: who waits for the disk waits no longer. */
    boolean hopeless() {
        return failures > 1;
    }

    @Nullable String lastFault() {
        return lastFault;
    }

    /** The disk cannot be written: what comes stays in memory until a try succeeds; the first one is made at once. */
    void degrade(Path directory, Throwable fault) {
        degraded = true;
        retryAt = System.nanoTime() + pause();
        failures++;
        note(directory, "the disk cannot be written, records are kept in memory", fault);
    }

    private long pause() {
        if (failures == 0) {
            return 0;
        }
        long doubled = tuning.firstRetry().toNanos() << Math.min(failures - 1, 16);
        return Math.min(doubled, tuning.longestRetry().toNanos());
    }

    long nanosUntilRetry() {
        return retryAt - System.nanoTime();
    }

    /** Something was forced to the disk. */
    void healed(Path directory) {
        if (degraded) {
            LOG.log(System.Logger.Level.INFO, "the spool " + directory + " is written to disk again");
        }
        degraded = false;
        failures = 0;
    }

    void note(Path directory, String what, Throwable fault) {
        lastFault = what + ": " + fault;
        long now = System.nanoTime();
        if (warned && now - warnedAt < WARN_EVERY) {
            unwarned++;
            return;
        }
        String more = unwarned == 0 ? "" : " (and " + unwarned + " more faults since the last warning)";
        LOG.log(System.Logger.Level.WARNING, "spool " + directory + ": " + what + more, fault);
        warned = true;
        warnedAt = now;
        unwarned = 0;
    }
}
