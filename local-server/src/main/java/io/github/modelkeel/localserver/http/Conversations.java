package io.github.modelkeel.localserver.http;

import java.net.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The threads that serve connections, one each, and the thread that ends those whose client has stalled. A client that stops in
 * mid-request occupies a thread; it is cut off after {@code timeout}, and at once when no other thread is left. An idle connection
 * is closed after 30 seconds, or when its thread is needed. Safe for use by multiple threads.
 */
public final class Conversations implements AutoCloseable {
    private static final int CORE_THREADS = 8;
    private static final int MAX_THREADS = 256;

    private static final int CLOSE_SECONDS = 5;

    private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** When every thread is busy, a client that has taken less time than this is not cut off. */
    private static final long MIN_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long IDLE_TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private final Thread watch;
    private final long timeoutNanos;
    private volatile boolean closed;

    public Conversations(String name, long timeoutNanos) {
        this.timeoutNanos = timeoutNanos;
        this.threads = threads(name);
        this.watch = new Thread(this::watch, name + "-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Serves a connection on a thread of its own, and closes it. */
    public void start(Socket socket, Consumer<Conversation> service) {
        Conversation conversation = new Conversation(socket);
        open.add(conversation);
        boolean started = false;
        try {
            threads.execute(() -> serve(conversation, service));
            started = true;
        } finally {
            if (!started) { // no memory for one more thread
                end(conversation);
            }
        }
        LockSupport.unpark(watch);
        if (closed) {
            conversation.close();
        }
    }

    private void serve(Conversation conversation, Consumer<Conversation> service) {
        LockSupport.unpark(watch);
        try {
            service.accept(conversation);
        } finally {
            end(conversation);
        }
    }

    private void end(Conversation conversation) {
        open.remove(conversation);
        conversation.close();
    }

    /** Whether connections wait for a thread, so that none may be kept for a request that may never come. */
    boolean areCrowded() {
        return closed || !threads.getQueue().isEmpty();
    }

    /** How many requests are being answered. */
    public int answering() {
        return (int) open.stream().filter(Conversation::isAnswering).count();
    }

    private void watch() {
        while (!closed) {
            try {
                look();
            } catch (OutOfMemoryError e) {
                // of the application beside it, as a rule: this thread lasts as long as the server
                LockSupport.parkNanos(this, TICK_NANOS);
            }
        }
    }

    private void look() {
        boolean busy = !threads.getQueue().isEmpty();
        long now = System.nanoTime();
        for (Conversation conversation : open) {
            boolean idle = conversation.isIdle();
            busy |= !idle;
            if (conversation.stalledNanos(now) > (idle ? MAX_IDLE_NANOS : timeoutNanos)) {
                conversation.cut();
            }
        }
        makeRoom(now);
        if (open.isEmpty()) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, busy ? TICK_NANOS : IDLE_TICK_NANOS);
        }
    }

    /** Ends as many connections as wait for a thread: idle ones first, then those that have moved the fewest bytes in their time. */
    private void makeRoom(long now) {
        int waiting = threads.getQueue().size();
        if (waiting == 0) {
            return;
        }
        List<Conversation> slowest = open.stream()
                .filter(conversation -> conversation.ageNanos(now) > MIN_AGE_NANOS)
                .sorted(Comparator.comparing((Conversation conversation) -> !conversation.isIdle())
                        .thenComparingDouble(conversation -> conversation.bytesPerNano(now)))
                .toList();
        for (Conversation conversation : slowest) {
            waiting -= conversation.cut() ? 1 : 0;
            if (waiting <= 0) {
                return;
            }
        }
    }

    /** Starts a thread for each connection that finds none idle; beyond the most there may be, connections wait. */
    private static ThreadPoolExecutor threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                CORE_THREADS,
                MAX_THREADS,
                30,
                TimeUnit.SECONDS,
                new HandOver(),
                task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, pool) -> pool.getQueue().add(task));
    }

    /**
     * Ends all connections, those of requests that are being answered too, and waits up to five seconds until their threads have
     * cleared away what they held, such as the part of an upload.
     */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
        threads.shutdown();
        open.forEach(Conversation::close);
        try {
            threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A queue that takes a task only when a thread waits for one, so that the pool grows before it queues. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        @Override
        public boolean add(Runnable task) {
            put(task);
            return true;
        }
    }
}
