package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientException;
import org.jspecify.annotations.Nullable;

/**
 * A model's files are not what its manifest, its version or the server's listing says; nothing of them was handed out. The error
 * code is {@code MODEL_INTEGRITY}. Immutable.
 */
public final class ModelIntegrityException extends ClientException {
    private static final long serialVersionUID = 1L;
    private static final String CODE = "MODEL_INTEGRITY";

    /**
     * Makes an exception.
     *
     * @param message which model, and what does not fit
     * @param cause what failed beneath, or null
     */
    public ModelIntegrityException(String message, @Nullable Throwable cause) {
        super(CODE, 0, CODE + ": " + message, cause);
    }

    /** What was found beneath, said of a named model; the code stands once in the message. */
    static ModelIntegrityException of(ResolvedModel model, ClientException beneath) {
        String found = String.valueOf(beneath.getMessage());
        String twice = CODE + ": ";
        return new ModelIntegrityException(
                model.label() + ": " + (found.startsWith(twice) ? found.substring(twice.length()) : found), beneath);
    }
}
