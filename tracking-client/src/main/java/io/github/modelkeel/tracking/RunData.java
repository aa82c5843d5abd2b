package io.github.modelkeel.tracking;

import io.github.modelkeel.tracking.artifact.ArtifactRun;
import java.util.List;
import java.util.Map;

/** Where the values of one run go: straight to the server, or through the spool. */
interface RunData extends ArtifactRun {
    void metric(MetricPoint point);

    void metrics(List<MetricPoint> points);

    void params(Map<String, ?> params);

    void tags(Map<String, String> tags);

    void deleteTag(String key);

    void dataset(Dataset dataset, String context);

    void end(RunStatus status, long endMillis);

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
