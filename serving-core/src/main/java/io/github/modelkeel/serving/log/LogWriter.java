package io.github.modelkeel.serving.log;

import io.github.modelkeel.client.internal.DaemonThreads;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.serving.log.LogEntry.Answered;
import io.github.modelkeel.serving.log.LogEntry.Inputs;
import io.github.modelkeel.serving.log.LogEntry.Outcome;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.Provenance;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is to be logged, without waiting, and writes it on a thread of its own, every 20 milliseconds. What cannot be taken or written is
 * counted; a fault is logged when it starts and when it is over. Safe for use by multiple threads.
 */
public final class LogWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");
    private static final long PAUSE = Duration.ofMillis(20).toNanos();
    private static final long PAUSE_AFTER_FAULT = Duration.ofSeconds(1).toNanos();
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final int BLOCK = 1 << 16;

    /** Characters of long texts that may wait, so that a full disk or a slow one does not take the memory. */
    private static final long MAX_TEXT = 1 << 25;

    private final String uri;
    private final RowSample sample;
    private final LogFiles files;
    private final LineFormat format;
    private final TimeSource time;
    private final BoundedQueue<LogEntry> queue;
    private final LogCounts counts = new LogCounts();
    private final AtomicBoolean refusedOne = new AtomicBoolean();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong waitingText = new AtomicLong();
    private final JsonLine lines = new JsonLine();
    private final Thread thread;
    private volatile boolean closed;
    private long waiting;
    private boolean faulty;
    private long faultAt;

    private LogWriter(LogSettings settings, String uri, TimeSource time, LogFiles.Opener opener) {
        this.uri = uri;
        this.sample = new RowSample(settings.sample());
        this.files = new LogFiles(settings, uri, time, opener);
        this.format = new LineFormat(settings.fields());
        this.time = time;
        this.queue = new BoundedQueue<>(settings.queueRows());
        this.thread = DaemonThreads.of("modelkeel-log " + uri, this::run);
    }

    /** Starts to write. */
    public static LogWriter start(LogSettings settings, String uri, TimeSource time) {
        return start(settings, uri, time, LogFile::create);
    }

    static LogWriter start(LogSettings settings, String uri, TimeSource time, LogFiles.Opener opener) {
        LogWriter writer = new LogWriter(settings, uri, time, opener);
        writer.thread.start();
        return writer;
    }

    /** What became of the lines. */
    public LogCounts counts() {
        return counts;
    }

    /** Which rows are logged. */
    public RowSample sample() {
        return sample;
    }

    /**
     * Takes an answered row.
     *
     * @param columns the model's columns
     * @param values the value of each, or null when they are not known; not changed any more
     * @return its id, or null when there is no room
     */
    public @Nullable EntryId answered(
            List<Column> columns,
            @Nullable Object @Nullable [] values,
            Provenance provenance,
            double value,
            @Nullable Output output) {
        EntryId id = new EntryId(files.log(), numbers.incrementAndGet());
        Inputs inputs = new Inputs(columns, values);
        boolean taken = offer(new Answered(id, time.wall().millis(), inputs, provenance, value, output));
        return taken ? id : null;
    }

    /** Takes what became of a row; false when there is no room. */
    public boolean outcome(String id, Object actual) {
        return offer(new Outcome(id, time.wall().millis(), actual));
    }

    private boolean offer(LogEntry entry) {
        long text = entry.textLength();
        boolean fits = text == 0 || waitingText.addAndGet(text) <= MAX_TEXT;
        boolean taken = fits && !closed && queue.offer(entry);
        if (!taken) {
            counts.queueFull();
            release(text);
        }
        return taken;
    }

    private void release(long text) {
        if (text > 0) {
            waitingText.addAndGet(-text);
        }
    }

    private void run() {
        attempt(files::start);
        while (!closed) {
            writeAll();
            attempt(files::endIfOld);
            LockSupport.parkNanos(this, PAUSE);
        }
        writeAll();
        attempt(files::end);
    }

    /** Writes what is in the queue. */
    private void writeAll() {
        for (LogEntry entry = queue.poll(); entry != null; entry = queue.poll()) {
            if (faulty && time.nanos().getAsLong() - faultAt < PAUSE_AFTER_FAULT && !closed) {
                counts.failed(1);
            } else {
                add(entry);
            }
            release(entry.textLength());
        }
        write(lines.size());
    }

    private void add(LogEntry entry) {
        int before = lines.size();
        try {
            format.entry(entry, lines);
        } catch (RuntimeException | VirtualMachineError e) { // too little memory for one line must not end the log
            lines.cutTo(before);
            refused(e.toString());
            return;
        }
        int length = lines.size() - before;
        if (length > files.limit() / 2) {
            lines.cutTo(before);
            refused("it has " + length + " bytes, and half a file may have " + files.limit() / 2);
            return;
        }
        if (!files.hasRoom(lines.size())) {
            write(before);
            attempt(files::end);
        }
        waiting++;
        if (lines.size() >= BLOCK) {
            write(lines.size());
        }
    }

    /** Counts a row whose values could not be read for the log. */
    public void unreadable(RuntimeException e) {
        refused("its row cannot be read: " + e);
    }

    private void refused(String why) {
        counts.failed(1);
        LOG.log(
                refusedOne.getAndSet(true) ? Level.DEBUG : Level.WARNING,
                "the prediction log of " + uri + " leaves out a line: " + why + " (further ones are counted only)");
    }

    /** Writes the first bytes, which are whole lines. */
    private void write(int length) {
        if (length == 0) {
            return;
        }
        long count = waiting;
        waiting = 0;
        boolean written = attempt(() -> files.append(lines.content(length), this::firstLine));
        lines.dropFirst(length);
        if (!written) {
            counts.failed(count);
            return;
        }
        counts.written(count);
        if (faulty) {
            faulty = false;
            LOG.log(
                    Level.INFO,
                    "the prediction log of " + uri + " is written again; " + counts.failed()
                            + " lines could not be written so far");
        }
    }

    private ByteBuffer firstLine(long millis) {
        JsonLine line = new JsonLine();
        format.start(millis, files.log(), line);
        return line.content(line.size());
    }

    private interface Work {
        void run() throws IOException;
    }

    private boolean attempt(Work work) {
        try {
            work.run();
            return true;
        } catch (IOException | RuntimeException | VirtualMachineError e) {
            fault(e);
            return false;
        }
    }

    private void fault(Throwable e) {
        faultAt = time.nanos().getAsLong();
        LOG.log(
                faulty ? Level.DEBUG : Level.WARNING,
                "the prediction log of " + uri + " cannot be written, and lines are lost: " + e,
                e);
        faulty = true;
    }

    /** Writes what is in the queue and ends; waits for that, but not longer than five seconds. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        long end = System.nanoTime() + CLOSE_WITHIN.toNanos();
        try {
            thread.join(CLOSE_WITHIN.toMillis());
            files.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
