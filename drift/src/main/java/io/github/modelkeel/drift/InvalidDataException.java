package io.github.modelkeel.drift;

/**
 * Data that cannot be made into a {@link Profile}: a malformed CSV file, a ragged line, a value of an unsupported type. The message
 * names the place (file and line, or row and column) and what was expected there. Safe for use by multiple threads.
 */
public final class InvalidDataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidDataException(String message) {
        super(message);
    }

    InvalidDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
