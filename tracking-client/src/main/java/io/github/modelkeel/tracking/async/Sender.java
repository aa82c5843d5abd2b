package io.github.modelkeel.tracking.async;

import io.github.modelkeel.client.internal.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that drains a tracker's spool: one request at a time, its own queue before adopted ones. Whatever an attempt throws is a
 * failed attempt; the thread ends only when it is stopped.
 */
public final class Sender {
    private static final System.Logger LOG = System.getLogger(Sender.class.getName());
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Delivery own;
    private final @Nullable AbandonedSpools abandonedSpools;
    private final Backoff backoff;
    private final Backoff.Bounds bounds;
    private final long lingerNanos;
    private final LongSupplier nanoTime;
    private final FaultLog faults = new FaultLog();
    private final Thread thread = DaemonThreads.of("modelkeel-sender", this::run);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final AtomicLong hurryThrough = new AtomicLong();
    private volatile boolean stopping;
    private volatile boolean idle;
    private volatile boolean forward;
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean paused;
    private boolean asked;
    private long lastAttempt;
    private long notBefore;

    public Sender(Delivery own, @Nullable AbandonedSpools abandonedSpools, Pace pace) {
        this.own = own;
        this.abandonedSpools = abandonedSpools;
        this.bounds = pace.bounds();
        this.backoff = new Backoff(pace.bounds(), pace.random());
        this.lingerNanos = pace.linger().toNanos();
        this.nanoTime = pace.nanoTime();
    }

    public void start() {
        thread.start();
    }

    /** Something was appended. Costs nothing unless the thread has nothing to do. */
    public void appended() {
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /** Delivers up to a record without waiting for full requests, and waits for it. */
    public boolean await(long sequence, Duration timeout) throws InterruptedException {
        long nanos = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            waiting.incrementAndGet();
            hurryThrough.accumulateAndGet(sequence, Math::max);
            forward = true;
            LockSupport.unpark(thread);
            while (own.doneThrough() < sequence && nanos > 0 && thread.isAlive()) {
                nanos = progress.awaitNanos(nanos);
            }
            return own.doneThrough() >= sequence;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    /** Ends the thread, also out of a request. Returns whether it has ended. */
    public boolean stop(Runnable cancelRequests, Duration timeout) {
        stopping = true;
        long end = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < end) {
            LockSupport.unpark(thread);
            cancelRequests.run(); // again: it may just have started another one
            try {
                thread.join(10);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        while (!stopping) {
            try {
                cycle();
            } catch (Throwable t) { // also an OutOfMemoryError: it may be another thread's
                survive(t);
            }
        }
        if (abandonedSpools != null) {
            abandonedSpools.close();
        }
        signal();
    }

    private void survive(Throwable t) {
        Thread.interrupted(); // only stop() ends this thread
        try {
            String reason = "unexpected: " + t;
            own.deliveryStats().failedAttempts.incrementAndGet();
            own.deliveryStats().fault(reason);
            pause(FailureAction.REPEAT, null, reason);
            LOG.log(System.Logger.Level.DEBUG, "an attempt to deliver failed unexpectedly", t);
        } catch (Throwable worse) { // no memory to say so
            notBefore = nanoTime.getAsLong() + bounds.first().toNanos();
            paused = true;
        }
    }

    private void cycle() throws InterruptedException {
        long now = nanoTime.getAsLong();
        long done = own.doneThrough();
        own.fill(now);
        if (own.doneThrough() > done) { // without a request
            signal();
        }
        if (paused && notBefore - now > 0) {
            waitForAttempt(now);
            return;
        }
        paused = false;
        RunQueue runQueue = own.due(now, lingerNanos, hurryThrough.get());
        if (runQueue != null) {
            attempt(own, runQueue);
            return;
        }
        Delivery adopted = abandonedSpools == null ? null : abandonedSpools.current();
        if (abandonedSpools != null && adopted != null) {
            adopted.fill(now);
            RunQueue left = adopted.due(now, 0, Long.MAX_VALUE);
            if (left != null) {
                attempt(adopted, left);
                return;
            }
            if (abandonedSpools.doneWith(adopted)) {
                return;
            }
        }
        rest(now);
    }

    private void rest(long now) {
        if (!own.isEmpty()) { // an incomplete batch: look again soon, it may be full then
            park(Math.min(POLL_NANOS, own.dueInNanos(now, lingerNanos)));
            return;
        }
        idle = true;
        boolean behind = own.isBehind(); // after the flag is seen: what is appended later wakes this thread
        if (behind) { // what was accepted is about to be written, and can be read then
            idle = false;
        }
        if (!stopping) {
            park(behind ? POLL_NANOS : IDLE_NANOS);
        }
        idle = false;
    }

    private void waitForAttempt(long now) {
        if (forward) { // a caller waits for the result: try soon, unless the server asked for the pause
            forward = false;
            long soonest = lastAttempt
                    + Math.min(bounds.first().toNanos(), bounds.hurried().toNanos());
            if (!asked && soonest - notBefore < 0) {
                notBefore = soonest;
            }
        }
        park(Math.min(notBefore - now, IDLE_NANOS));
    }

    private void park(long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        Thread.interrupted(); // an interrupt must not make this spin, or end
    }

    private void attempt(Delivery delivery, RunQueue runQueue) {
        lastAttempt = nanoTime.getAsLong();
        try {
            delivery.deliver(runQueue);
            backoff.succeeded();
            faults.over(nanoTime.getAsLong());
            own.deliveryStats().fault(null);
        } catch (FailedDelivery e) {
            if (stopping) {
                return;
            }
            delivery.deliveryStats().failedAttempts.incrementAndGet();
            own.deliveryStats().fault(e.reason());
            pause(e.failureAction(), e.retryAfter(), e.reason());
        } finally {
            signal();
        }
    }

    private void pause(FailureAction failureAction, @Nullable Duration retryAfter, String reason) {
        long now = nanoTime.getAsLong();
        long nanos = backoff.failedNanos(failureAction, retryAfter, waiting.get() > 0);
        forward = false;
        asked = retryAfter != null;
        paused = true;
        notBefore = now + nanos;
        faults.failed(failureAction, reason, nanos, now);
    }

    private void signal() {
        if (waiting.get() > 0 || stopping) {
            lock.lock();
            try {
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
