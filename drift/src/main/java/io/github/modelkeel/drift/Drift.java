package io.github.modelkeel.drift;

/** To be written. */
public final class Drift {
    private Drift() {}
}
