package io.github.modelkeel.serving.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks soon, in their order and one at a time, on a scheduler's thread. None is lost: what still waits at the end runs on the thread that
 * {@linkplain #finish finishes}. Safe for use by multiple threads.
 */
public final class SerialTasks {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");

    private final Scheduler scheduler;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock running = new ReentrantLock();
    private @Nullable Runnable last;

    public SerialTasks(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Runs the task on the scheduler's thread, or at the end. What it throws is logged, and the next one runs. */
    public void later(Runnable task) {
        waiting.add(task);
        scheduler.after(0, this::runWaiting);
    }

    /**
     * Ends the scheduler and runs, on the calling thread, what still waits, and what that hands over in turn; then the last task. A task that
     * runs on the scheduler's thread is waited for and not interrupted. A task that calls this ends first: what waits runs after it.
     *
     * @param end ends the scheduler, and what a task could wait for
     */
    public void finish(Runnable end, Runnable lastTask) {
        boolean withinTask = running.isHeldByCurrentThread();
        running.lock();
        try {
            last = lastTask;
            end.run();
        } finally {
            if (!withinTask) {
                runAll();
            }
            running.unlock();
        }
    }

    private void runWaiting() {
        if (running.isHeldByCurrentThread()) {
            return; // a task that hands over another one: the loop that called it continues
        }
        running.lock();
        try {
            runAll();
        } finally {
            running.unlock();
        }
    }

    private void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // none keeps another one from running
                LOG.log(Level.WARNING, "what a predictor was to do beside its predictions failed", e);
            }
        }
    }

    private @Nullable Runnable next() {
        Runnable task = waiting.poll();
        if (task == null) {
            task = last;
            last = null;
        }
        return task;
    }
}
