package io.github.modelkeel.serving;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often callers broke a rule of the input policy, by kind. Safe for use by multiple threads. */
final class ViolationCounts {
    private final Map<Kind, LongAdder> refused = new EnumMap<>(Kind.class);
    private final Map<Kind, LongAdder> tolerated = new EnumMap<>(Kind.class);

    ViolationCounts() {
        for (Kind kind : Kind.values()) {
            refused.put(kind, new LongAdder());
            tolerated.put(kind, new LongAdder());
        }
    }

    /** Each violation of a row that was refused. */
    void refused(InvalidInputException e) {
        e.violations().forEach(violation -> add(refused, violation.kind()));
    }

    /** A value that breaks a rule and was used nevertheless. */
    void tolerated(Kind kind) {
        add(tolerated, kind);
    }

    private static void add(Map<Kind, LongAdder> counts, Kind kind) {
        LongAdder count = counts.get(kind);
        if (count != null) {
            count.increment();
        }
    }

    long refused(Kind kind) {
        return sum(refused, kind);
    }

    long accepted(Kind kind) {
        return sum(tolerated, kind);
    }

    private static long sum(Map<Kind, LongAdder> counts, Kind kind) {
        LongAdder count = counts.get(kind);
        return count == null ? 0 : count.sum();
    }
}
