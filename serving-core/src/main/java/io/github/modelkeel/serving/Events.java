package io.github.modelkeel.serving;

import io.github.modelkeel.serving.time.SerialTasks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands events to a listener, in their order and one at a time. Safe for use by multiple threads. */
final class Events {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");

    private final @Nullable Consumer<? super PredictorEvent> listener;
    private final SerialTasks tasks;
    private final AtomicBoolean complained = new AtomicBoolean();

    Events(@Nullable Consumer<? super PredictorEvent> listener, SerialTasks tasks) {
        this.listener = listener;
        this.tasks = tasks;
    }

    /** Delivers the event later, on the predictor's thread. */
    void later(PredictorEvent event) {
        if (listener != null) {
            tasks.later(() -> deliver(event));
        }
    }

    /** Ends the predictor's thread and delivers what waits and this last event, on the calling thread. */
    void last(PredictorEvent event, Runnable end) {
        tasks.finish(end, () -> deliver(event));
    }

    private void deliver(PredictorEvent event) {
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
