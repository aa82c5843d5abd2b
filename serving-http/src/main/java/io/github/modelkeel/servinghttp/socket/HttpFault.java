package io.github.modelkeel.servinghttp.socket;

import java.io.Serial;

/** A request that cannot be handed over; its connection ends after the answer. */
final class HttpFault extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    HttpFault(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
