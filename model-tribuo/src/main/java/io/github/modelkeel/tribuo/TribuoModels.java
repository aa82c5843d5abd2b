package io.github.modelkeel.tribuo;

/** To be written. */
public final class TribuoModels {
    private TribuoModels() {}
}
