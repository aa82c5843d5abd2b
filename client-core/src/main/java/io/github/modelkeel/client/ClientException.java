package io.github.modelkeel.client;

/** Base of every failure that a Modelkeel client reports. */
public class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what was asked, of whom, and what came back
     */
    public ClientException(String message) {
        super(message);
    }
}
