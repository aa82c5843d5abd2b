package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves files side by side on a bounded number of daemon threads. The first failure stops the others. A transfer thread that has
 * parts to move takes them itself, together with those of its fellows that are free, so that parts never wait for threads that wait
 * for them. Safe for use by multiple threads.
 */
final class TransferThreads implements AutoCloseable {
    private static final long CLOSE_MILLIS = 10_000;
    private static final long CANCEL_AGAIN_MILLIS = 100;

    private final int threads;
    private final Consumer<TransferBatch> cancelCalls;
    private final ThreadPoolExecutor pool;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Thread> alive = ConcurrentHashMap.newKeySet();
    private final Set<Work> working = ConcurrentHashMap.newKeySet();

    /** @param cancelCalls breaks off the requests under way that belong to a batch */
    TransferThreads(int threads, Consumer<TransferBatch> cancelCalls) {
        this.threads = threads;
        this.cancelCalls = cancelCalls;
        this.pool = new ThreadPoolExecutor(
                threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable task) {
        return new TransferThread(task);
    }

    private final class TransferThread extends Thread {
        TransferThread(Runnable task) {
            super(task, "modelkeel-transfer-" + count.incrementAndGet());
            setDaemon(true);
        }

        @Override
        public void run() {
            alive.add(this);
            try {
                super.run();
            } finally {
                alive.remove(this);
            }
        }
    }

    /** Runs all jobs and returns when none is running any more; throws what the first failed one threw. */
    void runAll(List<? extends Runnable> jobs, TransferBatch batch) {
        if (jobs.size() <= 1 || threads == 1) {
            jobs.forEach(Runnable::run);
            return;
        }
        Work work = new Work(jobs, batch);
        working.add(work);
        try {
            boolean nested = Thread.currentThread() instanceof TransferThread;
            int helpers = Math.min(jobs.size(), threads) - (nested ? 1 : 0);
            boolean helped = true;
            for (int i = 0; i < helpers && helped; i++) {
                helped = start(work);
            }
            if (nested || !helped) {
                work.run();
            }
            work.await();
        } finally {
            working.remove(work);
        }
        work.throwFailure();
    }

    private boolean start(Work work) {
        try {
            pool.execute(work);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Stops what is under way and ends the threads. */
    @Override
    public void close() {
        working.forEach(
                work -> work.fail(new ClientException("CANCELLED", 0, "CANCELLED: the client was closed", null)));
        List<Thread> ending = List.copyOf(alive);
        pool.shutdown();
        try {
            if (!pool.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
            for (Thread thread : ending) {
                thread.join(CLOSE_MILLIS); // the pool counts a thread as ended a moment before it is
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** The jobs of one call. */
    private final class Work implements Runnable {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Deque<Runnable> left;
        private final TransferBatch batch;
        private final List<Throwable> failures = new ArrayList<>();
        private int running;

        Work(List<? extends Runnable> jobs, TransferBatch batch) {
            this.left = new ArrayDeque<>(jobs);
            this.batch = batch;
        }

        @Override
        public void run() {
            for (Runnable job = next(); job != null; job = next()) {
                try {
                    job.run();
                } catch (RuntimeException | Error e) {
                    fail(e);
                } finally {
                    ended();
                }
            }
        }

        private @Nullable Runnable next() {
            lock.lock();
            try {
                Runnable job = batch.isStopped() ? null : left.poll();
                if (job != null) {
                    running++;
                }
                return job;
            } finally {
                lock.unlock();
            }
        }

        private void ended() {
            lock.lock();
            try {
                running--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void fail(Throwable failure) {
            lock.lock();
            try {
                failures.add(failure);
                batch.stop();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            cancelCalls.accept(batch);
        }

        /** Waits until nothing runs any more. An interrupt stops the batch and is kept. */
        void await() {
            boolean interrupted = false;
            lock.lock();
            try {
                while (running > 0 || !(left.isEmpty() || batch.isStopped())) {
                    try {
                        changed.await(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        interrupted = true;
                        failures.add(new ClientException("INTERRUPTED", 0, "interrupted while files were moved", e));
                        batch.stop();
                    }
                    if (batch.isStopped()) {
                        cancelCalls.accept(batch); // again, for a request that had not started when it was stopped
                    }
                }
            } finally {
                lock.unlock();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        void throwFailure() {
            lock.lock();
            try {
                if (failures.isEmpty()) {
                    return;
                }
                Throwable first = failures.get(0);
                failures.stream().skip(1).filter(Work::isOwn).forEach(first::addSuppressed);
                if (first instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) first;
            } finally {
                lock.unlock();
            }
        }

        /** Whether a failure has a reason of its own, and is not only the echo of the first. */
        private static boolean isOwn(Throwable failure) {
            return !(failure instanceof ClientException e && e.errorCode().equals("CANCELLED"));
        }
    }
}
