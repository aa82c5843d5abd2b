package io.github.modelkeel.serving;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.Health.Counts;
import io.github.modelkeel.serving.InitialVersionFinder.InitialVersion;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import io.github.modelkeel.serving.history.LastKnownGood.Entry;
import io.github.modelkeel.serving.history.Quarantine;
import io.github.modelkeel.serving.time.TimeLimiter;
import io.github.modelkeel.serving.time.TimeLimiter.Started;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.Loader;
import io.github.modelkeel.serving.version.Reason;
import io.github.modelkeel.serving.version.SchemaCheck;
import io.github.modelkeel.serving.version.UnloadableModelException;
import io.github.modelkeel.serving.version.VersionId;
import io.github.modelkeel.serving.version.VersionSource;
import io.github.modelkeel.serving.version.VersionSource.Candidate;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides which version answers. Safe for use by multiple threads: checks run one after another; {@link #status} never waits.
 *
 * <p>A version takes over only after it was fetched and verified, replayed its expected rows, accepts what the first version of this
 * predictor accepts, and was warmed up. Whatever fails before that leaves the version in service alone.
 */
final class Refresher implements Probation.Observer, Health.Checks {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");
    private static final Duration REMEMBER_EVERY = Duration.ofMinutes(5);

    private final Setup setup;
    private final VersionSource source;
    private final Loader loader;
    private final ActiveVersion activeVersion;
    private final Events events;
    private final TimeSource timeSource;
    private final Quarantine quarantine;
    private final ReentrantLock checks = new ReentrantLock();
    private @Nullable ScoringModel first;
    private @Nullable Started<Candidate> unheard;
    private @Nullable Entry remembered;
    private long failedAt;
    private @Nullable Probation probation;
    private @Nullable RollbackAction onRollback;
    private volatile Runnable whenStarted = () -> {};
    private volatile Health health;

    Refresher(Setup setup, ActiveVersion activeVersion, Events events) {
        this.setup = setup;
        this.events = events;
        this.source = setup.source();
        this.loader = setup.loader();
        this.activeVersion = activeVersion;
        this.timeSource = setup.timeSource();
        this.quarantine = new Quarantine(timeSource, setup.retryRefusedAfter());
        this.health = Health.before(timeSource.nanos().getAsLong());
    }

    /**
     * Loads the first version: what the registry names, else what was last known good.
     *
     * @throws ResourceNotFoundException if the registry answers that there is no such version
     * @throws ModelUnavailableException if the registry gives no answer and nothing is on disk
     * @throws ModelNotLoadableException if the version was refused and nothing else is on disk
     */
    void start() {
        checks.lock();
        try {
            InitialVersion beginning = new InitialVersionFinder(setup).find(health);
            LoadedVersion loaded = beginning.loaded();
            first = loaded.model();
            if (!activeVersion.publish(loaded)) {
                throw activeVersion.closedException();
            }
            unheard = beginning.unheard();
            health = beginning.health();
            remembered = beginning.remembered();
            if (remembered == null) {
                remember(loaded.id());
            }
            VersionId refused = beginning.refused();
            if (refused != null && setup.failedInService().reason(refused) == null) {
                quarantine.add(refused, String.valueOf(health.problem()));
            }
        } finally {
            checks.unlock();
        }
    }

    /**
     * As {@link #start()}, unless a version answers already. A failure is counted and thrown.
     *
     * @return what answers
     */
    LoadedVersion startIfNeeded() {
        checks.lock();
        try {
            LoadedVersion active = activeVersion.find();
            if (active != null) {
                started();
                return active;
            }
            if (activeVersion.isClosed()) {
                throw activeVersion.closedException();
            }
            try {
                start();
            } catch (RuntimeException | Error e) {
                stopIfClosed(e);
                health = health.unanswered(Health.reason(e));
                failedAt = now();
                throw e;
            }
            started();
            return activeVersion.get();
        } finally {
            checks.unlock();
        }
    }

    /** Once: again only if it failed, for want of memory for a thread. */
    private void started() {
        whenStarted.run();
        whenStarted = () -> {};
    }

    /** Loads the first version for the prediction that needs it; after a failure not more often than every pause. */
    LoadedVersion startForCaller(Duration pause) {
        checks.lock();
        try {
            if (activeVersion.find() == null && health.failuresInARow() > 0 && now() - failedAt < pause.toNanos()) {
                throw notLoaded();
            }
            return startIfNeeded();
        } finally {
            checks.unlock();
        }
    }

    /** What is done once, after {@link #startIfNeeded()} has loaded the first version. */
    void whenStarted(Runnable action) {
        this.whenStarted = action;
    }

    /** Why nothing answers yet. */
    ModelUnavailableException notLoaded() {
        String problem = health.problem();
        return new ModelUnavailableException(
                setup.uri() + " is not loaded yet" + (problem == null ? "" : ": " + problem), null);
    }

    String uri() {
        return setup.uri();
    }

    /**
     * Asks the registry once and follows it.
     *
     * @param again whether a refused version is tried again before its time
     * @throws IllegalStateException if the predictor is closed, or is closed meanwhile
     */
    RefreshOutcome check(boolean again) {
        checks.lock();
        try {
            LoadedVersion active = activeVersion.find();
            return active == null ? first() : follow(active, again);
        } catch (LinkageError e) {
            health = health.unanswered(Health.reason(e));
            throw e;
        } finally {
            checks.unlock();
        }
    }

    /** As {@link #check}, on the predictor's thread, where nothing that it throws may end anything. */
    void checkUnheard(boolean again) {
        try {
            check(again);
        } catch (RuntimeException | Error e) {
            if (isClosed()) {
                LOG.log(Level.DEBUG, "a check ended by close()", e);
            } else {
                LOG.log(Level.ERROR, "a check failed in an unexpected way; the next one is made nevertheless", e);
            }
        }
    }

    private RefreshOutcome first() {
        try {
            return outcome(Result.SWAPPED, startIfNeeded(), null);
        } catch (RuntimeException e) {
            stopIfClosed(e);
            return new RefreshOutcome(Result.FAILED, setup.modelName(), 0, Health.reason(e));
        }
    }

    private RefreshOutcome follow(LoadedVersion active, boolean again) {
        Candidate candidate;
        try {
            Candidate late = lateAnswer();
            if (late != null && !again) {
                candidate = late;
            } else if (!source.canMove() || loader.lookUp(() -> source.stillNames(active.id()))) {
                return confirmed(active);
            } else {
                candidate = loader.lookUp(source::resolve);
            }
        } catch (RuntimeException e) {
            return unanswered(active, e);
        }
        VersionId id = candidate.id();
        if (id.equals(active.id())) {
            return confirmed(active);
        }
        String failed = setup.failedInService().reason(id);
        if (failed != null) {
            health = health.waiting(id.label(), failed);
            return outcome(Result.REJECTED, active, failed);
        }
        setup.failedInService().named(id);
        String waiting = again ? null : quarantine.reasonToWait(id);
        if (waiting != null) {
            health = health.waiting(id.label(), waiting);
            return outcome(Result.REJECTED, active, waiting);
        }
        try {
            return swap(active, loader.load(candidate));
        } catch (RuntimeException e) {
            return refused(active, id, e);
        }
    }

    /** The answer for which the start did not wait, once; null when there was none to wait for. Who asks again waits for it too: few tasks may run. */
    private @Nullable Candidate lateAnswer() {
        Started<Candidate> asked = unheard;
        unheard = null;
        return asked == null ? null : asked.waitFor(loader.limits().lookUp());
    }

    /** Whether the start did not wait for the registry, so that the next check is due. */
    boolean isAnswerDue() {
        checks.lock();
        try {
            return unheard != null;
        } finally {
            checks.unlock();
        }
    }

    private RefreshOutcome confirmed(LoadedVersion active) {
        if (activeVersion.find() != active) { // it failed on probation meanwhile
            return outcome(Result.UNCHANGED, active, null);
        }
        setup.failedInService().named(active.id());
        if (active.reason() != Reason.LIVE) {
            activeVersion.replace(active, active.with(Reason.LIVE));
        }
        Health before = health;
        health = before.confirmed(now());
        if (before.state() != State.LIVE) {
            LOG.log(
                    Level.INFO,
                    () -> "the registry confirmed that " + setup.uri() + " is "
                            + active.id().label() + "; " + before.failuresInARow() + " checks before it failed");
        }
        if (source.canMove() && !isOnProbation(active.id())) {
            remember(active.id());
        }
        return outcome(Result.UNCHANGED, active, null);
    }

    private RefreshOutcome swap(LoadedVersion active, LoadedVersion next) {
        List<String> breaks = first == null ? List.of() : SchemaCheck.breaks(first, next.model());
        if (!breaks.isEmpty()) {
            throw new UnloadableModelException(
                    next.id().label() + " does not accept the rows that callers of this predictor send: "
                            + String.join("; ", breaks) + ". A new predictor would serve it");
        }
        if (probation != null) {
            probation.begin(next.id());
        }
        if (!activeVersion.publish(next)) {
            throw activeVersion.closedException();
        }
        health = health.swapped(now());
        quarantine.release(next.id());
        if (!isOnProbation(next.id())) {
            remember(next.id());
        }
        events.later(new PredictorEvent.Swapped(
                setup.uri(), active.id().label(), next.id().label()));
        LOG.log(
                Level.INFO,
                () -> setup.uri() + " is " + next.id().label() + " now, and was "
                        + active.id().label());
        return outcome(Result.SWAPPED, next, null);
    }

    private RefreshOutcome unanswered(LoadedVersion active, RuntimeException cause) {
        stopIfClosed(cause);
        String why = Health.reason(cause);
        Level level = health.failuresInARow() == 0 ? Level.WARNING : Level.DEBUG;
        if (health.failuresInARow() == 0) {
            events.later(new PredictorEvent.Stale(setup.uri(), why));
        }
        health = health.unanswered(why);
        LOG.log(
                level,
                () -> "cannot ask the registry which version " + setup.uri() + " is; "
                        + active.id().label() + " keeps answering: " + why);
        return outcome(Result.FAILED, active, why);
    }

    private RefreshOutcome refused(LoadedVersion active, VersionId id, RuntimeException cause) {
        stopIfClosed(cause);
        if (cause instanceof ClientException client && client.errorCode().equals(TimeLimiter.INTERRUPTED)) {
            return unanswered(active, cause);
        }
        String why = Health.reason(cause);
        boolean first = quarantine.add(id, why);
        Level level = first ? Level.WARNING : Level.DEBUG;
        if (first) {
            events.later(new PredictorEvent.Refused(setup.uri(), id.label(), why));
        }
        health = health.refused(id.label(), why);
        LOG.log(
                level,
                () -> setup.uri() + " is " + id.label() + ", which cannot be served; "
                        + active.id().label() + " keeps answering: " + why);
        return outcome(Result.REJECTED, active, why);
    }

    private boolean isOnProbation(VersionId id) {
        return probation != null && probation.isOn(id);
    }

    /** With a guard, before anything else. */
    void guardedBy(Probation guard, @Nullable RollbackAction action) {
        probation = guard;
        onRollback = action;
        guard.observe(this);
    }

    @Override
    public void rolledBack(LoadedVersion failed, LoadedVersion to, String reason) {
        checks.lock();
        try {
            LoadedVersion active = activeVersion.find();
            if (active != null && active.id().equals(to.id())) {
                health = health.rolledBack(failed.id().label(), "it failed in service: " + reason);
                remember(to.id());
            }
        } finally {
            checks.unlock();
        }
        events.later(new PredictorEvent.RolledBack(
                setup.uri(), failed.id().label(), to.id().label(), reason));
        int alias = setup.uri().lastIndexOf('@');
        if (onRollback != null && alias > 0) {
            try {
                onRollback.rollBack(
                        failed.id().name(),
                        setup.uri().substring(alias + 1),
                        failed.id().version());
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "what was to be done beside, when " + failed.id().label() + " failed, failed itself",
                        e);
            }
        }
    }

    @Override
    public void passed(LoadedVersion version) {
        checks.lock();
        try {
            LoadedVersion active = activeVersion.find();
            if (active != null && active.id().equals(version.id())) {
                remember(version.id());
            }
        } finally {
            checks.unlock();
        }
        events.later(new PredictorEvent.Confirmed(setup.uri(), version.id().label()));
    }

    @Override
    public void opened(LoadedVersion version, String reason) {
        events.later(new PredictorEvent.GuardOpened(setup.uri(), version.id().label(), reason));
    }

    @Override
    public void closed(LoadedVersion version) {
        events.later(new PredictorEvent.GuardClosed(setup.uri(), version.id().label()));
    }

    /** Ends the quarantine of the version that failed in service; true if there was one. */
    boolean release() {
        return setup.failedInService().release();
    }

    private void stopIfClosed(Throwable cause) {
        if (activeVersion.isClosed()) {
            IllegalStateException closed = activeVersion.closedException();
            closed.addSuppressed(cause);
            throw closed;
        }
    }

    /** Writes down what is served, at a swap and from time to time. */
    private void remember(VersionId id) {
        Instant wall = timeSource.wall().instant();
        Entry last = remembered;
        if (last != null
                && last.id().equals(id)
                && wall.isBefore(last.confirmedAt().plus(REMEMBER_EVERY))) {
            return;
        }
        Entry entry = new Entry(id, wall);
        setup.lastKnownGood().write(entry);
        remembered = entry;
    }

    int failuresInARow() {
        return health.failuresInARow();
    }

    boolean isClosed() {
        return activeVersion.isClosed();
    }

    @Override
    public Counts counts() {
        return health.counts();
    }

    /** How long ago the registry confirmed what answers. */
    @Override
    public Duration staleness() {
        return source.canMove() ? Duration.ofNanos(Math.max(0, now() - health.confirmedNanos())) : Duration.ZERO;
    }

    PredictorStatus status(long lostLogLines) {
        Health seen = health;
        LoadedVersion last = activeVersion.last();
        return new PredictorStatus(
                activeVersion.isClosed() ? State.CLOSED : last == null ? State.STARTING : seen.state(),
                setup.uri(),
                last == null ? setup.modelName() : last.id().name(),
                last == null ? 0 : last.id().version(),
                last == null ? Duration.ZERO : staleness(),
                seen.problem(),
                seen.rejectedVersion(),
                seen.counts().all(),
                seen.counts().swapped(),
                seen.counts().failed(),
                seen.counts().refused(),
                lostLogLines);
    }

    private RefreshOutcome outcome(Result result, LoadedVersion active, @Nullable String problem) {
        return new RefreshOutcome(result, active.id().name(), active.id().version(), problem);
    }

    private long now() {
        return timeSource.nanos().getAsLong();
    }
}
