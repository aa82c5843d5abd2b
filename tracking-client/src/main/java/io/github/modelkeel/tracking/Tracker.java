package io.github.modelkeel.tracking;

/** To be written. */
public final class Tracker {
    private Tracker() {}
}
