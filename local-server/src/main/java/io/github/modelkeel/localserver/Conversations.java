package io.github.modelkeel.localserver;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that serve requests, and the thread that ends the connections of clients that have stalled. The JDK's HTTP
 * server reads heads and bodies with blocking calls on these threads, so a client that stops in mid-request occupies
 * one; it is cut off after {@code timeout}, and at once when no other thread is left. Safe for use by multiple threads.
 */
final class Conversations implements Executor, AutoCloseable {
    private static final int CORE_THREADS = 8;
    private static final int MAX_THREADS = 128;

    /** When every thread is busy, a client that has taken less time than this is not cut off. */
    private static final long MIN_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private final Thread watch;
    private final long timeoutNanos;
    private volatile boolean closed;

    Conversations(String name, long timeoutNanos) {
        this.timeoutNanos = timeoutNanos;
        this.threads = threads(name);
        this.watch = new Thread(this::watch, name + "-watch");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> {
            Conversation conversation = Conversation.begin();
            open.add(conversation);
            LockSupport.unpark(watch);
            try {
                task.run();
            } finally {
                open.remove(conversation);
                conversation.end();
            }
        });
        LockSupport.unpark(watch);
    }

    private void watch() {
        while (!closed) {
            if (open.isEmpty()) {
                LockSupport.park(this);
            } else {
                cutStalled(System.nanoTime());
                LockSupport.parkNanos(this, TICK_NANOS);
            }
        }
    }

    private void cutStalled(long now) {
        for (Conversation conversation : open) {
            if (conversation.stalledNanos(now) > timeoutNanos) {
                conversation.cut();
            }
        }
        int waiting = threads.getQueue().size();
        if (waiting > 0) {
            List<Conversation> slowest = open.stream()
                    .filter(conversation -> conversation.ageNanos(now) > MIN_AGE_NANOS)
                    .sorted(Comparator.comparingDouble(conversation -> conversation.bytesPerNano(now)))
                    .toList();
            for (Conversation conversation : slowest) {
                waiting -= conversation.cut() ? 1 : 0;
                if (waiting <= 0) {
                    return;
                }
            }
        }
    }

    /** Starts a thread for each task that finds none idle; beyond the most there may be, tasks wait. */
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

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
        threads.shutdown();
        open.forEach(Conversation::cut);
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
