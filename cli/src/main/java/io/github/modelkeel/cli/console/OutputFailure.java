package io.github.modelkeel.cli.console;

import java.io.IOException;
import java.util.Locale;

/** Distinguishes a reader that closed the pipe, which is normal, from a full disk, which is not. */
public final class OutputFailure {
    private OutputFailure() {}

    /** What a failed write of the output means. */
    public static IOException of(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("pipe") || message.contains("stream closed")
                ? new ClosedOutputException(failure)
                : new IOException("the output cannot be written: " + failure.getMessage(), failure);
    }
}
