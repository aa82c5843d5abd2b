package io.github.modelkeel.cli.console;

import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionRefusedException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

/** Failures as one line and an exit code. */
public final class Failures {
    /** It failed. */
    public static final int FAILED = 1;
    /** The command line is invalid. */
    public static final int USAGE = 2;
    /** The data drifted. */
    public static final int DRIFTED = 3;
    /** The data do not meet expectations. */
    public static final int NOT_MET = 3;
    /** A gate refused a version. */
    public static final int REFUSED = 3;
    /** The server cannot be reached. */
    public static final int UNREACHABLE = 4;
    /** There was too little to judge the data, or a gate could not decide. */
    public static final int UNDECIDED = 5;

    /** As of a process that a signal ended: who closed the pipe does not look at the code. */
    private static final int BROKEN_PIPE = 141;

    private Failures() {}

    /** Prints a failure in one line on standard error, with its stack trace if that is wanted; the exit code. */
    public static int report(Exception failure, Console console, boolean verbose) {
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
        if (failure instanceof PromotionRefusedException refused
                && refused.decision().isPresent()) {
            return refused.decision().get().outcome() == Outcome.INVESTIGATE ? UNDECIDED : REFUSED;
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
