package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that options name, checked before any work; an error names the option. */
final class FileOptions {
    private FileOptions() {}

    /** There must be such a file or directory; null is skipped. */
    static void mustExist(String option, @Nullable Path file) {
        if (file != null && Files.notExists(file)) {
            throw new CommandFailure(Failures.FAILED, option + ": " + file + ": no such file or directory");
        }
    }

    /** The directory must be there: one that is made for a misspelled path is never found again. Null is skipped. */
    static void mustBeWritable(String option, @Nullable Path file) {
        Path directory = file == null ? null : file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new CommandFailure(Failures.FAILED, option + ": " + directory + ": no such directory");
        }
    }

    /** A file that is called {@code .json} and starts as JSON is not read as CSV, of which it would be a table without the columns. */
    static void mustBeCsv(String option, Path file) throws IOException {
        if (!String.valueOf(file.getFileName()).endsWith(".json")) {
            return;
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int first = reader.read();
            while (Character.isWhitespace(first)) {
                first = reader.read();
            }
            if (first == '{' || first == '[') {
                throw new CommandFailure(
                        Failures.FAILED,
                        option + ": " + file
                                + ": JSON, not CSV; write one object in each line and call the file .jsonl");
            }
        }
    }
}
