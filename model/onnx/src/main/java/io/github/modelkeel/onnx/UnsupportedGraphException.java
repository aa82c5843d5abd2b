package io.github.modelkeel.onnx;

import java.io.Serial;

/** A graph is sound as far as it was read, but has something that only a runtime of ONNX can do. Does not leave this package. */
final class UnsupportedGraphException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnsupportedGraphException(String message) {
        super(message);
    }
}
