package io.github.modelkeel.serving;

/** To be written. */
public final class Predictor {
    private Predictor() {}
}
