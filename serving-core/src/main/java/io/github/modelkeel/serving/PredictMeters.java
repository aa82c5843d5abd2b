package io.github.modelkeel.serving;

import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.serving.Health.Counts;
import io.github.modelkeel.serving.log.LogCounts;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.VersionCounts;
import io.github.modelkeel.serving.version.VersionId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one predictor. Safe for use by multiple threads. A version is a tag while it is one of the last three that were loaded: tags
 * live as long as the process, versions come and go.
 */
final class PredictMeters implements AutoCloseable {
    private static final int VERSIONS = 3;

    /** The counts of a version and the meters that show them. */
    private record OfVersion(VersionCounts counts, List<Meter> meters) {}

    /** 1, 2.5, 5, 10 … microseconds to a second. */
    private static final Duration[] BUCKETS = buckets();

    private final MeterRegistry registry;
    private final Sampling timing;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<Integer, OfVersion> ofVersions = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Tags tags;
    private final Timer duration;
    private boolean closed;

    PredictMeters(MeterRegistry registry, Sampling timing, String modelName, String uri) {
        this.registry = registry;
        this.timing = timing;
        this.tags = Tags.of("model", modelName, "uri", uri);
        this.duration = Timer.builder("ml.prediction.duration")
                .description("Time of a call, one row or many")
                .serviceLevelObjectives(BUCKETS)
                .tags(tags)
                .register(registry);
        meters.add(duration);
    }

    private static Duration[] buckets() {
        List<Duration> buckets = new ArrayList<>();
        for (long decade = 1000; decade < 1_000_000_000L; decade *= 10) {
            buckets.add(Duration.ofNanos(decade));
            buckets.add(Duration.ofNanos(decade * 5 / 2));
            buckets.add(Duration.ofNanos(decade * 5));
        }
        buckets.add(Duration.ofSeconds(1));
        return buckets.toArray(Duration[]::new);
    }

    /** Meters of what the predictor knows of itself. */
    void watch(Health.Checks checks, ViolationCounts violations, @Nullable GuardedCalls guarded) {
        checks(checks, "unchanged", Counts::confirmed);
        checks(checks, "swapped", Counts::swapped);
        checks(checks, "failed", Counts::failed);
        checks(checks, "refused", Counts::refused);
        checks(checks, "held_back", Counts::waited);
        for (Kind kind : Kind.values()) {
            violations("refused", kind, violations, of -> of.refused(kind));
            violations("accepted", kind, violations, of -> of.accepted(kind));
        }
        meters.add(TimeGauge.builder(
                        "ml.model.staleness",
                        checks,
                        TimeUnit.SECONDS,
                        of -> of.staleness().toMillis() / 1000.0)
                .description("How long ago the registry confirmed the active version")
                .tags(tags)
                .register(registry));
        if (guarded != null) {
            meters.add(Gauge.builder(
                            "ml.guard.state",
                            guarded,
                            of -> of.probation().state().number())
                    .description("0: calls go to the model; 1: one at a time tries it; 2: the guard is open")
                    .tags(tags)
                    .register(registry));
            counter(
                    "ml.model.rollbacks",
                    "Versions that gave the service back",
                    guarded,
                    of -> of.probation().rollbacks());
            counter("ml.prediction.fallbacks", "Calls that the fallback answered", guarded, GuardedCalls::fallbacks);
        }
    }

    /** Meters of the log. */
    void watch(LogCounts log) {
        lines("written", log, LogCounts::written);
        lines("queue_full", log, LogCounts::noRoom);
        lines("failed", log, LogCounts::failed);
    }

    private void lines(String outcome, LogCounts log, ToDoubleFunction<LogCounts> count) {
        meters.add(FunctionCounter.builder("ml.prediction.log", log, count)
                .description("Lines of the prediction log by what became of them")
                .tags(tags.and("outcome", outcome))
                .register(registry));
    }

    private void counter(String name, String description, GuardedCalls of, ToDoubleFunction<GuardedCalls> count) {
        meters.add(FunctionCounter.builder(name, of, count)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void checks(Health.Checks checks, String outcome, ToDoubleFunction<Counts> count) {
        meters.add(FunctionCounter.builder("ml.model.refresh", checks, of -> count.applyAsDouble(of.counts()))
                .description("Checks of the registry by what they led to")
                .tags(tags.and("outcome", outcome))
                .register(registry));
    }

    private void violations(
            String outcome, Kind kind, ViolationCounts counts, ToDoubleFunction<ViolationCounts> count) {
        meters.add(FunctionCounter.builder("ml.input.violations", counts, count)
                .description("Values that break a rule of the input policy")
                .tags(tags.and("kind", tagOf(kind), "outcome", outcome))
                .register(registry));
    }

    /** Meters of a version that answers from now on; those of the fourth before it end. One that comes back, as after a rollback, is counted further. */
    VersionCounts loaded(LoadedVersion loaded) {
        VersionId id = loaded.id();
        Tags version = tags.and("version", Integer.toString(id.version()));
        lock.lock();
        try {
            OfVersion before = ofVersions.remove(id.version());
            VersionCounts counts = before == null ? new VersionCounts() : before.counts;
            if (closed) {
                return counts;
            }
            if (before != null) {
                before.meters.forEach(registry::remove);
            }
            List<Meter> made = new ArrayList<>();
            made.add(rows(version, "success", counts, VersionCounts::success));
            made.add(rows(version, "invalid_input", counts, VersionCounts::invalidInput));
            made.add(rows(version, "error", counts, VersionCounts::error));
            made.add(rows(version, "fallback", counts, VersionCounts::fallback));
            made.add(Gauge.builder("ml.model.info", () -> 1)
                    .description("A version that was loaded")
                    .tags(version.and("digest", id.digest() == null ? "" : id.digest(), "format", loaded.format()))
                    .register(registry));
            ofVersions.put(id.version(), new OfVersion(counts, made));
            if (ofVersions.size() > VERSIONS) {
                Iterator<OfVersion> oldest = ofVersions.values().iterator();
                oldest.next().meters.forEach(registry::remove);
                oldest.remove();
            }
            return counts;
        } finally {
            lock.unlock();
        }
    }

    private Meter rows(Tags version, String outcome, VersionCounts counts, ToDoubleFunction<VersionCounts> count) {
        return FunctionCounter.builder("ml.predictions", counts, count)
                .description("Rows by version and outcome; a call that failed counts as one")
                .tags(version.and("outcome", outcome))
                .register(registry);
    }

    /** What dashboards and alerts know a kind by. It may not change. */
    private static String tagOf(Kind kind) {
        return switch (kind) {
            case MISSING -> "missing";
            case WRONG_TYPE -> "wrong_type";
            case NOT_FINITE -> "not_finite";
            case UNKNOWN_CATEGORY -> "unknown_category";
            case OUT_OF_RANGE -> "out_of_range";
            case UNKNOWN_COLUMN -> "unknown_column";
            case NOT_COMPUTABLE -> "not_computable";
            case NOT_FINITE_RESULT -> "not_finite_result";
        };
    }

    /** Whether the time of this call is measured. */
    boolean times() {
        return timing.takes();
    }

    /** The reading to give to the end of the call. */
    long start() {
        return registry.config().clock().monotonicTime();
    }

    void ended(long start) {
        duration.record(start() - start, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            meters.forEach(registry::remove);
            ofVersions.values().forEach(each -> each.meters.forEach(registry::remove));
        } finally {
            lock.unlock();
        }
    }
}
