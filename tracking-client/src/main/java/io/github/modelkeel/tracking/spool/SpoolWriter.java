package io.github.modelkeel.tracking.spool;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The thread that writes what was appended, forces it, and keeps trying when the disk is gone. */
final class SpoolWriter implements Runnable {
    private final Core core;
    private final SegmentWriter segments;
    private final SegmentDropper dropper;
    private long unforcedSince;

    SpoolWriter(Core core) {
        this.core = core;
        this.segments = new SegmentWriter(core);
        this.dropper = new SegmentDropper(core, segments);
    }

    @Override
    public void run() {
        while (!step()) {
            // until closed
        }
    }

    /** Waits for something to do and does it; true when the queue is closed, and this was the last step. */
    private boolean step() {
        boolean closing;
        boolean hurry;
        boolean degraded;
        boolean roll;
        core.lock.lock();
        try {
            awaitWork();
            closing = core.closed;
            hurry = core.hurry;
            core.hurry = false;
            roll = core.roll;
            degraded = core.faults.degraded();
        } finally {
            core.lock.unlock();
        }
        try {
            if (degraded || core.acks.fault() != null) {
                repair();
            }
            writeAll();
            if (roll) {
                segments.roll();
            }
            if (closing || degraded || mustForce(hurry)) {
                segments.force();
            }
            if (degraded) {
                healed();
            }
        } catch (IOException | RuntimeException | Error e) {
            return failed(e) && closing;
        }
        return closing;
    }

    private void awaitWork() {
        while (!core.closed) {
            long nanos = nanosUntilWork();
            if (nanos <= 0) {
                return;
            }
            try {
                core.work.awaitNanos(nanos);
            } catch (InterruptedException e) {
                // only close() ends this thread
                System.getLogger(SpoolWriter.class.getName())
                        .log(System.Logger.Level.DEBUG, "an interrupt of the spool's thread is ignored", e);
            }
        }
    }

    private long nanosUntilWork() {
        if (core.faults.degraded()) {
            return core.faults.nanosUntilRetry();
        }
        boolean unforced = core.memory.unforcedBytes() > 0;
        boolean unwritten = !core.memory.isWritten();
        boolean urgent = core.hurry && (unwritten || (unforced && core.forcesAlways()));
        if (urgent || core.roll || core.memory.hasFullChunk() || holdsTooMuch()) {
            return 0;
        }
        long now = System.nanoTime();
        long nanos = TimeUnit.HOURS.toNanos(1);
        if (unwritten) {
            nanos = core.memory.activeSince() + core.tuning.write().toNanos() - now;
        }
        if (unforced) {
            nanos = Math.min(nanos, unforcedSince + core.tuning.force().toNanos() - now);
        }
        return nanos;
    }

    private boolean holdsTooMuch() {
        return core.memory.unforcedBytes() >= core.settings.queueBytes() / 4;
    }

    private boolean mustForce(boolean hurry) {
        core.lock.lock();
        try {
            boolean late =
                    System.nanoTime() - unforcedSince >= core.tuning.force().toNanos();
            return core.memory.unforcedBytes() > 0 && (late || holdsTooMuch() || (hurry && core.forcesAlways()));
        } finally {
            core.lock.unlock();
        }
    }

    private void repair() throws IOException {
        core.directory.ensure();
        core.acks.repair();
        core.letters.flush();
        segments.repair();
    }

    private void writeAll() throws IOException {
        Chunk chunk = next();
        while (chunk != null) {
            try {
                if (core.settings.overflow() == SpoolSettings.Overflow.DROP_OLDEST_METRICS) {
                    dropper.makeRoom(chunk);
                }
                chunk.sign();
                if (core.memory.unforcedBytes() == 0) {
                    unforcedSince = System.nanoTime();
                }
                write(chunk);
            } catch (IOException | RuntimeException | Error e) {
                notWritten(chunk);
                throw e;
            }
            if (holdsTooMuch()) {
                segments.force();
            }
            chunk = next();
        }
    }

    /** A file that cannot grow does not yet mean that the disk has failed: what does not fit goes into a new one. */
    private void write(Chunk chunk) throws IOException {
        try {
            segments.write(chunk);
        } catch (IOException e) {
            if (core.active == null) {
                throw e;
            }
            core.note("a segment cannot be continued", e);
            segments.abandon();
            segments.write(chunk);
        }
    }

    private @Nullable Chunk next() {
        core.lock.lock();
        try {
            return core.memory.isWritten() ? null : core.memory.next();
        } finally {
            core.lock.unlock();
        }
    }

    private void notWritten(Chunk chunk) {
        core.lock.lock();
        try {
            core.memory.notWritten(chunk);
        } finally {
            core.lock.unlock();
        }
    }

    private void healed() {
        core.lock.lock();
        try {
            core.faults.healed(core.directory.path());
        } finally {
            core.lock.unlock();
        }
    }

    /** Says whether this was not the first failure in a row, after which a second try is made at once. */
    private boolean failed(Throwable fault) {
        try {
            segments.abandon();
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
        core.lock.lock();
        try {
            core.faults.degrade(core.directory.path(), fault);
            core.progress.signalAll();
            core.room.signalAll();
            return core.faults.hopeless();
        } finally {
            core.lock.unlock();
        }
    }
}
