package io.github.modelkeel.serving.time;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.DaemonThreads;
import io.github.modelkeel.client.internal.LibraryClash;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does what may block for a limited time, so that a hanging network or an endless load costs a check and not the predictor. Safe for
 * use by multiple threads; a predictor gives it one task at a time, and around its start two.
 *
 * <p>Its daemon threads live for half a minute after their last task. A task that runs out of time is interrupted and left behind;
 * two that do not heed the interrupt are the most there can be, after which tasks are refused until one ends.
 */
public final class TimeLimiter implements AutoCloseable {
    public static final String INTERRUPTED = "INTERRUPTED";
    public static final String TIMEOUT = "TIMEOUT";
    private static final String BUSY = "BUSY";

    /** The error codes that say nothing about what was asked for. */
    public static final Set<String> CODES = Set.of(INTERRUPTED, TIMEOUT, BUSY);

    private static final int MAX_RUNNING = 2;
    private static final long IDLE_SECONDS = 30;

    private final ExecutorService threads;
    private final AtomicInteger running = new AtomicInteger();
    private final Set<Future<?>> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public TimeLimiter(ExecutorService threads) {
        this.threads = threads;
    }

    public static TimeLimiter named(String threadName) {
        return new TimeLimiter(new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                DaemonThreads.named(threadName)));
    }

    /**
     * Runs a task and waits for it. What the task throws comes out unchanged when it is a {@link RuntimeException}, with the jars that
     * clash when it is a {@link LinkageError}, and as the cause of a {@link ClientException} otherwise; so do running out of time, an
     * interrupt of the waiting thread, which keeps its flag, and {@link #close()}.
     */
    public <T> T call(String what, Duration limit, Callable<T> task) {
        return start(what, task).waitFor(limit);
    }

    /** Runs a task beside the caller, who waits for it later or gives it up. What is thrown is what {@link #call} throws. */
    public <T> Started<T> start(String what, Callable<T> task) {
        inFlight.removeIf(Future::isDone);
        if (running.incrementAndGet() > MAX_RUNNING) {
            running.decrementAndGet();
            throw new ClientException(
                    BUSY, 0, what + ": an earlier attempt that ran out of time has not ended yet", null);
        }
        Counted<T> future = new Counted<>(task, running);
        try {
            threads.execute(future);
        } catch (RejectedExecutionException e) {
            running.decrementAndGet();
            throw new ClientException(INTERRUPTED, 0, what + " was abandoned by close()", e);
        }
        inFlight.add(future);
        if (closed) {
            future.cancel(true);
        }
        return new Started<>(what, future);
    }

    /**
     * A task that runs.
     *
     * @param what what it does, for messages
     * @param future its result
     */
    public record Started<T>(String what, Future<T> future) {
        /** Its result, for which the caller waits at most that long. */
        public T waitFor(Duration limit) {
            return TimeLimiter.waitFor(what, limit, future);
        }

        /** Waits for its end, well or not, for at most that long, and lets it run. An interrupt ends the wait and keeps its flag. */
        public boolean endsWithin(Duration limit) {
            return end(limit) != End.NOT_YET;
        }

        /** Whether it has ended, and well. */
        public boolean hasSucceeded() {
            return end(Duration.ZERO) == End.WELL;
        }

        private End end(Duration limit) {
            try {
                T unused = future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
                return End.WELL;
            } catch (TimeoutException e) {
                return End.NOT_YET;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return End.NOT_YET;
            } catch (CancellationException | ExecutionException e) {
                return End.BADLY; // waitFor says how
            }
        }

        /** Interrupts it, if it runs still. */
        public void giveUp() {
            future.cancel(true);
        }

        private enum End {
            NOT_YET,
            WELL,
            BADLY
        }
    }

    /**
     * Counts from its start until its work has ended, or will never begin: a pool's thread is free again only some time after its task, and
     * a cancelled task may run still.
     */
    private static final class Counted<T> extends FutureTask<T> {
        private final AtomicBoolean settled;
        private final AtomicInteger running;

        Counted(Callable<T> task, AtomicInteger running) {
            this(task, running, new AtomicBoolean());
        }

        private Counted(Callable<T> task, AtomicInteger running, AtomicBoolean settled) {
            super(() -> {
                if (!settled.compareAndSet(false, true)) {
                    throw new CancellationException("cancelled before it started");
                }
                try {
                    return task.call();
                } finally {
                    running.decrementAndGet();
                }
            });
            this.running = running;
            this.settled = settled;
        }

        @Override
        protected void done() {
            if (settled.compareAndSet(false, true)) {
                running.decrementAndGet();
            }
        }
    }

    private static <T> T waitFor(String what, Duration limit, Future<T> future) {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new ClientException(TIMEOUT, 0, what + " took longer than " + limit, e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new ClientException(INTERRUPTED, 0, what + " was interrupted", e);
        } catch (CancellationException e) {
            throw new ClientException(INTERRUPTED, 0, what + " was abandoned by close()", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            if (e.getCause() instanceof LinkageError clash) {
                throw LibraryClash.of(clash);
            }
            throw new ClientException("FAILED", 0, what + " failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        closed = true;
        inFlight.forEach(task -> task.cancel(true));
        threads.shutdownNow();
    }
}
