package io.github.modelkeel.tracking.spool;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes records in. Safe for use by multiple threads; does no input or output. */
final class Producer {
    private final Core core;
    private @Nullable Thread thread;

    Producer(Core core) {
        this.core = core;
    }

    long append(byte[] payload, boolean droppable) {
        if (payload.length > Frame.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a record must have at most " + Frame.MAX_PAYLOAD + " bytes, not " + payload.length);
        }
        core.lock.lock();
        try {
            if (!hasRoom(payload.length, 1) || core.closed) {
                if (!makeRoom(payload.length, droppable)) {
                    core.ledger.accepted++;
                    core.ledger.drop(1);
                    return -1;
                }
            }
            core.ledger.accepted++;
            long sequence = ++core.ledger.last;
            if (core.memory.append(sequence, payload, droppable)) {
                wakeWriter();
            }
            if (core.waitsForDisk()) {
                awaitDisk(sequence, Long.MAX_VALUE);
            }
            return sequence;
        } finally {
            core.lock.unlock();
        }
    }

    private void wakeWriter() {
        if (thread == null) {
            thread = new Thread(new SpoolWriter(core), "modelkeel-spool");
            thread.setDaemon(true);
            thread.start();
        }
        core.work.signal();
    }

    private boolean hasRoom(int length, int share) {
        int bytes = Frame.OVERHEAD + length;
        return core.memory.hasRoom(bytes, share) && fitsQuota(bytes);
    }

    private boolean fitsQuota(int bytes) {
        return core.settings.overflow() == SpoolSettings.Overflow.DROP_OLDEST_METRICS
                || core.segments.bytes() + core.memory.pendingBytes() + bytes <= core.settings.quotaBytes();
    }

    /** Waits for room or makes it; false when the record must be dropped. */
    private boolean makeRoom(int length, boolean droppable) {
        long deadline = System.nanoTime() + core.settings.blockTimeout().toNanos();
        boolean interrupted = false;
        try {
            while (!core.closed) {
                if (hasRoom(length, 1) || dropFromMemory(length)) {
                    return true;
                }
                refuse(length, false);
                long nanos = deadline - System.nanoTime();
                if (nanos <= 0) {
                    return overfill(length, droppable);
                }
                try {
                    core.room.awaitNanos(nanos);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Once the disk is gone. */
    private boolean dropFromMemory(int length) {
        return core.faults.degraded() && dropOldest(length);
    }

    private boolean dropOldest(int length) {
        if (core.settings.overflow() != SpoolSettings.Overflow.DROP_OLDEST_METRICS) {
            return false;
        }
        while (!hasRoom(length, 1)) {
            int dropped = core.memory.dropOldest(core.ledger.read);
            if (dropped == 0) {
                return false;
            }
            core.ledger.drop(dropped);
        }
        return true;
    }

    private void refuse(int length, boolean waited) {
        if (core.settings.overflow() != SpoolSettings.Overflow.FAIL) {
            return;
        }
        if (!fitsQuota(Frame.OVERHEAD + length)) {
            throw new IllegalStateException("the quota of " + core.settings.quotaBytes() + " bytes of the spool "
                    + core.directory.path() + " is full: " + core.pending() + " records wait for the server");
        }
        if (waited || core.faults.degraded()) {
            throw new IllegalStateException("the quota of " + core.settings.queueBytes()
                    + " bytes of memory is full, and the spool cannot be written fast enough: "
                    + core.faults.lastFault());
        }
    }

    /** The time is over: what may not be dropped goes beyond the quota, and takes twice the memory at most. */
    private boolean overfill(int length, boolean droppable) {
        refuse(length, true);
        return dropOldest(length) || (!droppable && core.memory.hasRoom(Frame.OVERHEAD + length, 2));
    }

    /** Waits until a record is as durable as the settings promise; false when the disk is gone or the time is over. */
    boolean sync(long nanos) {
        core.lock.lock();
        try {
            return awaitDisk(core.ledger.last, nanos);
        } finally {
            core.lock.unlock();
        }
    }

    private boolean awaitDisk(long sequence, long nanos) {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (core.durable() < sequence) {
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0 || core.faults.hopeless() || core.closed) {
                    return false;
                }
                core.hurry = true;
                core.work.signal();
                try {
                    core.progress.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the thread has written what it can; false when it is still busy after some time. */
    boolean stop(long millis) {
        Thread writer;
        core.lock.lock();
        try {
            core.closed = true;
            core.work.signalAll();
            core.room.signalAll();
            core.progress.signalAll();
            writer = thread;
        } finally {
            core.lock.unlock();
        }
        return writer == null || join(writer, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static boolean join(Thread writer, long nanos) {
        long start = System.nanoTime();
        boolean interrupted = false;
        long left = nanos;
        while (writer.isAlive() && left > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(writer, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = nanos - (System.nanoTime() - start);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !writer.isAlive();
    }
}
