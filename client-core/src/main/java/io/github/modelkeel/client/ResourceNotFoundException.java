package io.github.modelkeel.client;

import org.jspecify.annotations.Nullable;

/** What was asked for does not exist on the server: a run, an experiment, a model, a version, an alias, an artifact. Immutable. */
public final class ResourceNotFoundException extends ClientException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param errorCode the server's error code
     * @param status the HTTP status
     * @param message what was asked, of whom, and what came back
     * @param cause what failed beneath, or null
     */
    public ResourceNotFoundException(String errorCode, int status, String message, @Nullable Throwable cause) {
        super(errorCode, status, message, cause);
    }
}
