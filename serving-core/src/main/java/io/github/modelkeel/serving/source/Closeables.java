package io.github.modelkeel.serving.source;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Closes several things, one after another; what one of them throws is logged and keeps no other from being closed. */
public final class Closeables {
    private static final Logger LOG = System.getLogger("io.github.modelkeel.serving");

    private Closeables() {}

    public static void all(List<? extends AutoCloseable> parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "closing a part of a predictor failed", e);
            }
        }
    }
}
