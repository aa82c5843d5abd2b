package io.github.modelkeel.gates;

import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.gates.rule.Material;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import java.nio.file.Path;
import java.util.Optional;

/** What gates look at, from a registry. */
record RegistryMaterial(Registry registry) implements Material {
    @Override
    public Optional<byte[]> runArtifact(ModelVersion version, String path) {
        try {
            return version.runId().map(run -> registry.readRunArtifact(run, path));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Path files(ModelVersion version) {
        return registry.download(registry.resolve(version.uri()));
    }
}
