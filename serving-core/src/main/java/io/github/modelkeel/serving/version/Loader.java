package io.github.modelkeel.serving.version;

import io.github.modelkeel.serving.time.TimeLimiter;
import io.github.modelkeel.serving.time.TimeLimiter.Started;
import io.github.modelkeel.serving.version.VersionSource.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a check that may block, each within its time. Safe for use by multiple threads; the refresher uses it one step at a
 * time.
 *
 * @param uri the address, for messages
 * @param registry which registry the versions belong to
 * @param cache the versions that are loaded already
 * @param timeLimiter does the steps
 * @param limits the times
 */
public record Loader(String uri, String registry, ModelCache cache, TimeLimiter timeLimiter, Limits limits) {
    /**
     * How long a step may take, and how much warming up is wanted.
     *
     * @param lookUp asking the registry
     * @param load download, verification, reading and warming up together
     * @param warmUpCalls predictions before a version takes over, or beside the first answers of a start
     */
    public record Limits(Duration lookUp, Duration load, int warmUpCalls) {}

    public <T> T lookUp(Callable<T> question) {
        return ask(question).waitFor(limits.lookUp());
    }

    /** Asks beside the caller. */
    public <T> Started<T> ask(Callable<T> question) {
        return timeLimiter.start("looking up " + uri, question);
    }

    /** The version, ready to answer; from memory when this process loaded it before. */
    public LoadedVersion load(Candidate candidate) {
        VersionId id = candidate.id();
        LoadedVersion known = cache.find(registry, id);
        if (known != null) {
            return known;
        }
        return keep(id, timeLimiter.call("loading " + id.label(), limits.load(), () -> read(candidate)));
    }

    /**
     * As {@link #load}, for callers that have no version yet: each example row is predicted once, and the rest of the warm-up runs beside the
     * first answers, which are slow rather than late.
     */
    public LoadedVersion loadFirst(Candidate candidate) {
        LoadedVersion known = cache.find(registry, candidate.id());
        return known != null ? known : finish(start(candidate));
    }

    /** Starts {@link #loadFirst} beside the caller, who does not know yet whether the version is wanted; null when it is loaded already. */
    public @Nullable Ahead loadAhead(Candidate candidate) {
        return cache.find(registry, candidate.id()) != null ? null : start(candidate);
    }

    private Ahead start(Candidate candidate) {
        VersionId id = candidate.id();
        return new Ahead(id, timeLimiter.start("loading " + id.label(), () -> {
            VerifiedModel read = candidate.load();
            warmUp(read, Math.min(read.exampleRows().size(), limits.warmUpCalls()));
            return read;
        }));
    }

    /** The version that was loaded ahead, as {@link #loadFirst} gives it or fails. */
    public LoadedVersion finish(Ahead ahead) {
        VerifiedModel read = ahead.reading.waitFor(limits.load());
        var unused = timeLimiter.start("warming up " + ahead.id.label(), () -> {
            warmUp(read, limits.warmUpCalls());
            return read;
        });
        return keep(ahead.id, read);
    }

    /**
     * A version that is being read.
     *
     * @param id which it is
     * @param reading the work
     */
    public record Ahead(VersionId id, Started<VerifiedModel> reading) {
        /** It is not wanted. */
        public void giveUp() {
            reading.giveUp();
        }
    }

    private LoadedVersion keep(VersionId id, VerifiedModel verified) {
        return cache.keep(registry, new LoadedVersion(id, verified.model(), verified.format(), verified.profile()));
    }

    private VerifiedModel read(Candidate candidate) {
        VerifiedModel read = candidate.load();
        warmUp(read, limits.warmUpCalls());
        return read;
    }

    private static void warmUp(VerifiedModel verified, int atMost) {
        List<? extends Map<String, ?>> rows = verified.exampleRows();
        int calls = rows.isEmpty() ? 0 : atMost;
        double sum = 0;
        for (int i = 0; i < calls && !Thread.currentThread().isInterrupted(); i++) {
            sum += verified.model().predict(rows.get(i % rows.size()));
        }
        if (Double.isNaN(sum)) {
            throw new UnloadableModelException("the model predicts NaN for its own example rows");
        }
    }
}
