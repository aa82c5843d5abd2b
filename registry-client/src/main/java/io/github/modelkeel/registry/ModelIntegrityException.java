package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientException;
import org.jspecify.annotations.Nullable;

/**
 * A model's files are not what its manifest, its version or the server's listing says; nothing of them was handed out. The error
 * code is {@code MODEL_INTEGRITY}. Immutable.
 */
public final class ModelIntegrityException extends ClientException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which model, and what does not fit
     * @param cause what failed beneath, or null
     */
    public ModelIntegrityException(String message, @Nullable Throwable cause) {
        super("MODEL_INTEGRITY", 0, "MODEL_INTEGRITY: " + message, cause);
    }
}
