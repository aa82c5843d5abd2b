package io.github.modelkeel.serving;

/**
 * No predictor could be made now: the registry gave no usable answer, or the version's files could not be brought here in time, and
 * this machine keeps no version that was served under the same address before. Making it later may succeed. Immutable.
 */
public final class ModelUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
