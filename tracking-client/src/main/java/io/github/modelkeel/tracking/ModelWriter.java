package io.github.modelkeel.tracking;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a model's files. */
@FunctionalInterface
public interface ModelWriter {
    /**
     * Fills a new, empty directory with everything the model consists of, usually with an {@code MLmodel} file among it.
     *
     * @param directory the directory; it is deleted afterwards
     * @throws IOException if a file cannot be written
     */
    void writeTo(Path directory) throws IOException;
}
