package io.github.modelkeel.tracking;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the values of one run go: straight to the server, or through the spool. */
interface RunData {
    void metric(MetricPoint point);

    void metrics(List<MetricPoint> points);

    void params(Map<String, ?> params);

    void tags(Map<String, String> tags);

    void tag(String key, String value);

    void deleteTag(String key);

    void dataset(Dataset dataset, String context);

    void end(RunStatus status, long endMillis);

    /** What the server calls the run; waits until it is there. */
    RunInfo info();

    /** What the server calls the run if that is known by now. */
    Optional<RunInfo> known();

    /** The run's name, without waiting. */
    String name();

    /** The run's id, or what stands for it as long as the server has not given one. */
    String label();

    /** Waits until the server has what was logged before, as well as it can. */
    void settle();

    /** When something is logged now. */
    long now();
}
