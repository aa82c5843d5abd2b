package io.github.modelkeel.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a performance differs from an earlier one. Immutable and safe for use by multiple threads. */
public final class PerformanceChange {
    /** Metrics of which less is better; of all others more is. */
    private static final Set<String> ERRORS = Set.of("mae", "rmse", "median_absolute_error", "log_loss", "brier");

    private final Map<String, Metric> differences;

    PerformanceChange(Map<String, Metric> differences) {
        this.differences = Collections.unmodifiableMap(new LinkedHashMap<>(differences));
    }

    /**
     * The differences, current less reference. The interval is that of the difference.
     *
     * @return by the name of the metric; unmodifiable
     */
    public Map<String, Metric> differences() {
        return differences;
    }

    /**
     * The metrics that became worse beyond chance: the interval of the difference is on the bad side of 0. Each metric is judged by its own
     * interval; of several metrics that say nothing new, expect more than one in twenty false alarms.
     *
     * @return their names, possibly none
     */
    public List<String> worse() {
        return beyond(true);
    }

    /** {@return the names of the metrics that became better beyond chance, possibly none} */
    public List<String> better() {
        return beyond(false);
    }

    private List<String> beyond(boolean worse) {
        List<String> names = new ArrayList<>();
        for (Metric difference : differences.values()) {
            boolean fewer = ERRORS.contains(difference.name()) != worse;
            if (fewer ? difference.upper() < 0 : difference.lower() > 0) {
                names.add(difference.name());
            }
        }
        return names;
    }

    /** {@return the differences} */
    @Override
    public String toString() {
        return "PerformanceChange" + differences.values();
    }
}
