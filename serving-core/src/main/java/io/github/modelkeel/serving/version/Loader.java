package io.github.modelkeel.serving.version;

import io.github.modelkeel.serving.time.TimeLimiter;
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
     * @param warmUpCalls predictions before a version answers callers
     */
    public record Limits(Duration lookUp, Duration load, int warmUpCalls) {}

    public <T> T lookUp(Callable<T> question) {
        return timeLimiter.call("looking up " + uri, limits.lookUp(), question);
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

    /** Loads a version beside the caller, who does not know yet whether it is wanted; null when it is loaded already. */
    public @Nullable Ahead loadAhead(Candidate candidate) {
        VersionId id = candidate.id();
        return cache.find(registry, id) != null
                ? null
                : new Ahead(id, timeLimiter.start("loading " + id.label(), () -> read(candidate)));
    }

    /** The version that was loaded ahead, as {@link #load} gives it or fails. */
    public LoadedVersion finish(Ahead ahead) {
        return keep(ahead.id, ahead.reading.waitFor(limits.load()));
    }

    /**
     * A version that is being read.
     *
     * @param id which it is
     * @param reading the work
     */
    public record Ahead(VersionId id, TimeLimiter.Started<VerifiedModel> reading) {
        /** It is not wanted. */
        public void giveUp() {
            reading.giveUp();
        }
    }

    private LoadedVersion keep(VersionId id, VerifiedModel verified) {
        return cache.keep(registry, new LoadedVersion(id, verified.model(), verified.format()));
    }

    private VerifiedModel read(Candidate candidate) {
        VerifiedModel read = candidate.load();
        warmUp(read);
        return read;
    }

    private void warmUp(VerifiedModel verified) {
        List<? extends Map<String, ?>> rows = verified.exampleRows();
        int calls = rows.isEmpty() ? 0 : limits.warmUpCalls();
        double sum = 0;
        for (int i = 0; i < calls && !Thread.currentThread().isInterrupted(); i++) {
            sum += verified.model().predict(rows.get(i % rows.size()));
        }
        if (Double.isNaN(sum)) {
            throw new UnloadableModelException("the model predicts NaN for its own example rows");
        }
    }
}
