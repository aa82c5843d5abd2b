package io.github.modelkeel.tracking.async;

import io.github.modelkeel.tracking.record.RecordKind;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.ServerRun;
import io.github.modelkeel.tracking.spool.frame.Entry;
import io.github.modelkeel.tracking.spool.frame.Fifo;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What has been read from the spool about one run and is not done yet. Parameters, tags and metrics may overtake each other, but
 * nothing overtakes the run's creation or a change of its status: these end a stage. Used by the sender only.
 */
final class RunQueue {
    /** Records between two that nothing may overtake. */
    private static final class Stage {
        final Backlog params = new Backlog();
        final Backlog tags = new Backlog(); // and what is not for log-batch: tag deletions, datasets and artifacts
        final Backlog metrics = new Backlog();
        final Backlog last = new Backlog();

        void add(RecordKind kind, Entry entry) {
            switch (kind) {
                case METRIC -> metrics.add(entry);
                case PARAM -> params.add(entry);
                case TAG, TAG_DELETION, DATASET, ARTIFACT -> tags.add(entry);
                case RUN_CREATED, RUN_RESUMED, RUN_STATUS -> last.add(entry);
            }
        }

        boolean isEmpty() {
            return params.isEmpty() && tags.isEmpty() && metrics.isEmpty() && last.isEmpty();
        }

        Backlog first() {
            return !params.isEmpty() ? params : !tags.isEmpty() ? tags : !metrics.isEmpty() ? metrics : last;
        }

        boolean full() {
            return metrics.size() >= Limits.MAX_METRICS
                    || params.size() >= Limits.MAX_PARAMS
                    || tags.size() >= Limits.MAX_TAGS
                    || !last.isEmpty();
        }

        boolean suspect() {
            return params.isSuspect() || tags.isSuspect() || metrics.isSuspect();
        }

        long oldest() {
            return Math.min(Math.min(head(params), head(tags)), Math.min(head(metrics), head(last)));
        }

        private static long head(Backlog backlog) {
            Entry entry = backlog.peek();
            return entry == null ? Long.MAX_VALUE : entry.sequence();
        }
    }

    final long run;
    private final Fifo<Stage> stages = new Fifo<>();
    private long waitingSince;

    @Nullable String serverId;

    @Nullable String refusal;

    @Nullable CompletableFuture<ServerRun> info;

    /** Whether an attempt to create the run may have taken effect. */
    boolean mayExist;

    RunQueue(long run) {
        this.run = run;
    }

    void add(RecordKind kind, Entry entry, long nanoTime) {
        if (isEmpty()) {
            waitingSince = nanoTime;
        }
        Stage stage = stages.peekLast();
        if (stage != null && stage.last.isEmpty()) {
            stage.add(kind, entry);
        } else { // the stage last: without memory for one of the two, nothing has changed
            Stage next = new Stage();
            next.add(kind, entry);
            stages.add(next);
        }
    }

    boolean isEmpty() {
        return stages.isEmpty();
    }

    /** The oldest record that is not done. */
    long oldest() {
        Stage stage = stages.peek();
        return stage == null ? Long.MAX_VALUE : stage.oldest();
    }

    /** Whether there is a request to make now: a full one, or one that has waited long enough. */
    boolean isDue(long nanoTime, long lingerNanos) {
        Stage stage = stages.peek();
        return stage != null && (stage.full() || stage.suspect() || nanoTime - waitingSince >= lingerNanos);
    }

    /** How long until the first request is due though it is not full. */
    long dueInNanos(long nanoTime, long lingerNanos) {
        return lingerNanos - (nanoTime - waitingSince);
    }

    /** What goes next; only when the queue is not empty. */
    Backlog next() {
        return stages.get(0).first();
    }

    /** After records were taken away: forgets stages that are done, and lets the rest wait again. */
    void tidy(long nanoTime) {
        Stage stage = stages.peek();
        if (stage != null && stage.isEmpty()) {
            stages.remove();
        }
        waitingSince = nanoTime;
    }
}
