package io.github.modelkeel.tracking.async;

import io.github.modelkeel.tracking.spool.DurableQueue;
import io.github.modelkeel.tracking.spool.SpoolSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Directories that processes left behind, taken over one after the other. Used by the sender only. */
public final class AbandonedSpools {
    private static final System.Logger LOG = System.getLogger(AbandonedSpools.class.getName());

    private final SpoolSettings settings;
    private final Map<String, String> header;
    private final Requests requests;
    private final @Nullable Duration maxAge;
    private @Nullable Deque<Path> candidates;
    private @Nullable Delivery current;

    public AbandonedSpools(
            SpoolSettings settings, Map<String, String> header, Requests requests, @Nullable Duration maxAge) {
        this.settings = settings;
        this.header = header;
        this.requests = requests;
        this.maxAge = maxAge;
    }

    /** What to deliver besides the own queue, or null. */
    @Nullable Delivery current() {
        Deque<Path> left = candidates;
        if (left == null) {
            left = new ArrayDeque<>();
            candidates = left; // looked for once, whatever comes of it
            left.addAll(DurableQueue.orphans(settings.root()));
        }
        while (current == null && !left.isEmpty()) {
            Path directory = left.remove();
            try {
                current = adopt(directory);
            } catch (IllegalStateException | UncheckedIOException e) {
                LOG.log(System.Logger.Level.WARNING, "what a process left in " + directory + " stays there", e);
            }
        }
        return current;
    }

    private @Nullable Delivery adopt(Path directory) {
        Optional<DurableQueue> adopted = DurableQueue.adopt(directory, settings);
        if (adopted.isEmpty()) {
            return null;
        }
        DurableQueue queue = adopted.get();
        if (!SpoolAddress.same(queue.header(), header)) { // another server's
            if (queue.stats().pendingRecords() > 0) {
                LOG.log(
                        System.Logger.Level.INFO,
                        () -> queue.stats().pendingRecords() + " records in " + directory + " wait for "
                                + SpoolAddress.describe(queue.header()) + " and stay there");
            }
            queue.close();
            return null;
        }
        LOG.log(
                System.Logger.Level.INFO,
                () -> "delivering " + queue.stats().pendingRecords() + " records that an earlier process left in "
                        + directory);
        return new Delivery(queue, requests, new DeliveryStats(), true, maxAge);
    }

    /** Gives a queue back in which nothing is left to deliver. */
    boolean doneWith(Delivery delivery) {
        boolean done = delivery.isDone();
        if (done) {
            LOG.log(
                    System.Logger.Level.INFO,
                    () -> "delivered " + delivery.deliveryStats().delivered.get()
                            + " records that an earlier process left; "
                            + delivery.deliveryStats().deadLettered.get() + " were rejected by the server");
            close();
        }
        return done;
    }

    void close() {
        if (current != null) {
            current.queue().close();
            current = null;
        }
    }
}
