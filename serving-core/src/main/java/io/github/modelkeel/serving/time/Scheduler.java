package io.github.modelkeel.serving.time;

import io.github.modelkeel.client.internal.DaemonThreads;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Something that runs a task later, once. */
public interface Scheduler extends AutoCloseable {
    /** How often a task is offered to a thread while there is no memory for it. */
    int ATTEMPTS = 100;

    /** The pause between two of these attempts. */
    long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Runs the task after the wait; not at all after {@link #close()}. */
    void after(long nanos, Runnable task);

    @Override
    void close();

    /** One daemon thread, whose clock is {@link System#nanoTime()}. */
    static Scheduler onThread(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, DaemonThreads.named(name));
        thread.setRemoveOnCancelPolicy(true);
        thread.prestartCoreThread();
        return new Scheduler() {
            @Override
            public void after(long nanos, Runnable task) {
                for (int attempt = 1; ; attempt++) {
                    try {
                        Future<?> unused = thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
                        return;
                    } catch (RejectedExecutionException e) {
                        if (!thread.isShutdown()) {
                            throw e;
                        }
                        return;
                    } catch (OutOfMemoryError e) { // what is not planned now never runs
                        if (attempt == ATTEMPTS) {
                            throw e;
                        }
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                }
            }

            @Override
            public void close() {
                thread.shutdownNow();
            }
        };
    }
}
