package io.github.modelkeel.tracking;

import java.util.List;
import java.util.Map;

/** Where the values of one run go: straight to the server, or through the spool. */
interface RunData {
    void metric(MetricPoint point);

    void metrics(List<MetricPoint> points);

    void params(Map<String, ?> params);

    void tags(Map<String, String> tags);

    void tag(String key, String value);

    void deleteTag(String key);

    void dataset(Dataset dataset, String context);

    /** The size up to which {@link #artifact} takes files; -1 when they go to the server at once. */
    long artifactLimit();

    /** Takes a small file that is delivered later. */
    void artifact(String path, byte[] content);

    /** Where the run's artifacts are, once the server has those that were taken before. */
    String artifactUri();

    /** Whether the run was started by this object, so that the server has no artifacts of others. */
    boolean isNew();

    void end(RunStatus status, long endMillis);

    /** What the server calls the run; waits until it is there. */
    RunInfo info();

    /** The run's name, without waiting. */
    String name();

    /** Whether {@link #info()} answers at once. */
    boolean isKnown();

    /** The run's id, or a placeholder as long as the server has not given one. */
    String label();

    /** Waits until the server has what was logged before, as well as it can. */
    void settle();

    /** When something is logged now. */
    long now();
}
