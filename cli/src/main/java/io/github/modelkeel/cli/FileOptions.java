package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
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

    /** What is written may not replace what is read: the data would be gone. Null is skipped. */
    static void mustNotReplace(String option, @Nullable Path file, @Nullable Path... inputs) throws IOException {
        for (Path input : inputs) {
            if (file != null && input != null && Files.exists(file) && Files.exists(input) && isSame(file, input)) {
                throw new CommandFailure(
                        Failures.USAGE, option + ": " + file + " is read by this command and would be replaced");
            }
        }
    }

    /** Of a device there is nothing to lose. */
    private static boolean isSame(Path file, Path input) throws IOException {
        return Files.isRegularFile(input) && Files.isSameFile(file, input);
    }

    /**
     * The file, or a copy of what comes from a pipe: CSV is read a second time where a column turns out to have texts, which of a pipe is not
     * possible. The copy is deleted when the JVM ends.
     */
    static Path rereadable(Path file) throws IOException {
        if (Files.isRegularFile(file) || Files.isDirectory(file)) {
            return file;
        }
        Path directory = Files.createTempDirectory("modelkeel-");
        directory.toFile().deleteOnExit();
        Path copy = directory.resolve(String.valueOf(file.getFileName()));
        copy.toFile().deleteOnExit(); // before the directory: the last that was named is the first that is deleted
        try (InputStream in = new FileInputStream(file.toFile())) {
            Files.copy(in, copy);
        }
        return copy;
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
