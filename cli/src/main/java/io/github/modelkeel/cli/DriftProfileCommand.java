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
import java.util.concurrent.Callable;
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

    @Mixin
    private final SignatureFlags signature = new SignatureFlags();

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
        CsvOptions options = signature.csv(csv.options());
        Profile data;
        try (Progress progress = Progress.of(console)) {
            data = Profile.ofCsv(reference, options.withObserver(progress.reading(reference)));
        }
        StoredProfile profile = StoredProfile.of(data, signature.schema(data));
        profile.write(output);
        console.err()
                .println(output + ": " + profile.rows() + " rows, "
                        + profile.columnNames().size() + " columns");
        return 0;
    }
}
