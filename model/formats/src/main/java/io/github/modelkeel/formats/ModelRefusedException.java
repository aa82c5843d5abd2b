package io.github.modelkeel.formats;

import java.io.Serial;

/**
 * A model directory cannot be trusted: a file is missing, broken, too large or of an unknown version, or the model does not give the
 * predictions that were stored with it. The message names the file and what is wrong. Immutable apart from what every
 * {@link Throwable} carries.
 */
public final class ModelRefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message names the file and what is wrong
     */
    public ModelRefusedException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message names the file and what is wrong
     * @param cause what failed
     */
    public ModelRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
