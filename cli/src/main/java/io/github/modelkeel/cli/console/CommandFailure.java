package io.github.modelkeel.cli.console;

import java.io.Serial;

/** A command cannot do what it was asked; the message says why in one line. */
public final class CommandFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The exit code. */
    private final int code;

    /** A failure with its exit code. */
    public CommandFailure(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** A failure with its exit code. */
    public CommandFailure(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The exit code. */
    public int code() {
        return code;
    }
}
