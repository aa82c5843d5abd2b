package io.github.modelkeel.formats;

import io.github.modelkeel.formats.internal.YamlTree;
import org.jspecify.annotations.Nullable;

/** Reads the YAML of a model. */
final class YamlFile {
    private YamlFile() {}

    /**
     * Reads a document.
     *
     * @param file the file's name, for messages
     * @param content its bytes
     * @return maps, lists and scalars
     * @throws ModelRefusedException if it is not valid YAML, or too deep, too large or of a form that is not needed here
     */
    static @Nullable Object parse(String file, byte[] content) {
        try {
            return YamlTree.parse(file, content);
        } catch (IllegalArgumentException e) {
            throw new ModelRefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}
