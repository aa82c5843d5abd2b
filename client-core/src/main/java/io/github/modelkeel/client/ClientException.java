package io.github.modelkeel.client;

import org.jspecify.annotations.Nullable;

/**
 * Base of every failure that a Modelkeel client reports about a server, an artifact or a model. Immutable.
 *
 * <p>{@link #errorCode()} is an open set: it holds what the server sent ({@code INVALID_PARAMETER_VALUE}), and for failures that
 * no server named one of {@code IO_ERROR}, {@code INVALID_RESPONSE}, {@code RESPONSE_TOO_LARGE}, {@code REDIRECT},
 * {@code INTERRUPTED} or another code given by the operation. Subclasses exist only where callers act differently.
 */
public class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The server's error code, or the client's own. */
    private final String errorCode;

    /** The HTTP status, or 0. */
    private final int status;

    /**
     * Makes an exception.
     *
     * @param errorCode the server's error code, or the client's own
     * @param status the HTTP status, or 0 when no answer was received
     * @param message what was asked, of whom, and what came back
     * @param cause what failed beneath, or null
     */
    public ClientException(String errorCode, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
        this.status = status;
    }

    /**
     * The machine-readable reason.
     *
     * @return the server's error code, or the client's own; never empty
     */
    public final String errorCode() {
        return errorCode;
    }

    /**
     * The HTTP status of the answer.
     *
     * @return the status, or 0 when no answer was received
     */
    public final int status() {
        return status;
    }
}
