package io.github.modelkeel.serving.log;

import io.github.modelkeel.client.internal.DaemonThreads;
import io.github.modelkeel.serving.time.TimeSource;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The files of this process, one after another. What takes long, which is completing files of ended processes, compressing and deleting, is
 * done on a thread of its own. For one thread, but for {@link #close(Duration)}.
 */
final class LogFiles {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int UNIQUE = 12;

    /** More than the first line of a file takes. */
    private static final int FIRST_LINE = 256;

    /** Makes a file. */
    interface Opener {
        LogFile open(Path path) throws IOException;
    }

    private final Path path;
    private final LogSettings.Files limits;
    private final TimeSource time;
    private final Opener opener;
    private final String log = UUID.randomUUID().toString().replace("-", "").substring(0, UNIQUE);
    private final String process;
    private final ThreadPoolExecutor later;
    private volatile @Nullable Path open;
    private volatile @Nullable LogDirectory directory;
    private @Nullable LogFile file;
    private @Nullable ProcessLock lock;
    private long openedAt;
    private int number;

    LogFiles(LogSettings settings, String uri, TimeSource time, Opener opener) {
        this.path = settings.directory();
        this.limits = settings.files();
        this.time = time;
        this.opener = opener;
        this.process = "predictions-" + START.format(time.wall().instant()) + "-" + log;
        this.later = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("modelkeel-log-files " + uri));
        later.allowCoreThreadTimeOut(true);
    }

    /** The unique part of the files' names. */
    String log() {
        return log;
    }

    /** What a file may hold at most. */
    long limit() {
        return limits.rotateBytes();
    }

    /** Makes the directory and completes what ended processes left; does nothing the second time. */
    void start() throws IOException {
        started();
    }

    private LogDirectory started() throws IOException {
        LogDirectory known = directory;
        if (known != null) {
            return known;
        }
        LogDirectory made = LogDirectory.make(path);
        lock = ProcessLock.make(made.lock(process));
        directory = made;
        later("completing the files of ended processes", () -> {
            made.recover(limits.gzip());
            deleteOldest();
        });
        return made;
    }

    /** Whether that many bytes may be added to the open file. */
    boolean hasRoom(int bytes) {
        LogFile current = file;
        return (current == null ? FIRST_LINE : current.size()) + bytes <= limits.rotateBytes();
    }

    /**
     * Adds whole lines to the open file, or to a new one.
     *
     * @param firstLine what a new file starts with
     */
    void append(ByteBuffer lines, LongFunction<ByteBuffer> firstLine) throws IOException {
        LogFile current = file;
        if (current == null) {
            current = create(started(), firstLine);
        }
        try {
            current.append(lines);
        } catch (LogFile.TornException e) {
            abandon(current);
            throw e;
        }
    }

    private LogFile create(LogDirectory in, LongFunction<ByteBuffer> firstLine) throws IOException {
        LogFile made;
        try {
            made = opener.open(in.file(process, ++number));
        } catch (NoSuchFileException e) {
            forgetDirectory();
            throw e;
        }
        try {
            made.append(firstLine.apply(time.wall().millis()));
        } catch (IOException e) {
            abandon(made);
            throw e;
        }
        file = made;
        open = made.path();
        openedAt = time.nanos().getAsLong();
        later("deleting the oldest files", this::deleteOldest);
        return made;
    }

    /** The directory is gone, and with it the lock: both are made again for the next file. */
    private void forgetDirectory() throws IOException {
        ProcessLock held = lock;
        lock = null;
        directory = null;
        if (held != null) {
            held.close();
        }
    }

    /** Ends the open file if it is old enough. */
    void endIfOld() throws IOException {
        if (file != null
                && time.nanos().getAsLong() - openedAt >= limits.rotateAfter().toNanos()) {
            end();
        }
    }

    /** Ends the open file, if there is one. */
    void end() throws IOException {
        LogFile ended = file;
        if (ended == null) {
            return;
        }
        file = null;
        open = null;
        ended.close();
        later("compressing " + ended.path(), () -> {
            if (limits.gzip()) {
                LogDirectory.compressIfThere(ended.path());
            }
            deleteOldest();
        });
    }

    /** A file that may end within a line: it is completed at the end, and nothing is written behind it. */
    private void abandon(LogFile torn) {
        file = null;
        open = null;
        try {
            torn.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing " + torn.path() + " failed", e);
        }
    }

    private void deleteOldest() throws IOException {
        LogDirectory in = directory;
        if (in != null) {
            in.deleteOldest(limits.totalBytes(), open, limits.rotateBytes());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void later(String what, Work work) {
        later.execute(() -> {
            try {
                work.run();
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "prediction log: " + what + " failed: " + e, e);
            }
        });
    }

    /** Waits for what is done later, up to a time; it ends nevertheless, if the JVM lives on. */
    void close(Duration limit) throws InterruptedException {
        ProcessLock held = lock;
        LogDirectory in = directory;
        if (held != null && in != null) {
            later("completing files", () -> {
                in.recover(process, limits.gzip()); // where this fails, the lock stays and the next start does it
                held.close();
            });
        }
        later.shutdown();
        later.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
