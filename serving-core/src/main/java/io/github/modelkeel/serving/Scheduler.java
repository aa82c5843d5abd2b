package io.github.modelkeel.serving;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Something that runs a task later, once. */
interface Scheduler extends AutoCloseable {
    /** Runs the task after the wait; not at all after {@link #close()}. */
    void after(long nanos, Runnable task);

    @Override
    void close();

    /** One daemon thread, whose clock is {@link System#nanoTime()}. */
    static Scheduler onThread(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, DaemonThreads.named(name));
        thread.setRemoveOnCancelPolicy(true);
        return new Scheduler() {
            @Override
            public void after(long nanos, Runnable task) {
                try {
                    Future<?> unused = thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
                } catch (RejectedExecutionException e) {
                    if (!thread.isShutdown()) {
                        throw e;
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
