package io.github.modelkeel.serving.time;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does a work on a scheduler's thread whenever it is asked to. What is asked for until the work starts is done once. Safe for use by multiple
 * threads.
 */
public final class OnRequest {
    private final Runnable work;
    private final Scheduler scheduler;
    private final AtomicBoolean waiting = new AtomicBoolean();

    public OnRequest(Runnable work, Scheduler scheduler) {
        this.work = work;
        this.scheduler = scheduler;
    }

    /** Returns at once. The work starts after this call, so it sees what was true before it. */
    public void request() {
        if (!waiting.compareAndSet(false, true)) {
            return;
        }
        boolean planned = false;
        try {
            scheduler.after(0, this::run);
            planned = true;
        } finally {
            if (!planned) {
                waiting.set(false);
            }
        }
    }

    private void run() {
        waiting.set(false);
        work.run();
    }
}
