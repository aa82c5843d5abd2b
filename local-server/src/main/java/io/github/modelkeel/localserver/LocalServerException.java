package io.github.modelkeel.localserver;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The server could not be started; the message is one line that says why. Immutable. */
public final class LocalServerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    LocalServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    LocalServerException(String message) {
        super(message);
    }
}
