package io.github.modelkeel.serving.version;

import org.jspecify.annotations.Nullable;

/** The files of a version must not or cannot answer; users see it as {@code ModelNotLoadableException}. */
public final class UnloadableModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnloadableModelException(String message) {
        super(message);
    }

    /** The cause is the reader's. */
    public UnloadableModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
