package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.TransferListener;
import io.github.modelkeel.client.TransferListener.Direction;
import io.github.modelkeel.client.TransferListener.Progress;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Files that one call moves together: their progress, and the word to stop. Safe for use by multiple threads. */
final class TransferBatch {
    private static final System.Logger LOG = System.getLogger(TransferBatch.class.getName());
    private static final AtomicBoolean LISTENER_FAILED = new AtomicBoolean();

    private final @Nullable TransferListener listener;
    private final Direction direction;
    private final int files;
    private final AtomicInteger filesDone = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);

    TransferBatch(@Nullable TransferListener listener, Direction direction, int files) {
        this.listener = listener;
        this.direction = direction;
        this.files = files;
    }

    /** Lets what is under way end soon. */
    void stop() {
        stopped.countDown();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Fails when the batch was stopped; asked before every attempt. */
    void ensureGoing(String call) throws FailedAttempt {
        if (isStopped()) {
            throw FailedAttempt.fatal(new ClientException("CANCELLED", 0, "CANCELLED " + call, null));
        }
    }

    /** Waits between two attempts; true when the batch is stopped. */
    boolean pause(long millis) throws InterruptedException {
        return stopped.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Starts to count the bytes of a file. */
    Counter counter(String path, long size) {
        return new Counter(path, size);
    }

    private void tell(String path, long bytes, long size) {
        if (listener == null) {
            return;
        }
        try {
            listener.onProgress(new Progress(direction, path, bytes, size, filesDone.get(), files));
        } catch (RuntimeException e) {
            if (!LISTENER_FAILED.getAndSet(true)) {
                LOG.log(System.Logger.Level.WARNING, "a transfer listener failed; further failures are not logged", e);
            }
        }
    }

    /** The bytes of one file. Its parts may be moved by several threads. */
    final class Counter {
        private final String path;
        private final long size;
        private final AtomicLong bytes = new AtomicLong();

        private Counter(String path, long size) {
            this.path = path;
            this.size = size;
        }

        /** Some more bytes have moved; fails when the batch was stopped. */
        void moved(long more) throws IOException {
            if (isStopped()) {
                throw new IOException("stopped, because another file failed");
            }
            tell(path, bytes.addAndGet(more), size);
        }

        /** A broken attempt moved these bytes in vain. */
        void lost(long vain) {
            bytes.addAndGet(-vain);
        }

        void done() {
            filesDone.incrementAndGet();
            long all = size < 0 ? bytes.get() : size;
            tell(path, all, all);
        }
    }
}
