package io.github.modelkeel.serving;

import io.github.modelkeel.serving.time.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands events to a listener, in their order and one at a time. Safe for use by multiple threads. */
final class Events {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");

    private final @Nullable Consumer<? super PredictorEvent> listener;
    private final Scheduler scheduler;
    private final Queue<PredictorEvent> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock delivering = new ReentrantLock();
    private final AtomicBoolean complained = new AtomicBoolean();

    Events(@Nullable Consumer<? super PredictorEvent> listener, Scheduler scheduler) {
        this.listener = listener;
        this.scheduler = scheduler;
    }

    /** Delivers the event later, on the predictor's thread. */
    void later(PredictorEvent event) {
        if (listener != null) {
            waiting.add(event);
            scheduler.after(0, this::deliver);
        }
    }

    /** Delivers what waits and this last event, on the calling thread. */
    void last(PredictorEvent event) {
        if (listener != null) {
            waiting.add(event);
            deliver();
        }
    }

    private void deliver() {
        if (delivering.isHeldByCurrentThread()) {
            return; // a listener that closes its predictor: the loop that called it continues with what waits
        }
        delivering.lock();
        try {
            for (PredictorEvent event = waiting.poll(); event != null; event = waiting.poll()) {
                give(event);
            }
        } finally {
            delivering.unlock();
        }
    }

    private void give(PredictorEvent event) {
        Consumer<? super PredictorEvent> to = listener;
        if (to == null) {
            return;
        }
        try {
            to.accept(event);
        } catch (RuntimeException e) {
            if (complained.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "the listener of " + event.uri() + " failed at " + event
                                + " (further failures of it are not logged)",
                        e);
            }
        }
    }
}
