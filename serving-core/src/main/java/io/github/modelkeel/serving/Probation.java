package io.github.modelkeel.serving;

import io.github.modelkeel.serving.guard.Breaker;
import io.github.modelkeel.serving.guard.Breaker.Change;
import io.github.modelkeel.serving.guard.Breaker.State;
import io.github.modelkeel.serving.history.QuarantineStore;
import io.github.modelkeel.serving.time.SerialTasks;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.Reason;
import io.github.modelkeel.serving.version.VersionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a guard leads to: a version that took over answers on probation, with the version before kept in memory; when its guard opens, the
 * version before answers again. Safe for use by multiple threads.
 */
final class Probation {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");

    /** Who hears of it, on the predictor's thread. */
    interface Observer {
        /** The version before answers again. */
        void rolledBack(LoadedVersion failed, LoadedVersion to, String reason);

        /** The version has passed. */
        void passed(LoadedVersion version);

        /** Calls are refused or go to the fallback. */
        void opened(LoadedVersion version, String reason);

        /** Calls go to the model again. */
        void closed(LoadedVersion version);
    }

    private final Guard guard;
    private final ActiveVersion activeVersion;
    private final QuarantineStore quarantine;
    private final TimeSource timeSource;
    private final SerialTasks tasks;
    private final ReentrantLock lock = new ReentrantLock();
    private final LongAdder rollbacks = new LongAdder();
    private volatile @Nullable Trial trial;
    private volatile @Nullable VersionId givenUp;
    private volatile String lastFailure = "";
    private @Nullable Observer observer;

    Probation(
            Guard guard,
            ActiveVersion activeVersion,
            QuarantineStore quarantine,
            SerialTasks tasks,
            TimeSource timeSource) {
        this.guard = guard;
        this.activeVersion = activeVersion;
        this.quarantine = quarantine;
        this.tasks = tasks;
        this.timeSource = timeSource;
    }

    void observe(Observer by) {
        this.observer = by;
    }

    /**
     * A version on probation.
     *
     * @param id the version
     * @param before what answers again if it fails
     * @param until when its time is over
     * @param calls how many calls it has answered
     */
    private record Trial(VersionId id, LoadedVersion before, long until, AtomicInteger calls) {}

    /** The version takes over next; what answers now is kept, or what was kept already if that is on probation itself. */
    void begin(VersionId id) {
        lock.lock();
        try {
            LoadedVersion active = activeVersion.find();
            Trial open = trial;
            if (active == null) {
                return;
            }
            LoadedVersion before = open != null && open.id.equals(active.id()) ? open.before : active;
            givenUp = null;
            trial = new Trial(
                    id,
                    before,
                    timeSource.nanos().getAsLong()
                            + guard.settings.probationTime().toNanos(),
                    new AtomicInteger());
        } finally {
            lock.unlock();
        }
    }

    /** Whether a version is on probation. */
    boolean isOn() {
        return trial != null;
    }

    boolean isOn(VersionId id) {
        Trial open = trial;
        return open != null && open.id.equals(id);
    }

    /** Whether the version failed on probation, and the one before it answers. */
    boolean gaveUp(VersionId id) {
        return id.equals(givenUp);
    }

    String lastFailure() {
        return lastFailure;
    }

    long rollbacks() {
        return rollbacks.sum();
    }

    /** The state of the guard of what answers now. */
    State state() {
        LoadedVersion active = activeVersion.find();
        Breaker breaker = active == null ? null : active.breaker();
        return breaker == null ? State.CLOSED : breaker.state();
    }

    /** Counts the end of a call. */
    void ended(LoadedVersion version, Change change, String failure) {
        if (!failure.isEmpty()) {
            lastFailure = failure;
        }
        switch (change) {
            case OPENED -> opened(version, failure);
            case CLOSED -> tell(by -> by.closed(version));
            case NONE -> count(version);
        }
    }

    private void count(LoadedVersion version) {
        Trial open = trial;
        if (open == null || !open.id.equals(version.id())) {
            return;
        }
        int calls = open.calls.incrementAndGet();
        boolean over = calls >= guard.settings.probationCalls()
                || (calls >= guard.settings.minimum() && timeSource.nanos().getAsLong() - open.until >= 0);
        if (over) {
            pass(version, open);
        }
    }

    private void pass(LoadedVersion version, Trial open) {
        lock.lock();
        try {
            if (!open.equals(trial)) {
                return;
            }
            trial = null;
        } finally {
            lock.unlock();
        }
        tell(by -> by.passed(version));
    }

    private void opened(LoadedVersion version, String reason) {
        if (activeVersion.find() != version) {
            return; // another version answers already
        }
        LoadedVersion before = giveUp(version, reason);
        if (before == null) {
            LOG.log(
                    Level.WARNING,
                    () -> version.id().label() + " fails too often; calls go to the fallback, or are refused: "
                            + reason);
            tell(by -> by.opened(version, reason));
            return;
        }
        rollbacks.increment();
        LOG.log(
                Level.WARNING,
                () -> version.id().label() + " failed on probation; "
                        + before.id().label() + " answers again, and "
                        + version.id().label() + " is under quarantine: " + reason);
        tasks.later(
                () -> quarantine.write(version.id(), reason, timeSource.wall().instant()));
        tell(by -> by.rolledBack(version, before, reason));
    }

    /** Lets the version before answer; null when there is none. */
    private @Nullable LoadedVersion giveUp(LoadedVersion version, String reason) {
        lock.lock();
        try {
            Trial open = trial;
            if (open == null || !open.id.equals(version.id())) {
                return null;
            }
            trial = null;
            quarantine.add(version.id(), reason);
            givenUp = version.id();
            LoadedVersion back = open.before.with(Reason.ROLLED_BACK);
            return activeVersion.replace(version, back) ? back : null;
        } finally {
            lock.unlock();
        }
    }

    private void tell(Consumer<Observer> what) {
        Observer by = observer;
        if (by != null) {
            tasks.later(() -> what.accept(by));
        }
    }
}
