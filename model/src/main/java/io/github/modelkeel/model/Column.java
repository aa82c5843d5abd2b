package io.github.modelkeel.model;

/** To be written. */
public final class Column {
    private Column() {}
}
