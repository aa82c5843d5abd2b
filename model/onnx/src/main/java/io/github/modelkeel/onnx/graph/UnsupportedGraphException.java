package io.github.modelkeel.onnx.graph;

import java.io.Serial;

/** A graph is sound as far as it was read, but has something that only a runtime of ONNX can do. Does not leave this module. */
public final class UnsupportedGraphException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnsupportedGraphException(String message) {
        super(message);
    }
}
