package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.serving.Predictor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is served over the bins and categories of a stored profile, window by window, and judges each window as a batch of the same rows would
 * be judged. Safe for use by multiple threads.
 *
 * <pre>{@code
 * Monitor monitor = Monitor.of(StoredProfile.read(file)).windows(12, Duration.ofMinutes(5)).bindTo(meterRegistry);
 * monitor.observe(Map.of("rooms", 3, "town", "Bern"));
 * }</pre>
 *
 * <p><b>Counting.</b> To count takes no lock, waits for nothing, and takes no memory for a number, a truth value or a category that the
 * reference has. Values are read as {@link io.github.modelkeel.drift.Profile#ofRows} reads them: missing, infinite, invalid and unseen ones are
 * counted as such, and a value never throws. A row is in one window as a whole. What was counted is what {@link StoredProfile#count} counts of the same rows,
 * to the last integer; its moments, which decide nothing, are equal up to rounding.
 *
 * <p><b>Windows.</b> One daemon thread ends a window when it has lasted its time, judges it, keeps it among the last ones and sets the gauges. How long a window
 * lasts does not depend on the clock. A window without rows is undecided, not stable. A judgement takes the time and memory of {@link Drift#compare}
 * with as many rows: eight bytes for each number.
 *
 * <p><b>Gauges.</b> {@code ml.data.drift.score{model,column}} is by how much a column of the last window exceeds what no drift would give
 * ({@link io.github.modelkeel.drift.ColumnDrift#excess()}; 0.2 is drift), {@code column="_dataset"} the share of the columns that drifted, and {@code
 * ml.data.drift.rows{model}} the rows of the last window. What could not be judged is NaN.
 *
 * <p><b>Closing.</b> {@link #close()} removes the gauges; what is observed later is not counted. What was counted of the last window is written to the {@linkplain
 * MonitorBuilder#snapshot snapshot}, from which the next start continues; without one it is judged. A monitor that is never closed lives as long as the process.
 *
 * <p><b>Alerts.</b> A column whose score stays high raises an alert, by an {@link AlertRule}: {@link MonitorBuilder#onAlert} and {@link MonitorBuilder#webhook} get it.
 */
public final class Monitor implements AutoCloseable {
    private static final int MAX_VERSIONS = 4;
    private static final long SAVE_NANOS = Duration.ofSeconds(30).toNanos();

    private final String model;
    private final Duration length;
    private final TimeSource time;
    private final @Nullable SnapshotFile file;
    private final Verdicts verdicts;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<VersionCounter> inOrder = new ArrayDeque<>();
    private long startedNanos;
    private long savedNanos;
    private volatile boolean closed;
    private volatile @Nullable Attachment attachment;

    /** One for each of the last versions; the one that answers, or came last, at the end. */
    private volatile List<VersionCounter> counters = List.of();

    Monitor(MonitorBuilder settings) {
        this.model = settings.model();
        this.length = settings.length();
        this.time = settings.time();
        this.file = settings.file();
        this.startedNanos = time.nanos();
        this.savedNanos = startedNanos;
        this.verdicts = new Verdicts(settings);
        this.ticker = Ticker.start("modelkeel-drift-monitor", length, this::tick);
    }

    String model() {
        return model;
    }

    /** What ends with the monitor. */
    void ownedBy(Attachment attachment) {
        this.attachment = attachment;
    }

    /** Counts what another version answers, beside the last ones before it, of which one may answer again. */
    VersionCounter add(Reference reference) {
        verdicts.expect(reference);
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the monitor of " + model + " is closed");
            }
            Snapshot before = file == null || !counters.isEmpty() ? null : file.read(reference.profile(), time.now());
            Window first = before == null ? new Window(reference, time.now(), null) : restored(reference, before);
            VersionCounter added = new VersionCounter(
                    reference,
                    before == null || isOther(reference, before) ? reference.version() : before.version(),
                    first);
            List<VersionCounter> more = new ArrayList<>(counters);
            more.add(added);
            inOrder.add(added);
            if (more.size() > MAX_VERSIONS) {
                VersionCounter forgotten =
                        inOrder.remove(); // as a predictor forgets them; one that answers again is added again
                more.remove(forgotten);
                VersionCounter.Counted oldest = forgotten.end(null);
                if (oldest.profile().rows() > 0) {
                    verdicts.judge(oldest, time.now());
                }
            }
            counters = List.copyOf(more);
            return added;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a snapshot is of another version that has the same bins, whose rows are not those of this one. */
    private static boolean isOther(Reference reference, Snapshot before) {
        return !reference.version().isEmpty() && !reference.version().equals(before.version());
    }

    private Window restored(Reference reference, Snapshot before) {
        if (isOther(reference, before)) {
            verdicts.restore(reference, before.ended(time.now()));
            return new Window(reference, time.now(), null);
        }
        verdicts.restore(reference, before);
        startedNanos = time.nanos() - before.elapsed().toNanos();
        return new Window(reference, before.start(), before.counted());
    }

    /**
     * Starts a monitor with settings.
     *
     * @param reference what is normal, for instance {@link StoredProfile#ofModel} of the model that is served
     * @return the builder
     */
    public static MonitorBuilder of(StoredProfile reference) {
        return new MonitorBuilder(Objects.requireNonNull(reference, "reference"));
    }

    /**
     * Starts a monitor of what a predictor is asked and answers, with settings; the service needs no other code. Each version is counted and judged by the profile that
     * was logged with it ({@code ModelOptions.withProfile}): its columns that are inputs of the model, and the predictions if {@link MonitorBuilder#prediction} names their column. A row counts for the version that answered it; a
     * version that takes over in the middle of a window has a window of its own. In the share of drifted columns a column weighs by its importance to the version's model
     * ({@link io.github.modelkeel.model.ScoringModel#columnImportance()}), where the model has it and {@link MonitorBuilder#options} has no weight of the column. What a version answers that was logged without a profile is not counted, with a warning. Closing the predictor does not close the monitor.
     *
     * <p>Of a classifier whose predictor has a log, {@code ml.model.accuracy{model,version}} is the share of the last 1,000 outcomes given to {@link Predictor#feedback} that were predicted; the
     * last 100,000 predictions that are logged are remembered for it. Needs {@code modelkeel-serving-core}.
     *
     * @param predictor what to watch
     * @return the builder; starting it fails if the version that answers now was logged without a profile
     */
    public static MonitorBuilder attach(Predictor predictor) {
        return new MonitorBuilder(Objects.requireNonNull(predictor, "predictor"));
    }

    /**
     * Counts a row. A column that it lacks is missing in it, and one that the reference does not have is noted by its name.
     *
     * @param row the values by column name, as {@link io.github.modelkeel.drift.Profile#ofRows} takes them; not kept
     */
    public void observe(Map<String, ? extends @Nullable Object> row) {
        Objects.requireNonNull(row, "row");
        List<VersionCounter> versions = counters;
        if (!versions.isEmpty()) {
            versions.get(versions.size() - 1).row(row);
        }
    }

    /**
     * Counts what was counted elsewhere, for instance by Spark's executors for a batch, in the window that is current. {@link #endWindow()} judges it as if its rows had been
     * observed.
     *
     * @param counted by the same reference, as {@link StoredProfile#count} does
     * @throws IllegalArgumentException if it was counted by another reference
     * @throws IllegalStateException if the monitor is closed
     */
    public void observe(StoredProfile counted) {
        Objects.requireNonNull(counted, "counted");
        lock.lock();
        try {
            Objects.requireNonNull(newest().window()).add(counted);
        } finally {
            unlockAndAnnounce();
        }
    }

    /**
     * Counts the numbers of one column, without the other columns of their row: the column with the most values says how many rows there
     * are. For data that come column by column; do not mix it with {@link #observe}.
     *
     * @param column a column of the reference
     * @return takes numbers, NaN for a missing one; safe for use by multiple threads
     * @throws IllegalArgumentException if the reference does not have the column
     * @throws IllegalStateException if the monitor is closed
     */
    public DoubleConsumer numbers(String column) {
        VersionCounter counter = newest();
        int place = counter.reference().place(Objects.requireNonNull(column, "column"));
        return value -> counter.number(place, value);
    }

    /**
     * Counts the values of one column, of any type, as {@link #numbers} does.
     *
     * @param column a column of the reference
     * @return takes values, null for a missing one; safe for use by multiple threads
     * @throws IllegalArgumentException if the reference does not have the column
     * @throws IllegalStateException if the monitor is closed
     */
    public Consumer<@Nullable Object> values(String column) {
        VersionCounter counter = newest();
        int place = counter.reference().place(Objects.requireNonNull(column, "column"));
        return value -> counter.value(place, value);
    }

    private VersionCounter newest() {
        List<VersionCounter> versions = counters;
        if (versions.isEmpty()) {
            throw new IllegalStateException(
                    "the monitor of " + model + (closed ? " is closed" : " has no version yet"));
        }
        return versions.get(versions.size() - 1);
    }

    /**
     * Ends the window that is being counted now, before its time, and starts the next one. For data that come in parts of their own, and for tests.
     *
     * @return the window with its verdict
     * @throws IllegalStateException if the monitor is closed
     */
    public MonitorWindow endWindow() {
        lock.lock();
        try {
            newest(); // which throws if there is not one
            startedNanos = time.nanos();
            List<VersionCounter.Counted> answered =
                    answered(counter -> new Window(counter.reference(), time.now(), null));
            List<VersionCounter> latest = new ArrayList<>(counters);
            for (VersionCounter.Counted counted : answered) {
                latest.remove(counted.counter());
                latest.add(counted.counter());
            }
            counters = List.copyOf(latest);
            MonitorWindow last = judge(answered);
            save(newest());
            return last;
        } finally {
            unlockAndAnnounce();
        }
    }

    /** Who hears of an alert may wait for another version to take over, which takes the lock. */
    private void unlockAndAnnounce() {
        lock.unlock();
        if (!lock.isHeldByCurrentThread()) {
            verdicts.announce();
        }
    }

    /** Ends the window of each version; those of the versions that answered in it, or if none did, of the one that answered last. */
    private List<VersionCounter.Counted> answered(Function<VersionCounter, @Nullable Window> next) {
        List<VersionCounter.Counted> ended = counters.stream()
                .map(counter -> counter.end(next.apply(counter)))
                .toList();
        List<VersionCounter.Counted> answered =
                ended.stream().filter(each -> each.profile().rows() > 0).toList();
        return answered.isEmpty() ? ended.subList(ended.size() - 1, ended.size()) : answered;
    }

    private MonitorWindow judge(List<VersionCounter.Counted> ended) {
        return ended.stream()
                .map(each -> verdicts.judge(each, time.now()))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private void tick() {
        lock.lock();
        try {
            List<VersionCounter> versions = counters;
            if (versions.isEmpty()) {
                return;
            }
            long now = time.nanos();
            if (now - startedNanos >= length.toNanos()) {
                endWindow();
            } else if (now - savedNanos >= SAVE_NANOS) {
                save(versions.get(versions.size() - 1));
            }
        } finally {
            unlockAndAnnounce();
        }
    }

    /** Writes what a restart continues from. */
    private void save(VersionCounter counter) {
        savedNanos = time.nanos();
        Window window = counter.window();
        if (file != null && window != null) {
            file.writeOrWarn(snapshot(counter, window.start(), window.profile()));
        }
    }

    private Snapshot snapshot(VersionCounter counter, Instant start, StoredProfile counted) {
        List<Snapshot.Ended> ended = verdicts.windows().stream()
                .filter(each -> each.version().equals(counter.version()))
                .map(each -> new Snapshot.Ended(each.start(), each.end(), each.profile()))
                .toList();
        Duration elapsed = Duration.ofNanos(time.nanos() - startedNanos);
        return new Snapshot(
                counter.version(),
                start,
                elapsed,
                counted,
                ended,
                verdicts.alarms().state());
    }

    /**
     * Writes the {@linkplain MonitorBuilder#snapshot snapshot} now. When it returns, every row that was counted before the call is in the file, and a process that is killed later
     * does not lose it. For a source that sends again what was not acknowledged, such as a topic of Kafka: count, save, then acknowledge. Of an {@linkplain #attach attached} predictor
     * the rows of the version that answered last are written.
     *
     * @throws IllegalStateException if the monitor has no snapshot, or is closed
     * @throws java.io.UncheckedIOException if the file cannot be written; the one before is still there
     */
    public void save() {
        if (file == null) {
            throw new IllegalStateException(
                    "the monitor of " + model + " has nowhere to save: give it a file by MonitorBuilder.snapshot");
        }
        lock.lock();
        try {
            VersionCounter counter = newest();
            Window window = Objects.requireNonNull(counter.window());
            file.write(snapshot(counter, window.start(), window.profile()));
            savedNanos = time.nanos();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The last windows that have ended, as many as {@link MonitorBuilder#windows} says.
     *
     * @return the windows, the oldest first
     */
    public List<MonitorWindow> windows() {
        return verdicts.windows();
    }

    /**
     * What was counted in {@link #windows()} and since, by the reference that counts now. It merges with that of other instances, {@link StoredProfile#merge}.
     *
     * @return a profile, which {@link StoredProfile#write} writes
     * @throws IllegalStateException if the monitor is closed
     */
    public StoredProfile profile() {
        lock.lock();
        try {
            VersionCounter counter = newest();
            StoredProfile sum = Objects.requireNonNull(counter.window()).profile();
            for (MonitorWindow ended : verdicts.windows()) {
                if (ended.version().equals(counter.version())) {
                    sum = sum.merge(ended.profile());
                }
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    /** Ends as described above; the second time does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lock.unlock();
        }
        ticker.close();
        Attachment attached = attachment;
        if (attached != null) {
            attached.close(); // without the lock, as it may be adding a version
        }
        lock.lock();
        try {
            if (!counters.isEmpty()) {
                end();
            }
        } finally {
            unlockAndAnnounce();
        }
        verdicts.close();
    }

    private void end() {
        List<VersionCounter.Counted> answered = answered(counter -> null);
        counters = List.of();
        if (file == null) {
            judge(answered);
        } else {
            VersionCounter.Counted last = answered.get(answered.size() - 1);
            file.writeOrWarn(snapshot(last.counter(), last.start(), last.profile()));
        }
    }

    /** {@return the model and what was counted last} */
    @Override
    public String toString() {
        return "Monitor[" + model + ", windows of " + length + "]";
    }
}
