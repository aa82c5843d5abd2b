package io.github.modelkeel.client;

import org.jspecify.annotations.Nullable;

/**
 * The server gave no usable answer: the connection failed, it timed out, or it answered 408, 429 or 5xx, and the allowed retries
 * did not help. The same call may succeed later. Whether a call that creates something took effect is then unknown. Immutable.
 */
public final class ServerUnavailableException extends ClientException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param errorCode the server's error code, or {@code IO_ERROR}
     * @param status the HTTP status, or 0 when no answer was received
     * @param message what was asked, of whom, and what came back
     * @param cause what failed beneath, or null
     */
    public ServerUnavailableException(String errorCode, int status, String message, @Nullable Throwable cause) {
        super(errorCode, status, message, cause);
    }
}
