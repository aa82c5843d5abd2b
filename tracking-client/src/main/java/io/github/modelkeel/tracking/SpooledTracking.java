package io.github.modelkeel.tracking;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.tracking.async.AbandonedSpools;
import io.github.modelkeel.tracking.async.Delivery;
import io.github.modelkeel.tracking.async.DeliveryStats;
import io.github.modelkeel.tracking.async.Patience;
import io.github.modelkeel.tracking.async.Requests;
import io.github.modelkeel.tracking.async.Sender;
import io.github.modelkeel.tracking.async.SpoolAddress;
import io.github.modelkeel.tracking.record.RecordWriter;
import io.github.modelkeel.tracking.record.RunStart;
import io.github.modelkeel.tracking.request.ServerRun;
import io.github.modelkeel.tracking.spool.DurableQueue;
import io.github.modelkeel.tracking.spool.SpoolSettings;
import io.github.modelkeel.tracking.spool.Stats;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A tracker's spool and its sender, from opening to closing. Safe for use by multiple threads. */
final class SpooledTracking {
    private static final System.Logger LOG = System.getLogger(SpooledTracking.class.getName());
    private static final Duration STOP = Duration.ofMillis(300);

    private final ClientConfig config;
    private final AsyncLogging settings;
    private final Connection connection;
    private final DurableQueue queue;
    private final DeliveryStats deliveryStats = new DeliveryStats();
    private final Delivery delivery;
    private final Sender sender;
    private final Thread hook = new Thread(this::deliverAtExit, "modelkeel-shutdown");
    private final AtomicLong runs = new AtomicLong();
    private final ReentrantLock closing = new ReentrantLock();
    private volatile boolean closed;
    private volatile boolean exiting;
    private volatile boolean hookHasRun;
    private final AtomicBoolean lateSaid = new AtomicBoolean();
    private volatile @Nullable FlushResult last;

    private SpooledTracking(ClientConfig config, AsyncLogging settings, Connection connection) {
        this.config = config;
        this.settings = settings;
        this.connection = connection;
        SpoolSettings spool = settings.spoolSettings(config);
        Map<String, String> header = SpoolAddress.header(config);
        this.queue = DurableQueue.create(spool, header);
        Requests requests = new Requests(connection);
        this.delivery = new Delivery(queue, requests, deliveryStats, false, settings.maxAge());
        this.sender =
                new Sender(delivery, new AbandonedSpools(spool, header, requests, settings.maxAge()), settings.pace());
    }

    static SpooledTracking open(ClientConfig config, AsyncLogging settings) {
        Connection connection = Connection.openExisting(config);
        boolean opened = false;
        try {
            SpooledTracking tracking = new SpooledTracking(config, settings, connection);
            tracking.sender.start();
            opened = true;
            tracking.addHook();
            return tracking;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /** Whether the server may have pages, as far as its answers have said. */
    boolean hasPages() {
        return connection.tracking().hasPages();
    }

    private void addHook() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) { // the JVM is ending: another hook opened this tracker
            LOG.log(System.Logger.Level.DEBUG, "opened while the JVM ends", e);
            exiting = true;
            hookHasRun = true; // there will be none
            queue.writeThrough();
        }
    }

    long now() {
        return settings.clock.millis();
    }

    /**
     * A run in the spool.
     *
     * @param number its number within the spool
     * @param info what the server calls it, once it is there
     */
    record Begun(long number, CompletableFuture<ServerRun> info) {}

    /** Starts a run that will be created by the sender. */
    Begun start(RunStart start) {
        connection.create(); // an embedded server that cannot be started is an error here, not later in the background
        long run = runs.incrementAndGet();
        CompletableFuture<ServerRun> info = delivery.await(run);
        append(start.toRecord(run), false);
        return new Begun(run, info);
    }

    /** Resumes a run that should exist, which the sender will find out. */
    Begun resume(String runId) {
        long run = runs.incrementAndGet();
        return resume(run, runId, delivery.await(run));
    }

    /** Resumes a run that exists. */
    Begun resume(ServerRun known) {
        return resume(runs.incrementAndGet(), known.id(), CompletableFuture.completedFuture(known));
    }

    private Begun resume(long run, String runId, CompletableFuture<ServerRun> info) {
        append(RecordWriter.resumption(run, now(), runId), false);
        return new Begun(run, info);
    }

    /** Takes a record and returns its sequence number; -1 when there was no room for it, which is counted. */
    long append(byte[] record, boolean droppable) {
        ensureOpen();
        long sequence = queue.append(record, droppable);
        if (sequence < 0) {
            ensureOpen(); // closed meanwhile: not a lack of room
        }
        if (hookHasRun
                && lateSaid.compareAndSet(false, true)) { // after the append: the hook counted it, or it is said here
            warn("what is logged from here on, while the JVM ends, is kept in " + queue.directory()
                    + ". What is not delivered in time the next tracker of this server delivers, or: "
                    + recoverCommand());
        }
        sender.appended();
        return sequence;
    }

    private void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("this tracker is closed");
        }
    }

    long artifactLimit() {
        return settings.spooledArtifactBytes();
    }

    /** Waits for what the server calls a run: as long as the settings say, and only a moment once an attempt has failed. */
    ServerRun await(CompletableFuture<ServerRun> info, String name) {
        Patience patience = new Patience(settings.serverTimeout());
        while (true) {
            try {
                return info.get(patience.slice(deliveryStats.fault() != null), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (patience.isOver(deliveryStats.fault() != null)) {
                    throw notYet("the run '" + name + "' has no id yet", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClientException("INTERRUPTED", 0, "interrupted while waiting for the id of a run", e);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                String reason = cause == null ? e.toString() : String.valueOf(cause.getMessage());
                throw new ClientException("RUN_REFUSED", 0, reason, cause);
            }
        }
    }

    private ServerUnavailableException notYet(String what, @Nullable Throwable cause) {
        String reason = deliveryStats.fault();
        return new ServerUnavailableException(
                "RUN_NOT_CREATED_YET",
                0,
                "RUN_NOT_CREATED_YET: " + what + (reason == null ? "" : ": " + reason)
                        + ". What is logged asynchronously is kept and delivered later; how long such a call waits is"
                        + " AsyncLogging.Builder.serverTimeout, now " + settings.serverTimeout(),
                cause);
    }

    /** Waits until the server has everything, as well as it can. */
    void settle() {
        delivered(queue.lastSequence());
    }

    /** Waits until the server has what was logged up to a record, or says that it has not. */
    void settleThrough(long sequence) {
        if (!delivered(sequence)) {
            throw notYet("artifacts that were logged before are still in the spool", null);
        }
    }

    private boolean delivered(long sequence) {
        Patience patience = new Patience(config.requestTimeout());
        queue.sync(Duration.ofNanos(
                patience.slice(deliveryStats.fault() != null))); // written now, so that it can be read now
        while (delivery.doneThrough() < sequence && !patience.isOver(deliveryStats.fault() != null)) {
            try {
                sender.await(sequence, Duration.ofNanos(patience.slice(deliveryStats.fault() != null)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return delivery.doneThrough() >= sequence;
    }

    boolean sync(Duration timeout) {
        return queue.sync(timeout); // once closed, whether closing could write everything
    }

    FlushResult flush(Duration timeout) {
        FlushResult result = last;
        if (closed && result != null) {
            return result;
        }
        long target = queue.lastSequence();
        boolean interrupted = false;
        long end = System.nanoTime() + timeout.toNanos();
        try {
            queue.sync(timeout); // written now, so that it can be read now
            sender.await(target, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        FlushResult now = result(target);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return now;
    }

    private FlushResult result(long target) {
        long waiting = Math.max(0, target - delivery.doneThrough());
        Stats stats = queue.stats();
        long pending = Math.min(waiting, pending(stats));
        boolean onDisk = pending > 0 && queue.sync(Duration.ofMillis(200));
        String error = deliveryStats.firstRefusal();
        if (error == null && stats.dropped() > 0) {
            error = stats.dropped() + " metrics found no room in the spool and were dropped"
                    + (stats.lastFault() == null ? "" : ": " + stats.lastFault());
        }
        if (error == null && pending > 0) {
            String fault = deliveryStats.fault();
            error = fault == null ? "there was no time to deliver everything" : fault;
        }
        return new FlushResult(
                deliveryStats.delivered.get(),
                onDisk && !stats.degraded() ? pending : 0,
                deliveryStats.deadLettered.get(),
                stats.dropped(),
                pending,
                error);
    }

    private long pending(Stats stats) {
        return Math.max(
                0,
                stats.accepted() - stats.dropped() - deliveryStats.delivered.get() - deliveryStats.deadLettered.get());
    }

    AsyncLogging.Counters counters() {
        return new SpoolCounters(queue, deliveryStats);
    }

    Duration closeTimeout() {
        return settings.closeTimeout();
    }

    FlushResult close(Duration timeout) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "closed while the JVM ends", e);
            exiting = true;
        }
        return end(timeout);
    }

    /**
     * Delivers what the time allows. Nothing is closed: hooks of others, and threads that still run, may log until the JVM is gone. From
     * here on each record is on disk before its call returns, and the threads of the spool, daemons, last as long as the JVM.
     */
    private void deliverAtExit() {
        exiting = true;
        queue.writeThrough();
        if (last != null) {
            return;
        }
        flush(settings.shutdownTimeout());
        if (last == null) { // else another thread closed it meanwhile, and said what is left
            queue.sync(STOP);
            hookHasRun = true;
            report(result(queue.lastSequence()));
        }
    }

    private FlushResult end(Duration timeout) {
        closing.lock();
        try {
            if (last != null) {
                return last;
            }
            closed = true;
            FlushResult result = flush(timeout);
            if (!sender.stop(connection::cancel, STOP)) {
                LOG.log(System.Logger.Level.WARNING, "the sender is still in a request; it ends with it");
            }
            delivery.abandon(new ClientException(
                    "RUN_NOT_CREATED_YET", 0, "the tracker was closed before the server had the run", null));
            queue.close();
            connection.close();
            if (!result.isComplete()
                    || queue.lastSequence() > delivery.doneThrough()) { // or logged by another thread meanwhile
                result = result(queue.lastSequence());
            }
            last = result;
            report(result);
            return result;
        } finally {
            closing.unlock();
        }
    }

    private void report(FlushResult result) {
        if (result.pending() > 0) {
            warn(result.pending() + " records wait in the spool for " + config.trackingUri()
                    + " (" + result.firstError() + "). The next tracker of this server delivers them, or: "
                    + recoverCommand());
        } else if (result.deadLettered() > 0) {
            warn(result.deadLettered() + " records were rejected by the server and are kept in " + queue.directory()
                    + " (" + result.firstError() + ")");
        }
    }

    /** At the end of the JVM to standard error: the JDK's logging has closed its handlers by then. */
    private void warn(String line) {
        if (exiting) {
            System.err.println("modelkeel: " + line);
        } else {
            LOG.log(System.Logger.Level.WARNING, line);
        }
    }

    /** Java that delivers what is left; {@code config} is the configuration this tracker was opened with. */
    String recoverCommand() {
        String path = queue.directory().toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return "Spool.recover(config, Path.of(\"" + path + "\"))";
    }
}
