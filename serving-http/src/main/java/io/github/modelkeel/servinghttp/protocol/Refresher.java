package io.github.modelkeel.servinghttp.protocol;

import java.util.concurrent.atomic.AtomicInteger;

/** Does a work on a thread of its own, at most one at a time: what is asked for while it runs is done again after it. */
final class Refresher {
    private static final System.Logger LOG = System.getLogger(Refresher.class.getName());

    private final Runnable work;
    private final AtomicInteger asked = new AtomicInteger();

    Refresher(Runnable work) {
        this.work = work;
    }

    /** Returns at once. */
    void request() {
        if (asked.getAndIncrement() == 0) {
            Thread thread = new Thread(this::run, "modelkeel-http-refresh");
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                asked.set(0); // the next event tries again
                throw e;
            }
        }
    }

    private void run() {
        int seen;
        do {
            seen = asked.get();
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "a refresh failed; the next event tries again", e);
            }
        } while (asked.addAndGet(-seen) != 0);
    }
}
