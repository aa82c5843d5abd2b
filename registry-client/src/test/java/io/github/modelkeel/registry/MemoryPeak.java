package io.github.modelkeel.registry;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** How much more heap was used at once since the start. Immutable. */
final class MemoryPeak {
    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private final long before;

    private MemoryPeak() {
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        before = peak();
    }

    /** Begins to watch, after a collection. */
    static MemoryPeak start() {
        System.gc();
        return new MemoryPeak();
    }

    /** An upper bound: the pools may have had their peaks at different times. */
    long bytes() {
        return peak() - before;
    }

    private long peak() {
        return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }
}
