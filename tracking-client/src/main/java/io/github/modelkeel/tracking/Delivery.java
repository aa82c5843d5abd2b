package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.FailedAttempt;
import io.github.modelkeel.tracking.spool.DurableQueue;
import io.github.modelkeel.tracking.spool.DurableQueue.Entry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Brings the records of one queue to the server, in order per run. Used by the sender only, but for what says otherwise. */
final class Delivery {
    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final int WINDOW_RECORDS = 16_384;
    private static final int MAX_WINDOW_BYTES = 4 << 20;
    private static final int READ_RECORDS = 4096;

    private final DurableQueue queue;
    private final Requests requests;
    private final Tally tally;
    private final boolean adopted;
    /** What is held here cannot be dropped: it must leave room on disk for older records to be dropped before newer ones. */
    private final long windowBytes;

    private final @Nullable Duration maxAge;
    private final BatchBody body = new BatchBody();
    private final Map<Long, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> active = new ArrayDeque<>();
    private final ConcurrentHashMap<Long, CompletableFuture<RunInfo>> awaited = new ConcurrentHashMap<>();
    private final AtomicLong doneThrough = new AtomicLong();
    private long read;
    private int held;
    private long heldBytes;

    Delivery(DurableQueue queue, Requests requests, Tally tally, boolean adopted, @Nullable Duration maxAge) {
        this.queue = queue;
        this.requests = requests;
        this.tally = tally;
        this.adopted = adopted;
        this.windowBytes = Math.min(MAX_WINDOW_BYTES, queue.quotaBytes() / 4);
        this.maxAge = maxAge;
    }

    DurableQueue queue() {
        return queue;
    }

    Tally tally() {
        return tally;
    }

    /** A future of a run's creation. By any thread, before the run's first record. */
    CompletableFuture<RunInfo> await(long run) {
        return awaited.computeIfAbsent(run, number -> new CompletableFuture<>());
    }

    /** Nothing more will be created: its waiters get the reason. By any thread. */
    void abandon(ClientException reason) {
        awaited.values().forEach(info -> info.completeExceptionally(reason));
    }

    /** Up to which sequence number everything is delivered or refused. By any thread. */
    long doneThrough() {
        return doneThrough.get();
    }

    boolean isDone() {
        return active.isEmpty() && read >= queue.lastSequence();
    }

    /** Whether nothing that was read waits. */
    boolean isEmpty() {
        return active.isEmpty();
    }

    /** Whether something was accepted that the queue does not hand out yet. */
    boolean isBehind() {
        return read < queue.lastSequence();
    }

    /** Reads what has come, as far as there is room for it. */
    void fill(long nanoTime) throws InterruptedException {
        while (held < WINDOW_RECORDS && heldBytes < windowBytes) {
            int records = Math.min(READ_RECORDS, WINDOW_RECORDS - held);
            int before = held;
            for (Entry entry : queue.read(read, records, (int) (windowBytes - heldBytes), Duration.ZERO)) {
                read = entry.sequence();
                held++;
                heldBytes += entry.payload().length;
                receive(entry, nanoTime);
            }
            if (held == before) {
                skipWhatIsDone();
                return;
            }
        }
    }

    /** What is never handed out is done: delivered before an earlier process ended, or dropped. */
    private void skipWhatIsDone() {
        if (active.isEmpty() && isBehind()) {
            long last = queue.lastSequence(); // before the count, so that what is appended meanwhile counts
            if (queue.stats().pendingRecords() == 0) {
                read = Math.max(read, last);
                doneThrough.set(read);
            }
        }
    }

    private void receive(Entry entry, long nanoTime) {
        RecordReader in;
        try {
            in = new RecordReader(entry.payload());
        } catch (IllegalArgumentException e) {
            deadLetter(entry, null, Objects.toString(e.getMessage()));
            acknowledge();
            return;
        }
        Lane lane = lanes.computeIfAbsent(in.run(), run -> lane(run, in.kind()));
        if (lane.isEmpty()) {
            active.add(lane);
        }
        lane.add(in.kind(), entry, nanoTime);
    }

    private Lane lane(long run, RecordKind first) {
        Lane lane = new Lane(run);
        lane.mayExist = adopted;
        lane.info = awaited.get(run);
        if (first != RecordKind.RUN_CREATED && first != RecordKind.RUN_RESUMED) {
            lane.serverId = queue.remembered().get("run." + run);
            if (lane.serverId == null) {
                lane.refusal = queue.remembered()
                        .getOrDefault("refused." + run, "the spool does not hold the start of the run it belongs to");
            }
        }
        return lane;
    }

    /** A run with a request to make, or null. */
    @Nullable Lane due(long nanoTime, long lingerNanos, long hurryThrough) {
        boolean full = held >= WINDOW_RECORDS || heldBytes >= windowBytes;
        for (int i = active.size(); i > 0; i--) {
            Lane lane = active.remove();
            active.add(lane);
            boolean now = full || lane.refusal != null || lane.oldest() <= hurryThrough;
            if ((now || lane.isDue(nanoTime, lingerNanos)) && !waitsForParent(lane)) {
                return lane;
            }
        }
        return null;
    }

    /** How long until something is due if nothing comes. */
    long dueInNanos(long nanoTime, long lingerNanos) {
        long least = Long.MAX_VALUE;
        for (Lane lane : active) {
            least = Math.min(least, lane.dueInNanos(nanoTime, lingerNanos));
        }
        return Math.max(0, least);
    }

    private boolean waitsForParent(Lane lane) {
        Entry head = lane.next().peek();
        if (head == null || lane.serverId != null || lane.refusal != null) {
            return false;
        }
        RecordReader in = new RecordReader(head.payload());
        if (in.kind() != RecordKind.RUN_CREATED) {
            return false;
        }
        Lane parent = lanes.get(RunStart.of(in).parent());
        return parent != null && parent.serverId == null && parent.refusal == null;
    }

    /** Makes the next request of a run. */
    void deliver(Lane lane) throws FailedDelivery {
        try {
            expire(lane);
            if (lane.refusal != null) {
                refuseAll(lane, lane.refusal);
            } else if (!lane.isEmpty()) {
                next(lane);
            }
        } finally {
            lane.tidy(System.nanoTime());
            if (lane.isEmpty()) {
                active.remove(lane);
            }
            acknowledge();
        }
    }

    private void expire(Lane lane) {
        if (maxAge == null || lane.isEmpty()) {
            return;
        }
        long oldest = System.currentTimeMillis() - maxAge.toMillis();
        Backlog backlog = lane.next();
        for (Entry head = backlog.peek(); head != null; head = backlog.peek()) {
            RecordReader in = new RecordReader(head.payload());
            if (in.acceptedMillis() >= oldest) {
                break;
            }
            String reason = "older than " + maxAge;
            if (in.kind() == RecordKind.RUN_CREATED) {
                refuse(lane, reason);
            }
            deadLetter(backlog, lane.serverId, reason);
        }
        lane.tidy(System.nanoTime());
    }

    private void next(Lane lane) throws FailedDelivery {
        Backlog backlog = lane.next();
        RecordReader in =
                new RecordReader(Objects.requireNonNull(backlog.peek()).payload());
        int count = 1;
        try {
            switch (in.kind()) {
                case METRIC, PARAM, TAG -> {
                    byte[] json = body.write(
                            id(lane), in.kind(), backlog.iterator(), backlog.next(BatchBody.most(in.kind())));
                    count = body.count();
                    if (count == 0) {
                        deadLetter(backlog, lane.serverId, "unreadable");
                        return;
                    }
                    requests.batch(json);
                }
                case TAG_DELETION -> deleteTag(lane, in.last());
                case DATASET -> {
                    DatasetRecord record = DatasetRecord.of(in);
                    requests.dataset(id(lane), record.dataset(), record.context());
                }
                case ARTIFACT -> requests.artifact(id(lane), in.text(), in.lastBytes());
                case RUN_CREATED -> create(lane, RunStart.of(in));
                case RUN_RESUMED -> resume(lane, in.last());
                case RUN_STATUS -> requests.status(id(lane), RunStatus.of(in.text()), in.number());
            }
            delivered(backlog, count);
            if (in.kind() == RecordKind.RUN_STATUS) {
                forgetWhenDone(lane);
            }
        } catch (FailedAttempt e) {
            failed(lane, backlog, count, FailedDelivery.of(e));
        } catch (ClientException e) {
            failed(lane, backlog, count, FailedDelivery.of(e));
        } catch (IllegalArgumentException e) { // the record is whole, but makes no sense
            single(lane, backlog, String.valueOf(e.getMessage()));
        }
    }

    /** A record that will never be delivered. */
    private void single(Lane lane, Backlog backlog, String reason) {
        if (lane.serverId == null) { // it was to make the run
            refuse(lane, reason);
        } else {
            deadLetter(backlog, lane.serverId, reason);
        }
    }

    private void failed(Lane lane, Backlog backlog, int count, FailedDelivery failure) throws FailedDelivery {
        switch (failure.verdict()) {
            case REFUSED -> refused(lane, backlog, count, failure);
            case SPLIT -> {
                if (count == 1) {
                    single(lane, backlog, failure.reason());
                } else {
                    backlog.tooLarge(count);
                }
            }
            default -> throw failure;
        }
    }

    private void refused(Lane lane, Backlog backlog, int count, FailedDelivery failure) throws FailedDelivery {
        String id = lane.serverId;
        if (id == null) {
            refuse(lane, failure.reason());
            return;
        }
        if (!backlog.isSuspect()) {
            String gone;
            try {
                gone = requests.whyGone(id);
            } catch (FailedAttempt e) {
                FailedDelivery probe = FailedDelivery.of(e);
                if (probe.verdict() != Verdict.REFUSED) {
                    throw probe;
                }
                gone = null;
            }
            if (gone != null) {
                refuse(lane, gone);
                return;
            }
        }
        if (count == 1) {
            deadLetter(backlog, id, failure.reason());
            backlog.cleared();
        } else {
            backlog.refused(count);
        }
    }

    private void deleteTag(Lane lane, String key) throws FailedAttempt {
        try {
            requests.deleteTag(id(lane), key);
        } catch (FailedAttempt e) {
            boolean missing = e.failure() instanceof ResourceNotFoundException;
            if (!missing || requests.whyGone(id(lane)) != null) {
                throw e;
            } // else it is not there, which is what was asked for
        }
    }

    /** Creates a run once: before an attempt that may be the second one, the first one's run is looked for. */
    private void create(Lane lane, RunStart start) throws FailedAttempt {
        JsonNode run = lane.mayExist ? requests.find(start) : null;
        if (run == null) {
            String parent = start.parent() == 0 ? null : serverId(start.parent());
            requests.experiment(start);
            boolean before = lane.mayExist;
            lane.mayExist = true;
            try {
                run = requests.create(start, parent == null ? "" : parent);
            } catch (FailedAttempt e) {
                lane.mayExist = before || e.next() != FailedAttempt.Next.HARMLESS;
                throw e;
            }
        }
        RunInfo info = RunInfo.of(run);
        created(lane, info.id());
        if (lane.info != null) {
            lane.info.complete(info);
        }
    }

    private void resume(Lane lane, String runId) throws FailedAttempt {
        RunInfo info = lane.info == null ? null : requests.run(runId);
        requests.status(runId, RunStatus.RUNNING, 0);
        created(lane, runId);
        if (lane.info != null && info != null) {
            lane.info.complete(info);
        }
    }

    private void created(Lane lane, String runId) {
        if (!runId.equals(lane.serverId)) {
            queue.remember("run." + lane.run, runId);
            lane.serverId = runId;
        }
        awaited.remove(lane.run);
    }

    private @Nullable String serverId(long run) {
        Lane lane = lanes.get(run);
        return lane != null ? lane.serverId : queue.remembered().get("run." + run);
    }

    private static String id(Lane lane) {
        return Objects.requireNonNull(lane.serverId, "a run's start is missing");
    }

    private void forgetWhenDone(Lane lane) {
        if (lane.isEmpty() || lane.oldest() == Long.MAX_VALUE) {
            lanes.remove(lane.run);
        }
    }

    private void refuse(Lane lane, String reason) {
        lane.refusal = reason;
        queue.remember("refused." + lane.run, reason);
        awaited.remove(lane.run);
        if (lane.info != null) {
            lane.info.completeExceptionally(new ClientException("RUN_REFUSED", 0, reason, null));
        }
    }

    private void refuseAll(Lane lane, String reason) {
        while (!lane.isEmpty()) {
            Backlog backlog = lane.next();
            while (!backlog.isEmpty()) {
                deadLetter(backlog, lane.serverId, reason);
            }
            lane.tidy(System.nanoTime());
        }
    }

    private void delivered(Backlog backlog, int count) {
        for (int i = 0; i < count; i++) {
            release(backlog.remove());
        }
        tally.delivered.addAndGet(count);
    }

    private void deadLetter(Backlog backlog, @Nullable String runId, String reason) {
        deadLetter(Objects.requireNonNull(backlog.peek()), runId, reason);
        backlog.remove();
    }

    private void deadLetter(Entry entry, @Nullable String runId, String reason) {
        String text = RecordText.of(entry.payload()) + (runId == null ? "" : ", run " + runId);
        queue.deadLetter(entry, text, reason);
        release(entry);
        System.Logger.Level level =
                tally.deadLettered.get() == 0 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
        LOG.log(
                level,
                () -> "the server rejected '" + text + "'; it is kept in "
                        + queue.directory().resolve("dead-letter.jsonl") + ": " + reason);
        tally.refused(reason);
    }

    private void release(Entry entry) {
        held--;
        heldBytes -= entry.payload().length;
    }

    /** Moves the mark to before the oldest record that is not done. */
    private void acknowledge() {
        long oldest = Long.MAX_VALUE;
        for (Lane lane : active) {
            oldest = Math.min(oldest, lane.oldest());
        }
        long done = oldest == Long.MAX_VALUE ? read : oldest - 1;
        if (done > doneThrough.get()) {
            queue.acknowledge(done, done - doneThrough.get()); // all that were not given to deadLetter
            doneThrough.set(done);
        }
    }
}
