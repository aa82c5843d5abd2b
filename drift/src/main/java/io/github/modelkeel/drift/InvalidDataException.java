package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.MalformedDataException;

/**
 * Data that cannot be made into a {@link Profile}: a malformed CSV file, a ragged line, a value of an unsupported type. The message
 * names the place (file and line, or row and column) and what was expected there. Safe for use by multiple threads.
 */
public final class InvalidDataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidDataException(String message) {
        super(message);
    }

    InvalidDataException(MalformedDataException found) {
        super(found.getMessage(), found.getCause());
    }
}
