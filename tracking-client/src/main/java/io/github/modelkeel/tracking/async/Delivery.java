package io.github.modelkeel.tracking.async;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.FailedAttempt;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.tracking.record.DatasetRecord;
import io.github.modelkeel.tracking.record.RecordKind;
import io.github.modelkeel.tracking.record.RecordReader;
import io.github.modelkeel.tracking.record.RecordText;
import io.github.modelkeel.tracking.record.RunStart;
import io.github.modelkeel.tracking.request.ServerRun;
import io.github.modelkeel.tracking.spool.DurableQueue;
import io.github.modelkeel.tracking.spool.frame.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Brings the records of one queue to the server, in order per run. Used by the sender only, but for what says otherwise. */
public final class Delivery {
    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final String RUNNING = "RUNNING";
    private static final int WINDOW_RECORDS = 16_384;
    private static final int MAX_WINDOW_BYTES = 4 << 20;
    private static final int READ_RECORDS = 4096;

    private final DurableQueue queue;
    private final Requests requests;
    private final DeliveryStats deliveryStats;
    private final boolean adopted;
    /** What is held here cannot be dropped: it must leave room on disk for older records to be dropped before newer ones. */
    private final long windowBytes;

    private final @Nullable Duration maxAge;
    private final BatchBody body = new BatchBody();
    private final Map<Long, RunQueue> runQueues = new HashMap<>();
    private final List<RunQueue> active = new ArrayList<>();
    /** Whose turn it is. */
    private int turn;

    private final ConcurrentHashMap<Long, CompletableFuture<ServerRun>> awaited = new ConcurrentHashMap<>();
    private final AtomicLong doneThrough = new AtomicLong();
    private long read;
    private int held;
    private long heldBytes;

    public Delivery(
            DurableQueue queue,
            Requests requests,
            DeliveryStats deliveryStats,
            boolean adopted,
            @Nullable Duration maxAge) {
        this.queue = queue;
        this.requests = requests;
        this.deliveryStats = deliveryStats;
        this.adopted = adopted;
        this.windowBytes = Math.min(MAX_WINDOW_BYTES, queue.quotaBytes() / 4);
        this.maxAge = maxAge;
    }

    DurableQueue queue() {
        return queue;
    }

    DeliveryStats deliveryStats() {
        return deliveryStats;
    }

    /** A future of a run's creation. By any thread, before the run's first record. */
    public CompletableFuture<ServerRun> await(long run) {
        return awaited.computeIfAbsent(run, number -> new CompletableFuture<>());
    }

    /** Nothing more will be created: its waiters get the reason. By any thread. */
    public void abandon(ClientException reason) {
        awaited.values().forEach(info -> info.completeExceptionally(reason));
    }

    /** Up to which sequence number everything is delivered or refused. By any thread. */
    public long doneThrough() {
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
        acknowledge(); // what an earlier attempt, short of memory, could not
        while (held < WINDOW_RECORDS && heldBytes < windowBytes) {
            int records = Math.min(READ_RECORDS, WINDOW_RECORDS - held);
            int before = held;
            for (Entry entry : queue.read(read, records, (int) (windowBytes - heldBytes), Duration.ZERO)) {
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

    /** Counts as read only when it is in its queue: what fails before, for want of memory, is read again. */
    private void receive(Entry entry, long nanoTime) {
        RecordReader in;
        try {
            in = new RecordReader(entry.payload());
        } catch (IllegalArgumentException e) {
            reject(entry, null, Objects.toString(e.getMessage()));
            read = entry.sequence();
            acknowledge();
            return;
        }
        RunQueue runQueue = runQueues.computeIfAbsent(in.run(), run -> runQueue(run, in.kind()));
        if (runQueue.isEmpty() && !active.contains(runQueue)) {
            active.add(runQueue);
        }
        runQueue.add(in.kind(), entry, nanoTime);
        read = entry.sequence();
        held++;
        heldBytes += entry.payload().length;
    }

    private RunQueue runQueue(long run, RecordKind first) {
        RunQueue runQueue = new RunQueue(run);
        runQueue.mayExist = adopted;
        runQueue.info = awaited.get(run);
        if (first != RecordKind.RUN_CREATED && first != RecordKind.RUN_RESUMED) {
            runQueue.serverId = queue.remembered().get("run." + run);
            if (runQueue.serverId == null) {
                runQueue.refusal = queue.remembered()
                        .getOrDefault("refused." + run, "the spool does not hold the start of the run it belongs to");
            }
        }
        return runQueue;
    }

    /** A run with a request to make, or null. */
    @Nullable RunQueue due(long nanoTime, long lingerNanos, long hurryThrough) {
        boolean full = held >= WINDOW_RECORDS || heldBytes >= windowBytes;
        active.removeIf(RunQueue::isEmpty); // one that could not take its first record
        int runs = active.size();
        for (int i = 0; i < runs; i++) {
            turn = turn + 1 < runs ? turn + 1 : 0;
            RunQueue runQueue = active.get(turn);
            boolean now = full || runQueue.refusal != null || runQueue.oldest() <= hurryThrough;
            if ((now || runQueue.isDue(nanoTime, lingerNanos)) && !waitsForParent(runQueue)) {
                return runQueue;
            }
        }
        return null;
    }

    /** How long until something is due if nothing comes. */
    long dueInNanos(long nanoTime, long lingerNanos) {
        long least = Long.MAX_VALUE;
        for (RunQueue runQueue : active) {
            least = Math.min(least, runQueue.dueInNanos(nanoTime, lingerNanos));
        }
        return Math.max(0, least);
    }

    private boolean waitsForParent(RunQueue runQueue) {
        Entry head = runQueue.next().peek();
        if (head == null || runQueue.serverId != null || runQueue.refusal != null) {
            return false;
        }
        RecordReader in = new RecordReader(head.payload());
        if (in.kind() != RecordKind.RUN_CREATED) {
            return false;
        }
        RunQueue parent = runQueues.get(RunStart.of(in).parent());
        return parent != null && parent.serverId == null && parent.refusal == null;
    }

    /** Makes the next request of a run. */
    void deliver(RunQueue runQueue) throws FailedDelivery {
        try {
            expire(runQueue);
            if (runQueue.refusal != null) {
                refuseAll(runQueue, runQueue.refusal);
            } else if (!runQueue.isEmpty()) {
                next(runQueue);
            }
        } finally {
            runQueue.tidy(System.nanoTime());
            if (runQueue.isEmpty()) {
                remove(runQueue);
            }
            acknowledge();
        }
    }

    /** Those after it keep their turns. */
    private void remove(RunQueue runQueue) {
        int at = active.indexOf(runQueue);
        if (at >= 0) {
            active.remove(at);
            turn -= at <= turn ? 1 : 0;
        }
    }

    private void expire(RunQueue runQueue) {
        if (maxAge == null || runQueue.isEmpty()) {
            return;
        }
        long oldest = System.currentTimeMillis() - maxAge.toMillis();
        Backlog backlog = runQueue.next();
        for (Entry head = backlog.peek(); head != null; head = backlog.peek()) {
            RecordReader in = new RecordReader(head.payload());
            if (in.acceptedMillis() >= oldest) {
                break;
            }
            String reason = "older than " + maxAge;
            if (in.kind() == RecordKind.RUN_CREATED) {
                refuse(runQueue, reason);
            }
            deadLetter(backlog, runQueue.serverId, reason);
        }
        runQueue.tidy(System.nanoTime());
    }

    private void next(RunQueue runQueue) throws FailedDelivery {
        Backlog backlog = runQueue.next();
        RecordReader in =
                new RecordReader(Objects.requireNonNull(backlog.peek()).payload());
        int count = 1;
        try {
            switch (in.kind()) {
                case METRIC, PARAM, TAG -> {
                    byte[] json = body.write(id(runQueue), in.kind(), backlog, backlog.next(BatchBody.most(in.kind())));
                    count = body.count();
                    if (count == 0) {
                        deadLetter(backlog, runQueue.serverId, "unreadable");
                        return;
                    }
                    requests.batch(json);
                }
                case TAG_DELETION -> deleteTag(runQueue, in.last());
                case DATASET -> {
                    DatasetRecord record = DatasetRecord.of(in);
                    requests.dataset(id(runQueue), record.dataset(), record.context());
                }
                case ARTIFACT -> requests.artifact(id(runQueue), in.text(), in.lastBytes());
                case RUN_CREATED -> create(runQueue, RunStart.of(in));
                case RUN_RESUMED -> resume(runQueue, in.last());
                case RUN_STATUS -> requests.status(id(runQueue), in.text(), in.number());
            }
            delivered(backlog, count);
            if (in.kind() == RecordKind.RUN_STATUS) {
                forgetWhenDone(runQueue);
            }
        } catch (FailedAttempt e) {
            failed(runQueue, backlog, count, FailedDelivery.of(e));
        } catch (ClientException e) {
            failed(runQueue, backlog, count, FailedDelivery.of(e));
        } catch (IllegalArgumentException e) { // the record is whole, but makes no sense
            single(runQueue, backlog, String.valueOf(e.getMessage()));
        }
    }

    /** A record that will never be delivered. */
    private void single(RunQueue runQueue, Backlog backlog, String reason) {
        if (runQueue.serverId == null) { // it was to make the run
            refuse(runQueue, reason);
        } else {
            deadLetter(backlog, runQueue.serverId, reason);
        }
    }

    private void failed(RunQueue runQueue, Backlog backlog, int count, FailedDelivery failure) throws FailedDelivery {
        switch (failure.failureAction()) {
            case REFUSED -> refused(runQueue, backlog, count, failure);
            case SPLIT -> {
                if (count == 1) {
                    single(runQueue, backlog, failure.reason());
                } else {
                    backlog.tooLarge(count);
                }
            }
            default -> throw failure;
        }
    }

    private void refused(RunQueue runQueue, Backlog backlog, int count, FailedDelivery failure) throws FailedDelivery {
        String id = runQueue.serverId;
        if (id == null) {
            refuse(runQueue, failure.reason());
            return;
        }
        if (!backlog.isSuspect()) {
            String gone;
            try {
                gone = requests.whyGone(id);
            } catch (FailedAttempt e) {
                FailedDelivery probe = FailedDelivery.of(e);
                if (probe.failureAction() != FailureAction.REFUSED) {
                    throw probe;
                }
                gone = null;
            }
            if (gone != null) {
                refuse(runQueue, gone);
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

    private void deleteTag(RunQueue runQueue, String key) throws FailedAttempt {
        try {
            requests.deleteTag(id(runQueue), key);
        } catch (FailedAttempt e) {
            boolean missing = e.failure() instanceof ResourceNotFoundException;
            if (!missing || requests.whyGone(id(runQueue)) != null) {
                throw e;
            } // else it is not there, which is what was asked for
        }
    }

    /** Creates a run once: before an attempt that may be the second one, the first one's run is looked for. */
    private void create(RunQueue runQueue, RunStart start) throws FailedAttempt {
        JsonValue run = runQueue.mayExist ? requests.find(start) : null;
        if (run == null) {
            String parent = start.parent() == 0 ? null : serverId(start.parent());
            requests.experiment(start);
            boolean before = runQueue.mayExist;
            runQueue.mayExist = true;
            try {
                run = requests.create(start, parent == null ? "" : parent);
            } catch (FailedAttempt e) {
                runQueue.mayExist = before || e.retry() != FailedAttempt.Retry.SAFE;
                throw e;
            }
        }
        ServerRun info = ServerRun.of(run);
        created(runQueue, info.id());
        if (runQueue.info != null) {
            runQueue.info.complete(info);
        }
    }

    private void resume(RunQueue runQueue, String runId) throws FailedAttempt {
        ServerRun info = runQueue.info == null ? null : requests.run(runId);
        requests.status(runId, RUNNING, 0);
        created(runQueue, runId);
        if (runQueue.info != null && info != null) {
            runQueue.info.complete(info);
        }
    }

    private void created(RunQueue runQueue, String runId) {
        if (!runId.equals(runQueue.serverId)) {
            queue.remember("run." + runQueue.run, runId);
            runQueue.serverId = runId;
        }
        awaited.remove(runQueue.run);
    }

    private @Nullable String serverId(long run) {
        RunQueue runQueue = runQueues.get(run);
        return runQueue != null ? runQueue.serverId : queue.remembered().get("run." + run);
    }

    private static String id(RunQueue runQueue) {
        return Objects.requireNonNull(runQueue.serverId, "a run's start is missing");
    }

    private void forgetWhenDone(RunQueue runQueue) {
        if (runQueue.isEmpty() || runQueue.oldest() == Long.MAX_VALUE) {
            runQueues.remove(runQueue.run);
        }
    }

    private void refuse(RunQueue runQueue, String reason) {
        runQueue.refusal = reason;
        queue.remember("refused." + runQueue.run, reason);
        awaited.remove(runQueue.run);
        if (runQueue.info != null) {
            runQueue.info.completeExceptionally(new ClientException("RUN_REFUSED", 0, reason, null));
        }
    }

    private void refuseAll(RunQueue runQueue, String reason) {
        while (!runQueue.isEmpty()) {
            Backlog backlog = runQueue.next();
            while (!backlog.isEmpty()) {
                deadLetter(backlog, runQueue.serverId, reason);
            }
            runQueue.tidy(System.nanoTime());
        }
    }

    private void delivered(Backlog backlog, int count) {
        for (int i = 0; i < count; i++) {
            release(backlog.remove());
        }
        deliveryStats.delivered.addAndGet(count);
    }

    private void deadLetter(Backlog backlog, @Nullable String runId, String reason) {
        reject(Objects.requireNonNull(backlog.peek()), runId, reason);
        release(backlog.remove());
    }

    private void reject(Entry entry, @Nullable String runId, String reason) {
        String text = RecordText.of(entry.payload()) + (runId == null ? "" : ", run " + runId);
        queue.deadLetter(entry, text, reason);
        System.Logger.Level level =
                deliveryStats.deadLettered.get() == 0 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
        LOG.log(
                level,
                () -> "the server rejected '" + text + "'; it is kept in "
                        + queue.directory().resolve("dead-letter.jsonl") + ": " + reason);
        deliveryStats.refused(reason);
    }

    private void release(Entry entry) {
        held--;
        heldBytes -= entry.payload().length;
    }

    /** Moves the mark to before the oldest record that is not done. */
    private void acknowledge() {
        long oldest = Long.MAX_VALUE;
        for (RunQueue runQueue : active) {
            oldest = Math.min(oldest, runQueue.oldest());
        }
        long done = oldest == Long.MAX_VALUE ? read : oldest - 1;
        if (done > doneThrough.get()) {
            queue.acknowledge(done, done - doneThrough.get()); // all that were not given to deadLetter
            doneThrough.set(done);
        }
    }
}
