package io.github.modelkeel.gates.rule;

import io.github.modelkeel.registry.ModelVersion;

/** The sentence about a file that a version's run does not have. */
final class MissingFile {
    private MissingFile() {}

    static String of(ModelVersion version, String artifact, String what) {
        return version.runId()
                .map(run -> "run " + run + " of version " + version.version() + " has no artifact " + artifact
                        + "; log " + what + " there")
                .orElse("version " + version.version() + " has no run, so there is no artifact " + artifact
                        + "; register the model of a run that has it");
    }
}
