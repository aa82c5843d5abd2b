package io.github.modelkeel.serving;

import org.jspecify.annotations.Nullable;

/**
 * No version answers now: the registry gave no usable answer, or the version's files could not be brought here in time, and
 * this machine keeps no version that was served under the same address before. A later attempt may succeed. Immutable.
 */
public final class ModelUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
