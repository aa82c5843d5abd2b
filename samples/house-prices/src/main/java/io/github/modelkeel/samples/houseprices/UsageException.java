package io.github.modelkeel.samples.houseprices;

/** A mistake in what the user asked for; its message says what to change and is printed without a stack trace. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
