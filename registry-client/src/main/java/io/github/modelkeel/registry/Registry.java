package io.github.modelkeel.registry;

/** To be written. */
public final class Registry {
    private Registry() {}
}
