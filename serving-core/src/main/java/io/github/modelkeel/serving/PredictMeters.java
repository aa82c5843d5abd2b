package io.github.modelkeel.serving;

import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.serving.Health.Counts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one predictor. Safe for use by multiple threads. The version is a gauge and never a tag: tags live as long as the
 * process, versions come and go.
 */
final class PredictMeters implements AutoCloseable {
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    private final Tags tags;
    private final Timer success;
    private final Timer invalid;
    private final Timer error;

    PredictMeters(MeterRegistry registry, Refresher refresher, PredictorStatus first, ViolationCounts violations) {
        this.registry = registry;
        this.tags = Tags.of("model", first.modelName(), "uri", first.uri());
        this.success = timer("success");
        this.invalid = timer("invalid_input");
        this.error = timer("error");
        counter(refresher, "unchanged", Counts::confirmed);
        counter(refresher, "swapped", Counts::swapped);
        counter(refresher, "failed", Counts::failed);
        counter(refresher, "refused", Counts::refused);
        counter(refresher, "held_back", Counts::waited);
        for (Kind kind : Kind.values()) {
            violations("refused", kind, violations, of -> of.refused(kind));
            violations("accepted", kind, violations, of -> of.accepted(kind));
        }
        meters.add(Gauge.builder(
                        "modelkeel.model.version", refresher, of -> of.status().modelVersion())
                .description("The active version")
                .tags(tags)
                .register(registry));
        meters.add(TimeGauge.builder(
                        "modelkeel.model.staleness",
                        refresher,
                        TimeUnit.SECONDS,
                        of -> of.staleness().toMillis() / 1000.0)
                .description("How long ago the registry confirmed the active version")
                .tags(tags)
                .register(registry));
    }

    private Timer timer(String outcome) {
        Timer timer = Timer.builder("modelkeel.predict")
                .description("Time of a call of predict or predictAll")
                .tags(tags.and("outcome", outcome))
                .register(registry);
        meters.add(timer);
        return timer;
    }

    private void counter(Refresher refresher, String outcome, ToDoubleFunction<Counts> count) {
        meters.add(FunctionCounter.builder("modelkeel.refresh", refresher, of -> count.applyAsDouble(of.counts()))
                .description("Checks of the registry by what they led to")
                .tags(tags.and("outcome", outcome))
                .register(registry));
    }

    private void violations(
            String outcome, Kind kind, ViolationCounts counts, ToDoubleFunction<ViolationCounts> count) {
        meters.add(FunctionCounter.builder("modelkeel.predict.violations", counts, count)
                .description("Values that break a rule of the input policy")
                .tags(tags.and("kind", tagOf(kind), "outcome", outcome))
                .register(registry));
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

    /** The reading to give to the end of the call. */
    long start() {
        return registry.config().clock().monotonicTime();
    }

    void succeeded(long start) {
        success.record(start() - start, TimeUnit.NANOSECONDS);
    }

    void refusedInput(long start) {
        invalid.record(start() - start, TimeUnit.NANOSECONDS);
    }

    void failed(long start) {
        error.record(start() - start, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}
