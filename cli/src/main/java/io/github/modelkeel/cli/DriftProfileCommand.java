package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Progress;
import io.github.modelkeel.cli.console.Verbose;
import io.github.modelkeel.cli.console.Verbosity;
import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the profile of a reference. Not thread-safe. */
@Command(
        name = "profile",
        description = {
            "Writes the profile of a reference, which is compared later without the data: schema, bins, categories, counts.",
            "Example: modelkeel drift profile --reference train.csv --output profile.json"
        })
final class DriftProfileCommand implements Callable<Integer>, Verbose {
    private final Console console;

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "CSV",
            description = "What is normal, for instance the training data: CSV with a header.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path reference;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to write the profile. It is there only when it is complete.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    @Option(
            names = "--taken-at",
            paramLabel = "TIME",
            converter = Moment.class,
            description = {
                "When the data were taken, from which the age of dates is counted: 2026-11-01, or 2026-11-01T06:00Z. Default: not",
                "known; the newest date is taken for it."
            })
    private @Nullable Instant takenAt;

    @Mixin
    private final SignatureFlags signature = new SignatureFlags();

    @Mixin
    private final KindFlags kinds = new KindFlags();

    @Mixin
    private final CsvFlags csv = new CsvFlags();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    DriftProfileCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean verbose() {
        return verbosity.verbose();
    }

    @Override
    public Integer call() throws IOException {
        FileOptions.mustExist("--reference", reference);
        FileOptions.mustBeCsv("--reference", reference);
        FileOptions.mustBeWritable("--output", output);
        FileOptions.mustNotReplace("--output", output, reference);
        CsvOptions options = kinds.csv(csv.options(), signature.types());
        Path file = FileOptions.rereadable(reference);
        Profile data;
        try (Progress progress = Progress.of(console)) {
            data = Profile.ofCsv(file, options.withObserver(progress.reading(file)));
        }
        StoredProfile profile = StoredProfile.of(data, kinds.schema(signature.schema(data), data));
        if (takenAt != null) {
            profile = profile.withTakenAt(takenAt);
        }
        profile.write(output);
        console.err()
                .println(output + ": " + profile.rows() + " rows, "
                        + profile.columnNames().size() + " columns");
        return 0;
    }
}
