package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.drift.StoredProfile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is normal: the data, their profile, or a model that was logged with one. Filled by picocli, which sees to it that one is given. Not thread-safe. */
final class DriftReference {
    @Option(
            names = "--reference",
            required = true,
            paramLabel = "CSV|URI",
            description = {
                "What is normal, for instance the training data: CSV with a header. Or the address of a model that was",
                "logged with their profile: models:/NAME@ALIAS, models:/NAME/VERSION, models:/m-ID, runs:/RUN/PATH."
            })
    private @Nullable String reference;

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "FILE",
            description = "What is normal, as a profile that drift profile wrote.")
    private @Nullable Path profile;

    private @Nullable Path modelFiles;

    /** The address of the model, empty if there is none. */
    Optional<String> model() {
        return Optional.ofNullable(reference).filter(Source::isAddress);
    }

    /** The file with the profile or the data, empty if there is an address. */
    Optional<Path> file() {
        return profile != null ? Optional.of(profile) : model().isPresent() ? Optional.empty() : Optional.of(data());
    }

    /** The file that is named, if it is one. */
    void mustExist() {
        FileOptions.mustExist("--profile", profile);
        if (profile == null && model().isEmpty()) {
            FileOptions.mustExist("--reference", data());
        }
    }

    /** The file with the data; to be called if there is no profile. */
    Path data() {
        return Path.of(Objects.requireNonNull(reference, "picocli lets no command pass without a reference"));
    }

    /** The profile, empty if there are data. */
    Optional<StoredProfile> stored(@Nullable String trackingUri) {
        if (profile != null) {
            return Optional.of(StoredProfile.read(profile));
        }
        return model().map(address -> ofModel(address, trackingUri));
    }

    /** The files that {@link #stored} fetched from the address of a model, empty if it did not. */
    Optional<Path> modelFiles() {
        return Optional.ofNullable(modelFiles);
    }

    private StoredProfile ofModel(String address, @Nullable String trackingUri) {
        Path directory = Source.fetch("--reference", address, trackingUri).directory();
        modelFiles = directory;
        try {
            return StoredProfile.ofModel(directory);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.FAILED, "--reference " + address + ": " + e.getMessage(), e);
        }
    }
}
