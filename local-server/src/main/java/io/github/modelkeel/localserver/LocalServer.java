package io.github.modelkeel.localserver;

/** To be written. */
public final class LocalServer {
    private LocalServer() {}
}
