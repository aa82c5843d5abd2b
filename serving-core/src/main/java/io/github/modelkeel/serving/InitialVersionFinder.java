package io.github.modelkeel.serving;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.serving.history.LastKnownGood.Entry;
import io.github.modelkeel.serving.time.TimeLimiter;
import io.github.modelkeel.serving.time.TimeLimiter.Started;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.Loader.Ahead;
import io.github.modelkeel.serving.version.Reason;
import io.github.modelkeel.serving.version.UnloadableModelException;
import io.github.modelkeel.serving.version.VersionId;
import io.github.modelkeel.serving.version.VersionSource.Candidate;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the version that a predictor starts with: what the registry names, else what was last known good. Not thread-safe.
 *
 * <p>An answer that there is no such version is final, since the registry is the authority. No answer is not, and neither is a
 * version that is refused: a process that restarts serves what its predecessor served.
 */
final class InitialVersionFinder {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final Duration SLICE = Duration.ofMillis(50);
    private static final Duration MAX_AGE = Duration.ofDays(36_500);

    private final Setup setup;
    private @Nullable Entry servedLast;
    private @Nullable Ahead ahead;
    private @Nullable Started<Candidate> unheard;

    InitialVersionFinder(Setup setup) {
        this.setup = setup;
    }

    /**
     * How a predictor starts.
     *
     * @param loaded the version that answers
     * @param health what is known about it
     * @param remembered the entry on disk that it came from, or null when the registry named it
     * @param refused the version that the registry names and that was refused, or null
     * @param unheard the question to the registry, when the start did not wait for its answer, or null
     */
    record InitialVersion(
            LoadedVersion loaded,
            Health health,
            @Nullable Entry remembered,
            @Nullable VersionId refused,
            @Nullable Started<Candidate> unheard) {}

    /** Asks the registry, and meanwhile loads what it will most likely name: the version that was served last. */
    InitialVersion find(Health before) {
        servedLast = setup.lastKnownGood().read().orElse(null);
        ahead = loadAhead(servedLast);
        try {
            Candidate candidate;
            try {
                Started<Candidate> asked = setup.loader().ask(setup.source()::resolve);
                setup.meanwhile().run();
                candidate = answer(asked);
            } catch (ResourceNotFoundException e) {
                throw e;
            } catch (ClientException e) {
                return withoutRegistry(before, e);
            }
            return named(candidate, before);
        } finally {
            if (ahead != null) {
                ahead.giveUp();
            }
        }
    }

    /**
     * What the registry names. Where the version on this machine can answer, a registry that is slow or hangs does not keep a start from it: its
     * answer is heard later. In any other case it has the whole of its time.
     */
    private Candidate answer(Started<Candidate> asked) {
        Duration left = setup.loader().limits().lookUp();
        Ahead early = ahead;
        Duration wait = PATIENCE;
        while (early != null
                && wait.compareTo(left) < 0
                && !asked.endsWithin(wait)
                && !Thread.currentThread().isInterrupted()) {
            if (early.reading().hasSucceeded()) {
                unheard = asked;
                throw new ClientException(
                        TimeLimiter.TIMEOUT,
                        0,
                        "the registry did not answer within 1.5 s; the version on disk answers meanwhile",
                        null);
            }
            left = left.minus(wait);
            wait = SLICE;
        }
        return asked.waitFor(left);
    }

    private @Nullable Ahead loadAhead(@Nullable Entry entry) {
        return entry == null || setup.failedInService().reason(entry.id()) != null
                ? null
                : setup.loader().loadAhead(setup.source().remembered(entry.id()));
    }

    /** Another version than the one that is loaded ahead takes its place, so that a start does not hold two. */
    private LoadedVersion load(Candidate candidate) {
        Ahead early = ahead;
        if (early != null && early.id().equals(candidate.id())) {
            return setup.loader().finish(early);
        }
        if (early != null) {
            early.giveUp();
            ahead = null;
        }
        return setup.loader().loadFirst(candidate);
    }

    private InitialVersion named(Candidate candidate, Health before) {
        String failed = setup.failedInService().reason(candidate.id());
        if (failed != null) {
            return withoutRefused(
                    before,
                    candidate.id(),
                    new UnloadableModelException("it is under quarantine, as " + failed
                            + ". Predictor.release or 'modelkeel quarantine release' ends that"),
                    Reason.ROLLED_BACK);
        }
        LoadedVersion loaded;
        try {
            loaded = load(candidate);
        } catch (RuntimeException e) {
            return withoutRefused(before, candidate.id(), e, Reason.LAST_KNOWN_GOOD);
        }
        return new InitialVersion(loaded, before.confirmed(now()), null, null, null);
    }

    private InitialVersion withoutRegistry(Health before, ClientException cause) {
        String why = Health.reason(cause);
        FromDisk disk = fromDisk(null, Reason.LAST_KNOWN_GOOD)
                .orElseThrow(() -> new ModelUnavailableException(
                        "cannot ask the registry which version " + setup.uri() + " is, and " + nothingOnDisk() + ": "
                                + why,
                        cause));
        warn(disk, unheard == null ? "the registry cannot be asked: " + why : why);
        return new InitialVersion(disk.loaded, aged(before.unanswered(why), disk.entry), disk.entry, null, unheard);
    }

    private InitialVersion withoutRefused(Health before, VersionId refused, RuntimeException cause, Reason origin) {
        String why = Health.reason(cause);
        FromDisk disk = fromDisk(refused, origin).orElseThrow(() -> {
            String message = setup.uri() + " is " + refused.label() + ", which cannot be served: " + why;
            return isPassing(cause)
                    ? new ModelUnavailableException(message, cause)
                    : new ModelNotLoadableException(
                            message, cause instanceof UnloadableModelException ? cause.getCause() : cause);
        });
        warn(disk, refused.label() + " cannot be served: " + why);
        return new InitialVersion(
                disk.loaded, aged(before.refused(refused.label(), why), disk.entry), disk.entry, refused, null);
    }

    private String nothingOnDisk() {
        Entry last = servedLast;
        String failed = last == null ? null : setup.failedInService().reason(last.id());
        return last == null || failed == null
                ? "no version that was served before is on this machine"
                : last.id().label() + ", which was served before, is under quarantine, as " + failed;
    }

    /** What was served last, if that is not the refused version and did not fail in service. */
    private Optional<FromDisk> fromDisk(@Nullable VersionId refused, Reason origin) {
        Optional<Entry> entry = Optional.ofNullable(servedLast)
                .filter(found ->
                        !found.id().equals(refused) && setup.failedInService().reason(found.id()) == null);
        try {
            return entry.map(found -> new FromDisk(
                    found, load(setup.source().remembered(found.id())).with(origin)));
        } catch (ClientException | UnloadableModelException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "the last known good version of " + setup.uri() + " cannot be served", e);
            return Optional.empty();
        }
    }

    private record FromDisk(Entry entry, LoadedVersion loaded) {}

    private static void warn(FromDisk disk, String because) {
        Entry entry = disk.entry;
        LOG.log(
                Level.WARNING,
                () -> "serving " + entry.id().label() + " from disk, last confirmed " + entry.confirmedAt()
                        + ", because " + because);
    }

    /** Whether the same load may succeed later although the version is unchanged. */
    private static boolean isPassing(RuntimeException cause) {
        return cause instanceof ServerUnavailableException
                || cause instanceof UncheckedIOException
                || (cause instanceof ClientException client && TimeLimiter.CODES.contains(client.errorCode()));
    }

    /** With the time of day of the confirmation as a reading of the other clock; a time in the future counts as now. */
    private Health aged(Health health, Entry entry) {
        Instant wall = setup.timeSource().wall().instant();
        Duration ago = Duration.between(entry.confirmedAt(), wall);
        if (ago.isNegative()) {
            ago = Duration.ZERO;
        } else if (ago.compareTo(MAX_AGE) > 0) {
            ago = MAX_AGE;
        }
        return health.confirmedAt(now() - ago.toNanos());
    }

    private long now() {
        return setup.timeSource().nanos().getAsLong();
    }
}
