package io.github.modelkeel.cli.console;

import java.io.IOException;
import java.io.Serial;

/** The reader of the output has stopped reading, as {@code head} does when it has enough. */
public final class ClosedOutputException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** For the failed write. */
    public ClosedOutputException(IOException cause) {
        super(cause);
    }
}
