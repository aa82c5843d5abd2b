package io.github.modelkeel.serving;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.Health.Counts;
import io.github.modelkeel.serving.LastKnownGood.Entry;
import io.github.modelkeel.serving.PredictorStatus.State;
import io.github.modelkeel.serving.RefreshOutcome.Result;
import io.github.modelkeel.serving.VersionSource.Candidate;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides which version answers. Safe for use by multiple threads: checks run one after another; {@link #status()} never waits.
 *
 * <p>A version takes over only after it was fetched and verified, replayed its expected rows, accepts what the first version of this
 * predictor accepts, and was warmed up. Whatever fails before that leaves the version in service alone.
 */
final class Refresher {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");
    private static final long MOST_SECONDS = Duration.ofDays(36_500).toSeconds();
    private static final Duration REMEMBER_EVERY = Duration.ofMinutes(5);

    private final Setup setup;
    private final VersionSource source;
    private final Loader loader;
    private final Slot slot;
    private final Surroundings surroundings;
    private final Quarantine quarantine;
    private final ReentrantLock checks = new ReentrantLock();
    private @Nullable ScoringModel first;
    private @Nullable Entry remembered;
    private volatile Health health;

    Refresher(Setup setup, Slot slot) {
        this.setup = setup;
        this.source = setup.source();
        this.loader = setup.loader();
        this.slot = slot;
        this.surroundings = setup.surroundings();
        this.quarantine = new Quarantine(surroundings, setup.retryRefusedAfter());
        this.health = Health.before(surroundings.nanos().getAsLong());
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
            Candidate candidate;
            try {
                candidate = loader.lookUp(source::resolve);
            } catch (ResourceNotFoundException e) {
                throw e;
            } catch (ClientException e) {
                startWithoutRegistry(e);
                return;
            }
            startWith(candidate);
        } finally {
            checks.unlock();
        }
    }

    private void startWith(Candidate candidate) {
        LoadedVersion loaded;
        try {
            loaded = loader.load(candidate);
        } catch (RuntimeException e) {
            startWithoutRefused(candidate.id(), e);
            return;
        }
        begin(loaded);
        health = health.confirmed(now());
        remember(loaded.id());
    }

    private void startWithoutRegistry(ClientException cause) {
        String why = describe(cause);
        Entry entry = lastKnownGood(null)
                .orElseThrow(() -> new ModelUnavailableException(
                        "cannot ask the registry what " + setup.uri()
                                + " is, and no version of it that was served before " + "is on this machine: " + why,
                        cause));
        health = health.unanswered(why).confirmedAt(nanosOf(entry.confirmedAt()));
        LOG.log(
                Level.WARNING,
                () -> "serving " + entry.id().label() + " from disk, last confirmed " + entry.confirmedAt()
                        + ", because the registry cannot be asked: " + why);
    }

    private void startWithoutRefused(VersionId refused, RuntimeException cause) {
        String why = describe(cause);
        quarantine.add(refused, why);
        Entry entry = lastKnownGood(refused).orElseThrow(() -> {
            String message = setup.uri() + " is " + refused.label() + ", which cannot be served: " + why;
            return isPassing(cause)
                    ? new ModelUnavailableException(message, cause)
                    : new ModelNotLoadableException(message, cause);
        });
        health = health.refused(refused.label(), why).confirmedAt(nanosOf(entry.confirmedAt()));
        LOG.log(
                Level.WARNING,
                () -> "serving " + entry.id().label() + " from disk, because " + refused.label() + " cannot be served: "
                        + why);
    }

    /** Begins with the version on disk, if there is one that is not the refused one. */
    private Optional<Entry> lastKnownGood(@Nullable VersionId refused) {
        Optional<Entry> entry =
                setup.lastKnownGood().read().filter(found -> !found.id().equals(refused));
        if (entry.isEmpty()) {
            return entry;
        }
        VersionId id = entry.get().id();
        try {
            begin(loader.load(source.remembered(id)));
            remembered = entry.get();
            return entry;
        } catch (ClientException | ModelNotLoadableException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "the last known good version " + id.label() + " cannot be served", e);
            return Optional.empty();
        }
    }

    private void begin(LoadedVersion loaded) {
        first = loaded.model();
        if (!slot.publish(loaded)) {
            throw slot.closedException();
        }
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
            return follow(slot.get(), again);
        } finally {
            checks.unlock();
        }
    }

    private RefreshOutcome follow(LoadedVersion active, boolean again) {
        Candidate candidate;
        try {
            if (!source.canMove() || loader.lookUp(() -> source.stillNames(active.id()))) {
                return confirmed(active);
            }
            candidate = loader.lookUp(source::resolve);
        } catch (RuntimeException e) {
            return unanswered(active, e);
        }
        VersionId id = candidate.id();
        if (id.equals(active.id())) {
            return confirmed(active);
        }
        String waiting = again ? null : quarantine.reasonToWait(id);
        if (waiting != null) {
            health = health.waiting(id.label(), waiting);
            return outcome(Result.HELD_BACK, active, waiting);
        }
        try {
            return swap(active, loader.load(candidate));
        } catch (RuntimeException e) {
            return refused(active, id, e);
        }
    }

    private RefreshOutcome confirmed(LoadedVersion active) {
        Health before = health;
        health = before.confirmed(now());
        if (before.state() != State.LIVE) {
            LOG.log(
                    Level.INFO,
                    () -> "the registry confirmed that " + setup.uri() + " is "
                            + active.id().label() + "; " + before.failuresInARow() + " checks before got no answer");
        }
        if (source.canMove()) {
            remember(active.id());
        }
        return outcome(Result.UNCHANGED, active, null);
    }

    private RefreshOutcome swap(LoadedVersion active, LoadedVersion next) {
        List<String> breaks = first == null ? List.of() : SchemaCheck.breaks(first, next.model());
        if (!breaks.isEmpty()) {
            throw new ModelNotLoadableException(
                    next.id().label() + " does not accept the rows that callers of this predictor " + "send: "
                            + String.join("; ", breaks) + ". A new predictor would serve it");
        }
        if (!slot.publish(next)) {
            throw slot.closedException();
        }
        health = health.swapped(now());
        quarantine.release(next.id());
        remember(next.id());
        LOG.log(
                Level.INFO,
                () -> setup.uri() + " is " + next.id().label() + " now, and was "
                        + active.id().label());
        return outcome(Result.SWAPPED, next, null);
    }

    private RefreshOutcome unanswered(LoadedVersion active, RuntimeException cause) {
        stopIfClosed(cause);
        String why = describe(cause);
        Level level = health.failuresInARow() == 0 ? Level.WARNING : Level.DEBUG;
        health = health.unanswered(why);
        LOG.log(
                level,
                () -> "cannot ask the registry what " + setup.uri() + " is; "
                        + active.id().label() + " goes on answering: " + why);
        return outcome(Result.FAILED, active, why);
    }

    private RefreshOutcome refused(LoadedVersion active, VersionId id, RuntimeException cause) {
        stopIfClosed(cause);
        if (cause instanceof ClientException client && client.errorCode().equals(Worker.INTERRUPTED)) {
            return unanswered(active, cause);
        }
        String why = describe(cause);
        Level level = quarantine.add(id, why) ? Level.WARNING : Level.DEBUG;
        health = health.refused(id.label(), why);
        LOG.log(
                level,
                () -> setup.uri() + " is " + id.label() + ", which cannot be served; "
                        + active.id().label() + " goes on answering: " + why);
        return outcome(Result.HELD_BACK, active, why);
    }

    private void stopIfClosed(RuntimeException cause) {
        if (slot.isClosed()) {
            IllegalStateException closed = slot.closedException();
            closed.addSuppressed(cause);
            throw closed;
        }
    }

    /** Writes down what is served, at a swap and from time to time. */
    private void remember(VersionId id) {
        Instant wall = surroundings.wall().instant();
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

    /** Whether the same load may succeed later though nobody touched the version. */
    private static boolean isPassing(RuntimeException cause) {
        return cause instanceof ServerUnavailableException
                || cause instanceof UncheckedIOException
                || (cause instanceof ClientException client && Worker.CODES.contains(client.errorCode()));
    }

    int failuresInARow() {
        return health.failuresInARow();
    }

    boolean isClosed() {
        return slot.isClosed();
    }

    Counts counts() {
        return health.counts();
    }

    /** How long ago the registry confirmed what answers. */
    Duration staleness() {
        return source.canMove() ? Duration.ofNanos(Math.max(0, now() - health.confirmedNanos())) : Duration.ZERO;
    }

    PredictorStatus status() {
        Health seen = health;
        LoadedVersion last = Objects.requireNonNull(slot.last(), "status before start");
        return new PredictorStatus(
                slot.isClosed() ? State.CLOSED : seen.state(),
                setup.uri(),
                last.id().name(),
                last.id().version(),
                staleness(),
                seen.problem(),
                seen.heldBack(),
                seen.counts().all(),
                seen.counts().swapped(),
                seen.counts().failed(),
                seen.counts().refused());
    }

    private RefreshOutcome outcome(Result result, LoadedVersion active, @Nullable String problem) {
        return new RefreshOutcome(result, active.id().name(), active.id().version(), problem);
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }

    private long now() {
        return surroundings.nanos().getAsLong();
    }

    /** A time of day as a reading of the other clock; a time in the future, after the clock was set back, counts as now. */
    private long nanosOf(Instant then) {
        Duration ago = Duration.between(then, surroundings.wall().instant());
        return now()
                - Duration.ofSeconds(Math.min(Math.max(0, ago.toSeconds()), MOST_SECONDS))
                        .toNanos();
    }
}
