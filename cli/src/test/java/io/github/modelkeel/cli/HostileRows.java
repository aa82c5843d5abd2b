package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Rows of hostile files: each is answered or refused, or the file is, and the end is reached. */
final class HostileRows {
    static final ScoringModel MODEL = model();

    private HostileRows() {}

    /** Begins with a file. */
    interface Reader {
        InputRows read(InputStream in) throws IOException;
    }

    private static ScoringModel model() {
        try {
            Path directory = Files.createTempDirectory("modelkeel-rows");
            try {
                return ModelBundle.read(Houses.linear(directory)).model();
            } finally {
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void readAll(byte[] content, Reader reader) {
        try (InputRows rows = reader.read(new ByteArrayInputStream(content))) {
            Signature.Row row = MODEL.newRow();
            for (long most = content.length + 1L; next(rows, row); most--) {
                if (most < 0) {
                    throw new AssertionError("more rows than bytes");
                }
            }
        } catch (CommandFailure e) {
            requireMessage(e);
        } catch (IOException e) {
            throw new AssertionError("for bytes", e);
        }
    }

    private static boolean next(InputRows rows, Signature.Row row) throws IOException {
        try {
            if (!rows.next(row)) {
                return false;
            }
            if (!Double.isFinite(MODEL.predictValue(Rows.of(row)))) {
                throw new AssertionError("not finite");
            }
        } catch (InvalidInputException e) {
            requireMessage(e);
            row.clear();
        }
        return true;
    }

    private static void requireMessage(RuntimeException e) {
        if (String.valueOf(e.getMessage()).isBlank()) {
            throw new AssertionError(e);
        }
    }
}
