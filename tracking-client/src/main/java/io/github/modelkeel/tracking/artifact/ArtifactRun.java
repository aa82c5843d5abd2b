package io.github.modelkeel.tracking.artifact;

import io.github.modelkeel.tracking.request.ServerRun;

/** The run that artifacts belong to, as far as they need to know it. */
public interface ArtifactRun {
    /** The size up to which {@link #artifact} takes files; -1 when they go to the server at once. */
    long artifactLimit();

    /** Takes a small file that is delivered later. */
    void artifact(String path, byte[] content);

    /** Where the run's artifacts are, once the server has those that were taken before. */
    String artifactUri();

    /** Whether the run was started by this object, so that the server has no artifacts of others. */
    boolean isNew();

    void tag(String key, String value);

    /** What the server calls the run; waits until it is there. */
    ServerRun info();
}
