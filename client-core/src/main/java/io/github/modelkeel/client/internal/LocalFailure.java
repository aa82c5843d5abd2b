package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import java.io.IOException;

/** Reading or writing a local file failed in the middle of a transfer; another attempt would not help. */
final class LocalFailure extends IOException {
    private static final long serialVersionUID = 1L;

    LocalFailure(String message, IOException cause) {
        super(message, cause);
    }

    ClientException asClientException(String call) {
        return new ClientException(
                "LOCAL_IO_ERROR", 0, "LOCAL_IO_ERROR " + call + ": " + getMessage() + ": " + getCause(), this);
    }
}
