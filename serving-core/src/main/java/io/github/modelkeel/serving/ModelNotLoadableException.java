package io.github.modelkeel.serving;

import org.jspecify.annotations.Nullable;

/**
 * The registry names a version that must not or cannot answer: its files are not what was registered, it does not reproduce its own
 * expected predictions, no reader of its flavors is here, or its columns do not fit. Making the predictor again gives the same until
 * the version is repaired or the alias is moved. The cause, where there is one, is the reader's. Immutable.
 */
public final class ModelNotLoadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelNotLoadableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
