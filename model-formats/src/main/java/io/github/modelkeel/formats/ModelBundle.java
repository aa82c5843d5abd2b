package io.github.modelkeel.formats;

/** To be written. */
public final class ModelBundle {
    private ModelBundle() {}
}
