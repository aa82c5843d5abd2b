package io.github.modelkeel.formats.json;

import java.io.Serial;

/**
 * A JSON document does not say what it should. The message names the file, what is wrong and the place. Who reads a file of a model makes
 * a refusal of it. Immutable apart from what every {@link Throwable} carries.
 */
public final class InvalidJsonException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    InvalidJsonException(String message) {
        super(message);
    }
}
