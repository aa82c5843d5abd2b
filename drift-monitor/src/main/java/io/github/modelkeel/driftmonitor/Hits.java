package io.github.modelkeel.driftmonitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.BitSet;

/** The share of right ones among the last outcomes, as a gauge. Written by one thread at a time. */
final class Hits implements AutoCloseable {
    static final int MAX = 1000;

    private final MeterRegistry registry;
    private final Gauge gauge;
    private final BitSet right = new BitSet(MAX);
    private int next;
    private int size;
    private volatile double share = Double.NaN;

    Hits(MeterRegistry registry, String model, String version) {
        this.registry = registry;
        this.gauge = Gauge.builder(Accuracy.NAME, this, hits -> hits.share)
                .description("Share of the last outcomes that were predicted")
                .tags("model", model, "version", version)
                .strongReference(true)
                .register(registry);
    }

    void add(boolean hit) {
        right.set(next, hit);
        next = (next + 1) % MAX;
        size = Math.min(size + 1, MAX);
        share = (double) right.cardinality() / size;
    }

    @Override
    public void close() {
        registry.remove(gauge);
    }
}
