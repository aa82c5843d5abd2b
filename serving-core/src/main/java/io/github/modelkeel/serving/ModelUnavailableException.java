package io.github.modelkeel.serving;

/**
 * No predictor could be made now: the registry gave no usable answer, and this machine keeps no version that was served under the
 * same address before. Making it later may succeed. The message names both reasons, the cause is the registry's. Immutable.
 */
public final class ModelUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
