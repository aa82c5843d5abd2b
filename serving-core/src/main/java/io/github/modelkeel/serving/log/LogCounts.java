package io.github.modelkeel.serving.log;

import java.util.concurrent.atomic.LongAdder;

/** What became of lines. Safe for use by multiple threads. */
public final class LogCounts {
    private final LongAdder written = new LongAdder();
    private final LongAdder queueFull = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void written(long lines) {
        written.add(lines);
    }

    void queueFull() {
        queueFull.increment();
    }

    void failed(long lines) {
        failed.add(lines);
    }

    /** Lines that are in a file. */
    public long written() {
        return written.sum();
    }

    /** Lines that found no room in the queue. */
    public long noRoom() {
        return queueFull.sum();
    }

    /** Lines that could not be written. */
    public long failed() {
        return failed.sum();
    }

    /** Lines that are in no file. */
    public long lost() {
        return noRoom() + failed();
    }
}
