package io.github.modelkeel.cli;

import io.github.modelkeel.client.ServerUnavailableException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

/** Failures as one line and an exit code. */
final class Failures {
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int DRIFTED = 3;
    static final int NOT_MET = 3;
    static final int UNREACHABLE = 4;
    static final int UNDECIDED = 5;

    /** As of a process that a signal ended: who closed the pipe does not look at the code. */
    private static final int BROKEN_PIPE = 141;

    private Failures() {}

    static int report(Exception failure, Console console, boolean verbose) {
        if (failure instanceof ClosedOutputException) {
            return BROKEN_PIPE;
        }
        console.err().println("modelkeel: " + line(failure));
        if (verbose) {
            failure.printStackTrace(console.err());
        }
        console.err().flush();
        return code(failure);
    }

    private static int code(Exception failure) {
        if (failure instanceof CommandFailure command) {
            return command.code();
        }
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ServerUnavailableException) {
                return UNREACHABLE;
            }
        }
        return FAILED;
    }

    private static String line(Exception failure) {
        String message = failure instanceof NoSuchFileException file
                ? file.getFile() + ": no such file or directory"
                : failure instanceof UncheckedIOException io && io.getCause() != null
                        ? io.getMessage()
                        : failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getName() : message;
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
