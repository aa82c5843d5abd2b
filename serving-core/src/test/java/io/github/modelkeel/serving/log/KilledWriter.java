package io.github.modelkeel.serving.log;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.Provenance;
import io.github.modelkeel.serving.version.Reason;
import io.github.modelkeel.serving.version.VersionId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that logs until it is killed. In a file that survives it, it keeps how many rows it had logged, how many of them more than 100
 * milliseconds before the last, and how many counted as written.
 */
final class KilledWriter {
    private static final Provenance HOUSE = new Provenance(new VersionId("house", 3, "", "digest"), null, Reason.LIVE);

    private KilledWriter() {}

    /** Logs to a directory; the arguments are it, the file, the first number, and whether files are compressed. */
    public static void main(String[] arguments) throws IOException {
        LogSettings settings = new LogSettings(
                Path.of(arguments[0]),
                new LogSettings.Sample(1, null),
                new LogSettings.Files(1 << 18, Duration.ofHours(1), 1L << 30, Boolean.parseBoolean(arguments[3])),
                new LogSettings.Fields(true, Set.of(), Set.of(), new byte[0]),
                1 << 16);
        LogWriter writer = LogWriter.start(settings, "models:/house", TimeSource.real());
        List<Column> columns = List.of(Column.number("number"), Column.text("text"));
        long first = Long.parseLong(arguments[2]);
        try (RandomAccessFile file = new RandomAccessFile(arguments[1], "rw")) {
            MappedByteBuffer progress = file.getChannel().map(MapMode.READ_WRITE, 0, 3 * Long.BYTES);
            long[] times = new long[1 << 20];
            int safe = 0;
            for (int i = 0; i < times.length; i++) {
                Object[] values = {first + i, "text " + (first + i) + " " + "x".repeat(i % 300)};
                progress.putLong(0, i + 1);
                if (writer.answered(columns, values, HOUSE, i, null) == null) {
                    throw new IllegalStateException("the queue is full");
                }
                times[i] = System.nanoTime();
                while (times[i] - times[safe] > Duration.ofMillis(100).toNanos()) {
                    safe++;
                }
                progress.putLong(Long.BYTES, safe);
                progress.putLong(2 * Long.BYTES, writer.counts().written());
                if (i % 8 == 7) { // some thousands a second, from a JVM that has just started
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }
    }
}
