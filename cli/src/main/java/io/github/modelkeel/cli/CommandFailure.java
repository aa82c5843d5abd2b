package io.github.modelkeel.cli;

import java.io.Serial;

/** A command cannot do what it was asked; the message says why in one line. */
final class CommandFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The exit code. */
    private final int code;

    CommandFailure(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    CommandFailure(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
