package io.github.modelkeel.tracking.spool;

import io.github.modelkeel.client.internal.DaemonThreads;
import io.github.modelkeel.tracking.spool.frame.Frame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes records in. Safe for use by multiple threads; does no input or output. */
final class Producer {
    private final QueueState queueState;
    private @Nullable Thread thread;

    Producer(QueueState queueState) {
        this.queueState = queueState;
    }

    long append(byte[] payload, boolean droppable) {
        if (payload.length > Frame.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a record must have at most " + Frame.MAX_PAYLOAD + " bytes, not " + payload.length);
        }
        queueState.lock.lock();
        try {
            if (!hasRoom(payload.length, 1) || queueState.closed) {
                if (!makeRoom(payload.length, droppable)) {
                    queueState.counters.accepted++;
                    queueState.counters.drop(1);
                    return -1;
                }
            }
            long sequence = queueState.counters.last + 1;
            boolean news = queueState.writeBuffer.append(sequence, payload, droppable);
            queueState.counters.accepted++;
            queueState.counters.last = sequence;
            if (news || thread == null) {
                wakeWriter();
            }
            if (queueState.waitsForDisk()) {
                awaitDisk(sequence, Long.MAX_VALUE);
            }
            return sequence;
        } finally {
            queueState.lock.unlock();
        }
    }

    private void wakeWriter() {
        if (thread == null) {
            Thread writer = DaemonThreads.of("modelkeel-spool", new SpoolWriter(queueState));
            try {
                writer.start();
                thread = writer;
            } catch (OutOfMemoryError e) {
                // no memory for one more thread; it is tried again by the next record, and at the end
                if (queueState.waitsForDisk()) {
                    throw e;
                }
            }
        }
        queueState.work.signal();
    }

    private boolean hasRoom(int length, int share) {
        int bytes = Frame.OVERHEAD + length;
        return queueState.writeBuffer.hasRoom(bytes, share) && fitsQuota(bytes);
    }

    private boolean fitsQuota(int bytes) {
        return queueState.settings.overflow() == SpoolSettings.Overflow.DROP_OLDEST_METRICS
                || queueState.segments.bytes() + queueState.writeBuffer.pendingBytes() + bytes
                        <= queueState.settings.quotaBytes();
    }

    /** Waits for room or makes it; false when the record must be dropped. */
    private boolean makeRoom(int length, boolean droppable) {
        long deadline = System.nanoTime() + queueState.settings.blockTimeout().toNanos();
        boolean interrupted = false;
        try {
            while (!queueState.closed) {
                if (hasRoom(length, 1) || dropFromMemory(length)) {
                    return true;
                }
                refuse(length, false);
                long nanos = deadline - System.nanoTime();
                if (nanos <= 0) {
                    return overfill(length, droppable);
                }
                try {
                    queueState.room.awaitNanos(nanos);
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
        return queueState.diskHealth.degraded() && dropOldest(length);
    }

    private boolean dropOldest(int length) {
        if (queueState.settings.overflow() != SpoolSettings.Overflow.DROP_OLDEST_METRICS) {
            return false;
        }
        while (!hasRoom(length, 1)) {
            int dropped = queueState.writeBuffer.dropOldest(queueState.counters.read);
            if (dropped == 0) {
                return false;
            }
            queueState.counters.drop(dropped);
        }
        return true;
    }

    private void refuse(int length, boolean waited) {
        if (queueState.settings.overflow() != SpoolSettings.Overflow.FAIL) {
            return;
        }
        if (!fitsQuota(Frame.OVERHEAD + length)) {
            throw new IllegalStateException("the quota of " + queueState.settings.quotaBytes() + " bytes of the spool "
                    + queueState.directory.path() + " is full: " + queueState.pending()
                    + " records wait for the server");
        }
        if (waited || queueState.diskHealth.degraded()) {
            throw new IllegalStateException("the quota of " + queueState.settings.queueBytes()
                    + " bytes of memory is full, and the spool cannot be written fast enough: "
                    + queueState.diskHealth.lastFault());
        }
    }

    /** The time is over: what may not be dropped goes beyond the quota, and takes twice the memory at most. */
    private boolean overfill(int length, boolean droppable) {
        refuse(length, true);
        return dropOldest(length) || (!droppable && queueState.writeBuffer.hasRoom(Frame.OVERHEAD + length, 2));
    }

    /** Waits until a record is as durable as the settings promise; false when the disk is gone or the time is over. */
    boolean sync(long nanos) {
        queueState.lock.lock();
        try {
            return awaitDisk(queueState.counters.last, nanos);
        } finally {
            queueState.lock.unlock();
        }
    }

    private boolean awaitDisk(long sequence, long nanos) {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (queueState.durable() < sequence) {
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0 || queueState.diskHealth.hopeless() || queueState.closed) {
                    return false;
                }
                queueState.hurry = true;
                queueState.work.signal();
                try {
                    queueState.progress.awaitNanos(left);
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
        queueState.lock.lock();
        try {
            if (thread == null && !queueState.writeBuffer.isWritten()) {
                wakeWriter();
            }
            queueState.closed = true;
            queueState.work.signalAll();
            queueState.room.signalAll();
            queueState.progress.signalAll();
            writer = thread;
        } finally {
            queueState.lock.unlock();
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
