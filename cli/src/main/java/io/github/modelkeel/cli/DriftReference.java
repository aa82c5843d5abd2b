package io.github.modelkeel.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is normal: the data, or their profile. Filled by picocli, which sees to it that one is given. Not thread-safe. */
final class DriftReference {
    @Option(
            names = "--reference",
            required = true,
            paramLabel = "CSV",
            description = "What is normal, for instance the training data: CSV with a header.")
    private @Nullable Path data;

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "FILE",
            description = "What is normal, as a profile that drift profile wrote.")
    private @Nullable Path profile;

    @Nullable Path data() {
        return data;
    }

    @Nullable Path profile() {
        return profile;
    }
}
