package io.github.modelkeel.drift.column;

import java.io.Serial;

/** Data that cannot be made into columns; users get it as an {@code MalformedDataException}. */
public final class MalformedDataException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MalformedDataException(String message) {
        super(message);
    }

    public MalformedDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
