package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import io.github.modelkeel.drift.CsvOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a CSV file is read. Filled by picocli. Not thread-safe. */
final class CsvFlags {
    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "Between the fields of CSV, read and written: one character, or tab. Default: a comma.")
    private @Nullable String delimiter;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description =
                    "The encoding of CSV that is read, for instance windows-1252. Default: UTF-8, and nothing else passes.")
    private @Nullable String encoding;

    @Option(
            names = "--missing",
            paramLabel = "WORD",
            split = ",",
            description = {
                "The words of CSV that mean a missing value, instead of those of pandas (NA, N/A, NaN, null, None, …).",
                "An empty or blank field is missing in any case."
            })
    private @Nullable List<String> missing;

    @Option(names = "--keep-blanks", description = "Keep the blanks around texts and names of CSV.")
    private boolean keepBlanks;

    @Option(
            names = "--decimal",
            paramLabel = "CHAR",
            description = "Before the fraction of a number in CSV that is read: a point (the default) or a comma.")
    private @Nullable String decimal;

    @Option(
            names = "--thousands",
            paramLabel = "CHAR",
            description =
                    "Between groups of three digits in CSV that is read: a point, a comma, an apostrophe, an underscore or a blank.")
    private @Nullable String thousands;

    @Option(
            names = "--units",
            description =
                    "Numbers of CSV may have a percent sign, or a currency, which is dropped: 12 %%, EUR 1200, $5.")
    private boolean units;

    boolean isGiven() {
        return delimiter != null || isOfInputGiven();
    }

    /** Whether there is nothing but a delimiter, which CSV that is written has too. */
    boolean isDelimiterAlone() {
        return delimiter != null && !isOfInputGiven();
    }

    private boolean isOfInputGiven() {
        return encoding != null || missing != null || keepBlanks || decimal != null || thousands != null || units;
    }

    char delimiter() {
        if (delimiter == null) {
            return ',';
        }
        if (delimiter.equalsIgnoreCase("tab") || delimiter.equals("\\t")) {
            return '\t';
        }
        if (delimiter.length() != 1) {
            throw new CommandFailure(
                    Failures.USAGE, "--delimiter: one character or the word tab is needed, not '" + delimiter + "'");
        }
        return delimiter.charAt(0);
    }

    CsvOptions options() {
        CsvOptions.Builder builder = CsvOptions.builder().trim(!keepBlanks).units(units);
        if (encoding != null) {
            builder.charset(charset(encoding));
        }
        if (missing != null) {
            builder.missingValues(missing);
        }
        try {
            if (delimiter != null) {
                builder.delimiter(delimiter());
            }
            if (decimal != null) {
                builder.decimal(mark("--decimal", decimal));
            }
            if (thousands != null) {
                builder.thousands(mark("--thousands", thousands));
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(Failures.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static char mark(String option, String value) {
        if (value.length() != 1) {
            throw new CommandFailure(Failures.USAGE, option + ": one character is needed, not '" + value + "'");
        }
        return value.charAt(0);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new CommandFailure(
                    Failures.USAGE,
                    "--encoding: this Java knows no encoding '" + name
                            + "'; it knows for instance UTF-8, UTF-16, ISO-8859-1 and windows-1252",
                    e);
        }
    }
}
