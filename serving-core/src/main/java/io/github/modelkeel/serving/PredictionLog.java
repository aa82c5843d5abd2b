package io.github.modelkeel.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.serving.log.LogSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a predictor writes down each row that it answered: a JSON line with the time, an id, the version that answered and why that one, the
 * values as the caller gave them, and what was predicted. It is the audit trail, and the current data of a drift report. By default: every row, all
 * columns, a new file after 64 MiB or an hour, at most 1 GiB, files that have ended compressed. Immutable: each method gives another log.
 *
 * <p><b>Never in the way.</b> A call puts its row into a queue and returns; a thread of its own writes what waits every 20 milliseconds. A
 * full queue, a full disk and a directory that cannot be written cost lines, which are counted ({@link PredictorStatus#lostLogLines()}, the meter
 * {@code ml.prediction.log}) and logged once, and never a prediction.
 *
 * <p><b>Whole lines.</b> Each process has files of its own ({@code predictions-START-UNIQUE-NUMBER.jsonl}), so that any number may share a directory.
 * What a process that was killed left is completed by the next one that starts there: a line that was cut is taken away. What was answered in the
 * last 100 milliseconds before {@code kill -9} may be missing; after the end of the machine what the operating system had not written may be
 * missing too.
 */
public final class PredictionLog {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");
    private static final long MIN_BYTES = 16 * 1024;
    private static final int MAX_ONE_IN = 1_000_000;
    private static final int MAX_QUEUE = 1 << 24;
    private static final int MIN_KEY = 16;

    private final LogSettings settings;

    private PredictionLog(LogSettings settings) {
        this.settings = settings;
    }

    /**
     * A log in a directory.
     *
     * @param directory it is made, for its owner alone, if it is not there; nothing in it is touched but the log's own files
     * @return a log with the defaults
     */
    public static PredictionLog to(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return new PredictionLog(new LogSettings(
                directory,
                new LogSettings.Sample(1, null),
                new LogSettings.Files(64L << 20, Duration.ofHours(1), 1L << 30, true),
                new LogSettings.Fields(true, Set.of(), Set.of(), new byte[0]),
                1 << 14));
    }

    /**
     * Writes one row in a number of them, by chance.
     *
     * @param rows 1 to 1,000,000; by default 1, every row
     * @return a log of this sample
     */
    public PredictionLog oneIn(int rows) {
        return with(new LogSettings.Sample(checkedOneIn(rows), null));
    }

    /**
     * Writes the rows of one value in a number of them: all rows with the same value of a column, for instance a customer's, are written or
     * none, in every process.
     *
     * @param values 1 to 1,000,000
     * @param column the column's name
     * @return a log of this sample
     */
    public PredictionLog oneIn(int values, String column) {
        Objects.requireNonNull(column, "column");
        return with(new LogSettings.Sample(checkedOneIn(values), column));
    }

    private static int checkedOneIn(int number) {
        if (number < 1 || number > MAX_ONE_IN) {
            throw new IllegalArgumentException("one in 1 to " + MAX_ONE_IN + " rows, not in " + number);
        }
        return number;
    }

    /**
     * The size at which a file ends and another one starts.
     *
     * @param bytes at least 16,384, and at most half of {@link #maxTotalBytes(long)}; by default 64 MiB
     * @return a log with this limit
     */
    public PredictionLog rotateAfterBytes(long bytes) {
        LogSettings.Files files = settings.files();
        return with(new LogSettings.Files(
                atLeast("rotateAfterBytes", bytes, MIN_BYTES), files.rotateAfter(), files.totalBytes(), files.gzip()));
    }

    /**
     * The age at which a file ends.
     *
     * @param time at least a second; by default an hour
     * @return a log with this limit
     */
    public PredictionLog rotateAfter(Duration time) {
        if (Objects.requireNonNull(time, "time").compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("rotateAfter must be at least a second: " + time);
        }
        LogSettings.Files files = settings.files();
        return with(new LogSettings.Files(files.rotateBytes(), time, files.totalBytes(), files.gzip()));
    }

    /**
     * What the files of all processes in the directory may take: the oldest are deleted, never one that is being written. The file that is being
     * written counts with what it may grow to, {@link #rotateAfterBytes(long)}.
     *
     * @param bytes at least 32,768; by default 1 GiB
     * @return a log with this limit
     */
    public PredictionLog maxTotalBytes(long bytes) {
        LogSettings.Files files = settings.files();
        return with(new LogSettings.Files(
                files.rotateBytes(),
                files.rotateAfter(),
                atLeast("maxTotalBytes", bytes, 2 * MIN_BYTES),
                files.gzip()));
    }

    private static long atLeast(String name, long bytes, long least) {
        if (bytes < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + " bytes: " + bytes);
        }
        return bytes;
    }

    /**
     * Whether files that have ended are compressed, to {@code .jsonl.gz}.
     *
     * @param gzip by default true
     * @return a log with this setting
     */
    public PredictionLog gzip(boolean gzip) {
        LogSettings.Files files = settings.files();
        return with(new LogSettings.Files(files.rotateBytes(), files.rotateAfter(), files.totalBytes(), gzip));
    }

    /**
     * Whether the values of the rows are written. Without them the lines are an audit trail still, but no data for drift.
     *
     * @param inputs by default true
     * @return a log with this setting
     */
    public PredictionLog inputs(boolean inputs) {
        LogSettings.Fields fields = settings.fields();
        return with(new LogSettings.Fields(inputs, fields.without(), fields.hashed(), fields.key()));
    }

    /**
     * Leaves columns out, as personal data.
     *
     * @param columns their names, added to those that are left out already
     * @return a log without them
     */
    public PredictionLog withoutFields(String... columns) {
        LogSettings.Fields fields = settings.fields();
        return with(new LogSettings.Fields(
                fields.inputs(), union(fields.without(), columns), fields.hashed(), fields.key()));
    }

    /**
     * Replaces the values of columns by their HMAC-SHA256, in hexadecimal digits: equal values can be counted and joined, and only who has the key
     * can find out which they are by trying. A missing value stays missing.
     *
     * @param key at least 16 characters, the same in all processes, and secret; it is the only one, a second call replaces it
     * @param columns their names, added to those that are hashed already
     * @return a log in which they are hashed
     */
    public PredictionLog hashedFields(String key, String... columns) {
        if (Objects.requireNonNull(key, "key").length() < MIN_KEY) {
            throw new IllegalArgumentException("the key of hashedFields must have at least " + MIN_KEY
                    + " characters, or its values can be found by trying");
        }
        LogSettings.Fields fields = settings.fields();
        return with(new LogSettings.Fields(
                fields.inputs(), fields.without(), union(fields.hashed(), columns), key.getBytes(UTF_8)));
    }

    private static Set<String> union(Set<String> names, String... more) {
        Set<String> all = new LinkedHashSet<>(names);
        for (String name : Objects.requireNonNull(more, "columns")) {
            all.add(Objects.requireNonNull(name, "column"));
        }
        return Set.copyOf(all);
    }

    /**
     * How many rows may wait to be written. A batch puts all its rows in at once: those for which there is no room are not written. Nor are rows
     * with long texts, where 32 million characters of such texts wait.
     *
     * @param rows 1 to 16,777,216, rounded up to a power of two; by default 16,384
     * @return a log with this queue
     */
    public PredictionLog queueRows(int rows) {
        if (rows < 1 || rows > MAX_QUEUE) {
            throw new IllegalArgumentException("queueRows must be from 1 to " + MAX_QUEUE + ": " + rows);
        }
        return new PredictionLog(
                new LogSettings(settings.directory(), settings.sample(), settings.files(), settings.fields(), rows));
    }

    private PredictionLog with(LogSettings.Sample sample) {
        return new PredictionLog(new LogSettings(
                settings.directory(), sample, settings.files(), settings.fields(), settings.queueRows()));
    }

    private PredictionLog with(LogSettings.Files files) {
        return new PredictionLog(new LogSettings(
                settings.directory(), settings.sample(), files, settings.fields(), settings.queueRows()));
    }

    private PredictionLog with(LogSettings.Fields fields) {
        return new PredictionLog(new LogSettings(
                settings.directory(), settings.sample(), settings.files(), fields, settings.queueRows()));
    }

    LogSettings settings() {
        return settings;
    }

    /** Checks what no method can check alone. */
    void requireFits() {
        LogSettings.Files files = settings.files();
        if (files.rotateBytes() > files.totalBytes() / 2) {
            throw new IllegalArgumentException("rotateAfterBytes (" + files.rotateBytes()
                    + ") must be at most half of maxTotalBytes (" + files.totalBytes() + ")");
        }
    }

    /** Whether rows must be read for it. */
    boolean readsInputs() {
        return settings.fields().inputs() || settings.sample().column() != null;
    }

    /** A column that is misspelled would be written although it must not be. */
    void requireColumnsOf(String label, Signature signature) {
        String problem = otherColumns(label, signature);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    void warnOfOtherColumns(String label, Signature signature) {
        String problem = otherColumns(label, signature);
        if (problem != null) {
            LOG.log(Level.WARNING, problem);
        }
    }

    private @Nullable String otherColumns(String label, Signature signature) {
        List<String> names = signature.inputs().stream().map(Column::name).toList();
        String others = Stream.concat(
                        Stream.concat(settings.fields().without().stream(), settings.fields().hashed().stream()),
                        Stream.ofNullable(settings.sample().column()))
                .filter(name -> !names.contains(name))
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? null
                : "the prediction log names columns that " + label + " does not have: " + others + "; it has "
                        + String.join(", ", names);
    }

    /** {@return where it is, and what is special about it; never the key} */
    @Override
    public String toString() {
        return "PredictionLog[" + settings.directory() + ", " + settings.sample() + ", " + settings.files()
                + ", inputs="
                + settings.fields().inputs() + ", without=" + settings.fields().without() + ", hashed="
                + settings.fields().hashed() + "]";
    }
}
