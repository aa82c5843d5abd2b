package io.github.modelkeel.cli;

import java.io.IOException;
import java.util.Locale;

/** Distinguishes a reader that closed the pipe, which is normal, from a full disk, which is not. */
final class OutputFailure {
    private OutputFailure() {}

    static IOException of(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("pipe") || message.contains("stream closed")
                ? new ClosedOutputException(failure)
                : new IOException("the output cannot be written: " + failure.getMessage(), failure);
    }
}
