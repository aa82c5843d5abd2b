package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.cli.console.Progress;
import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.InvalidDataException;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is compared, and what counts as drift. Filled by picocli. Not thread-safe. */
final class DriftFlags {
    @Option(
            names = "--current",
            required = true,
            paramLabel = "FILE|LOG",
            description = {
                "The data to judge: CSV with a header, JSON lines (.jsonl, .jsonl.gz), or a prediction log: its",
                "directory, or one of its files (predictions-*.jsonl, predictions-*.jsonl.gz). With a stored profile as",
                "reference also a profile that was counted by it (.json), for instance what drift merge writes."
            })
    private @Nullable Path current;

    @Option(
            names = "--prediction",
            paramLabel = "COLUMN",
            description = {
                "Compare the predictions of the log too: the reference's column that they are compared with. Labels of two",
                "classes come with their probabilities, as COLUMN.probability."
            })
    private @Nullable String prediction;

    @Option(
            names = "--threshold",
            paramLabel = "PSI",
            description = "By how much the PSI must exceed what no drift would give for drift. Default: 0.2.")
    private @Nullable Double threshold;

    @Option(names = "--alpha", paramLabel = "LEVEL", description = "The level of significance. Default: 0.05.")
    private @Nullable Double alpha;

    @Option(
            names = "--ignore",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns that are not compared, for instance identifiers.")
    private @Nullable List<String> ignored;

    @Option(
            names = "--equal-weights",
            description = {
                "All columns count the same in the share of drifted columns. Default: by their importance to the model,",
                "if --reference is the address of one or --signature is given, and the model says it."
            })
    private boolean equalWeights;

    @Option(names = "--fingerprints", description = "Put a SHA-256 of the values of both sides into the report.")
    private boolean fingerprints;

    @Option(
            names = "--taken-at",
            paramLabel = "TIME",
            converter = Moment.class,
            description = {
                "When the current data were taken, from which the age of dates is counted: 2026-11-01, or 2026-11-01T06:00Z. It is",
                "used where that of the reference is known too, else the newest date of each side is taken."
            })
    private @Nullable Instant takenAt;

    @Option(
            names = "--reference-taken-at",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "The same of the reference. Default: what its profile says.")
    private @Nullable Instant referenceTakenAt;

    @Mixin
    private final SignatureFlags signature = new SignatureFlags();

    @Mixin
    private final KindFlags kinds = new KindFlags();

    @Mixin
    private final CsvFlags csv = new CsvFlags();

    /** What is written may not be one of the files that are compared. */
    void mustNotReplace(String option, @Nullable Path file, DriftReference reference) throws IOException {
        FileOptions.mustNotReplace(option, file, current, reference.file().orElse(null));
    }

    /**
     * Compares.
     *
     * @param statistics by name, to be computed besides those that decide; may be none
     * @param console hears of a model that cannot be read, and on a terminal how far it is
     */
    DriftReport compareWith(DriftReference reference, List<String> statistics, Console console) {
        DriftOptions.Builder options = options(statistics);
        Path named = Objects.requireNonNull(current, "picocli lets no command pass without --current");
        FileOptions.mustExist("--current", named);
        reference.mustExist();
        if (prediction != null && !(isLines(named) && isLog(named))) {
            throw new CommandFailure(Failures.USAGE, "--prediction needs a prediction log in --current, not " + named);
        }
        try (Progress progress = Progress.of(console)) {
            Path judged = FileOptions.rereadable(named);
            Optional<StoredProfile> stored = reference.stored(signature.trackingUri());
            if (!isLines(judged) && (stored.isEmpty() || !isProfile(judged))) {
                FileOptions.mustBeCsv("--current", judged);
            }
            if (stored.isEmpty()) {
                return compare(reference.data(), judged, options, progress);
            }
            if (signature.isGiven()) {
                throw new CommandFailure(
                        Failures.USAGE, "--signature goes with the data of a reference; a profile has its own schema");
            }
            if (kinds.isGiven()) {
                throw new CommandFailure(
                        Failures.USAGE, "--kind goes with the data of a reference; a profile has its own schema");
            }
            Map<String, Double> importance = reference
                    .modelFiles()
                    .map(files -> importance(files, console))
                    .orElse(Map.of());
            return compare(
                    stored.get(),
                    judged,
                    weighted(options, importance, stored.get().columnNames()),
                    progress);
        } catch (IOException e) {
            throw new UncheckedIOException(named + " cannot be read: " + e, e);
        } catch (InvalidDataException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** The options, with what the columns of the reference weigh for the model. */
    private DriftOptions weighted(DriftOptions.Builder options, Map<String, Double> importance, List<String> columns) {
        Map<String, Double> known = new HashMap<>(importance);
        known.keySet().retainAll(columns);
        return equalWeights ? options.build() : options.build().withWeights(known);
    }

    /** Of a model that this build reads; a profile may be beside one of another kind, or beside none. */
    private Map<String, Double> importance(Path files, Console console) {
        if (equalWeights || Files.notExists(files.resolve("MLmodel"))) {
            return Map.of();
        }
        try {
            return ModelBundle.read(files).model().columnImportance();
        } catch (IOException | ModelRefusedException e) {
            console.err()
                    .println("modelkeel: all columns count the same, as the model of --reference cannot be read: "
                            + e.getMessage());
            return Map.of();
        }
    }

    private static boolean isProfile(Path judged) {
        return String.valueOf(judged.getFileName()).endsWith(".json");
    }

    private DriftReport compare(StoredProfile reference, Path judged, DriftOptions options, Progress progress) {
        StoredProfile counted = isProfile(judged)
                ? StoredProfile.read(judged)
                : isLines(judged)
                        ? reference.count(linesOf(judged, progress))
                        : reference.countCsv(judged, csv.options().withObserver(progress.reading(judged)));
        return Drift.compare(
                referenceTakenAt == null ? reference : reference.withTakenAt(referenceTakenAt),
                takenAt == null ? counted : counted.withTakenAt(takenAt),
                options);
    }

    private DriftReport compare(Path given, Path judged, DriftOptions.Builder options, Progress progress)
            throws IOException {
        Path reference = FileOptions.rereadable(given);
        FileOptions.mustBeCsv("--reference", reference);
        CsvOptions reading = kinds.csv(csv.options(), signature.types());
        Profile referenceData = Profile.ofCsv(reference, reading.withObserver(progress.reading(reference)));
        Profile currentData = isLines(judged)
                ? linesOf(judged, progress)
                : Profile.ofCsv(judged, reading.withObserver(progress.reading(judged)));
        if (signature.isGiven() || kinds.isGiven()) {
            options.schema(kinds.schema(signature.schema(referenceData), referenceData));
        }
        return Drift.compare(
                referenceTakenAt == null ? referenceData : referenceData.withTakenAt(referenceTakenAt),
                takenAt == null ? currentData : currentData.withTakenAt(takenAt),
                weighted(options, signature.importance(), referenceData.columnNames()));
    }

    /** Whether it is a prediction log or has JSON lines, by its name. */
    static boolean isLines(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isDirectory(file) || name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
    }

    /** Whether lines are those of a prediction log: its directory, or one of its files. */
    static boolean isLog(Path file) {
        return Files.isDirectory(file) || String.valueOf(file.getFileName()).startsWith("predictions-");
    }

    private Profile linesOf(Path file, Progress progress) {
        if (!isLog(file)) {
            return Profile.ofJsonLines(file, progress.reading(file));
        }
        return prediction == null ? Profile.ofPredictionLog(file) : Profile.ofPredictionLog(file, prediction);
    }

    private DriftOptions.Builder options(List<String> statistics) {
        DriftOptions.Builder builder = DriftOptions.builder()
                .statistics(statistics.toArray(String[]::new))
                .fingerprints(fingerprints);
        try {
            if (threshold != null) {
                builder.threshold(threshold);
            }
            if (alpha != null) {
                builder.alpha(alpha);
            }
            if (ignored != null) {
                builder.ignore(ignored.toArray(String[]::new));
            }
            return builder;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.USAGE, "--" + e.getMessage(), e);
        }
    }

    /** What a pipeline sees. */
    static int exitCode(DriftReport report) {
        return switch (report.state()) {
            case STABLE, SHIFTED -> 0;
            case DRIFTED -> Failures.DRIFTED;
            case UNDECIDED, NOT_SCORED -> Failures.UNDECIDED;
        };
    }
}
