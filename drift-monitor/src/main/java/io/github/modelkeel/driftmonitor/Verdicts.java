package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.StoredProfile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Judges windows that have ended, keeps the last ones, and lets others know. Changed by one thread at a time; {@link #windows} is read by any. */
final class Verdicts implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Verdicts.class.getName());

    private final String model;
    private final int kept;
    private final DriftOptions options;
    private final Alarms alarms;
    private final Consumer<? super List<Alert>> listener;
    private final @Nullable DriftGauges gauges;
    private final @Nullable WebhookSender webhook;
    private final Queue<List<Alert>> unannounced = new ConcurrentLinkedQueue<>();
    private final ReentrantLock announcing = new ReentrantLock();
    private volatile List<MonitorWindow> windows = List.of();

    Verdicts(MonitorBuilder settings) {
        this.model = settings.model();
        this.kept = settings.kept();
        this.options = settings.options();
        this.alarms = new Alarms(model, settings.rule());
        this.listener = settings.listener();
        this.gauges = settings.gauges();
        this.webhook = settings.sender();
    }

    /** The last windows, the oldest first. */
    List<MonitorWindow> windows() {
        return windows;
    }

    Alarms alarms() {
        return alarms;
    }

    /** Prepares for windows of a reference; fails for options that do not go with it. */
    void expect(Reference reference) {
        compare(reference, reference.profile().empty());
        if (gauges != null) {
            gauges.columns(reference.profile().columnNames());
        }
    }

    private DriftReport compare(Reference reference, StoredProfile counted) {
        return Drift.compare(reference.profile(), counted, options.withWeights(reference.importance()));
    }

    /** The windows and alerts from before a restart; nothing is announced again. */
    void restore(Reference reference, Snapshot before) {
        alarms.restore(before.alarms());
        for (Snapshot.Ended ended : before.ended()) {
            keep(judged(reference, before.version(), ended.start(), ended.end(), ended.profile()));
        }
    }

    MonitorWindow judge(VersionCounter.Counted ended, Instant end) {
        VersionCounter counter = ended.counter();
        MonitorWindow window = judged(counter.reference(), counter.version(), ended.start(), end, ended.profile());
        keep(window);
        LOG.log(Level.DEBUG, () -> "drift of " + model + ": " + window.report().summary());
        List<Alert> changes = alarms.after(window);
        if (!changes.isEmpty()) {
            unannounced.add(changes);
        }
        return window;
    }

    private MonitorWindow judged(
            Reference reference, String version, Instant start, Instant end, StoredProfile counted) {
        return new MonitorWindow(version, start, end, counted, compare(reference, counted.withTakenAt(end)));
    }

    private void keep(MonitorWindow window) {
        List<MonitorWindow> all = new ArrayList<>(windows);
        all.add(window);
        windows = List.copyOf(all.subList(Math.max(0, all.size() - kept), all.size()));
        if (gauges != null) {
            gauges.show(window);
        }
    }

    /** Lets others know what was judged. Not to be called with a lock: who hears of it may wait for a thread that wants the lock. */
    void announce() {
        while (!unannounced.isEmpty() && announcing.tryLock()) { // who has it looks again when it is free
            try {
                for (List<Alert> next = unannounced.poll(); next != null; next = unannounced.poll()) {
                    announce(next);
                }
            } finally {
                announcing.unlock();
            }
        }
    }

    private void announce(List<Alert> changes) {
        if (webhook != null) {
            webhook.send(changes);
        }
        try {
            listener.accept(List.copyOf(changes));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the listener of the alerts of " + model + " failed: " + e, e);
        }
    }

    @Override
    public void close() {
        if (gauges != null) {
            gauges.close();
        }
        if (webhook != null) {
            webhook.close();
        }
    }
}
