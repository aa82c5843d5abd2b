package io.github.modelkeel.gates.rule;

import io.github.modelkeel.registry.ModelVersion;
import java.nio.file.Path;
import java.util.Optional;

/** What gates look at beside metrics. */
public interface Material {
    /** A file of the version's run; empty if the version has no run, or the run no such file. */
    Optional<byte[]> runArtifact(ModelVersion version, String path);

    /** The version's files, compared with their digests. */
    Path files(ModelVersion version);
}
