package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.tracking.spool.frame.Chunk;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The thread that writes what was appended, forces it, and keeps trying when the disk is gone. */
final class SpoolWriter implements Runnable {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final QueueState queueState;
    private final SegmentWriter segments;
    private final SegmentDropper dropper;
    private long unforcedSince;
    private @Nullable Throwable fault;

    SpoolWriter(QueueState queueState) {
        this.queueState = queueState;
        this.segments = new SegmentWriter(queueState);
        this.dropper = new SegmentDropper(queueState, segments);
    }

    @Override
    public void run() {
        boolean ended = false;
        while (!ended) {
            try {
                ended = step();
            } catch (RuntimeException
                    | Error e) { // an OutOfMemoryError, which may be another thread's: what waits is written later
                fault = e;
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** Waits for something to do and does it; true when the queue is closed, and this was the last step. */
    private boolean step() {
        boolean closing;
        boolean hurry;
        boolean degraded;
        boolean roll;
        queueState.lock.lock();
        try {
            Throwable before = fault;
            fault = null;
            if (before != null) {
                say(before);
            }
            awaitWork();
            closing = queueState.closed;
            hurry = queueState.hurry;
            queueState.hurry = false;
            roll = queueState.roll;
            degraded = queueState.diskHealth.degraded();
        } finally {
            queueState.lock.unlock();
        }
        try {
            if (degraded || queueState.acks.fault() != null) {
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

    private void say(Throwable before) {
        try {
            queueState.diskHealth.note(
                    queueState.directory.path(), "the spool's thread continues after a fault", before);
        } catch (RuntimeException | Error e) { // nor is there memory to say so; the records come first
            before.addSuppressed(e);
        }
    }

    private void awaitWork() {
        while (!queueState.closed) {
            long nanos = nanosUntilWork();
            if (nanos <= 0) {
                return;
            }
            try {
                queueState.work.awaitNanos(nanos);
            } catch (InterruptedException e) {
                // only close() ends this thread
                System.getLogger(SpoolWriter.class.getName())
                        .log(System.Logger.Level.DEBUG, "an interrupt of the spool's thread is ignored", e);
            }
        }
    }

    private long nanosUntilWork() {
        if (queueState.diskHealth.degraded()) {
            return queueState.diskHealth.nanosUntilRetry();
        }
        boolean unforced = queueState.writeBuffer.unforcedBytes() > 0;
        boolean unwritten = !queueState.writeBuffer.isWritten();
        boolean urgent = queueState.hurry && (unwritten || (unforced && queueState.forcesAlways()));
        if (urgent || queueState.roll || queueState.writeBuffer.hasFullChunk() || holdsTooMuch()) {
            return 0;
        }
        long now = System.nanoTime();
        long nanos = TimeUnit.HOURS.toNanos(1);
        if (unwritten) {
            nanos = queueState.writeBuffer.activeSince()
                    + queueState.tuning.write().toNanos()
                    - now;
        }
        if (unforced) {
            nanos = Math.min(nanos, unforcedSince + queueState.tuning.force().toNanos() - now);
        }
        return nanos;
    }

    private boolean holdsTooMuch() {
        return queueState.writeBuffer.unforcedBytes() >= queueState.settings.queueBytes() / 4;
    }

    private boolean mustForce(boolean hurry) {
        queueState.lock.lock();
        try {
            boolean late = System.nanoTime() - unforcedSince
                    >= queueState.tuning.force().toNanos();
            return queueState.writeBuffer.unforcedBytes() > 0
                    && (late || holdsTooMuch() || (hurry && queueState.forcesAlways()));
        } finally {
            queueState.lock.unlock();
        }
    }

    private void repair() throws IOException {
        queueState.directory.ensure();
        queueState.acks.repair();
        queueState.letters.flush();
        segments.repair();
    }

    private void writeAll() throws IOException {
        Chunk chunk = next();
        while (chunk != null) {
            try {
                if (queueState.settings.overflow() == SpoolSettings.Overflow.DROP_OLDEST_METRICS) {
                    dropper.makeRoom(chunk);
                }
                chunk.sign();
                if (queueState.writeBuffer.unforcedBytes() == 0) {
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
            if (queueState.active == null) {
                throw e;
            }
            queueState.note("a segment cannot be continued", e);
            segments.abandon();
            segments.write(chunk);
        }
    }

    private @Nullable Chunk next() {
        queueState.lock.lock();
        try {
            return queueState.writeBuffer.isWritten() ? null : queueState.writeBuffer.next();
        } finally {
            queueState.lock.unlock();
        }
    }

    private void notWritten(Chunk chunk) {
        queueState.lock.lock();
        try {
            queueState.writeBuffer.notWritten(chunk);
        } finally {
            queueState.lock.unlock();
        }
    }

    private void healed() {
        queueState.lock.lock();
        try {
            queueState.diskHealth.healed(queueState.directory.path());
        } finally {
            queueState.lock.unlock();
        }
    }

    /** Says whether this was not the first failure in a row, after which a second try is made at once. */
    private boolean failed(Throwable fault) {
        try {
            segments.abandon();
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
        queueState.lock.lock();
        try {
            queueState.diskHealth.degrade(queueState.directory.path(), fault);
            queueState.progress.signalAll();
            queueState.room.signalAll();
            return queueState.diskHealth.hopeless();
        } finally {
            queueState.lock.unlock();
        }
    }
}
